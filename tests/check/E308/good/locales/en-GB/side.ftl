name-ask = What is your name?
part-hopes = Name to use
side = This is a page beside the way.
