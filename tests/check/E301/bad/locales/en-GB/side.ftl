side = What would you like to be different?
