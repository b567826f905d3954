side = In the evening, text 85258.
