side = We write down what we do, so that you can read it here at any time.
