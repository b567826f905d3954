side = In the evening, call 118118.
