name-ask = What is your name?
part-hopes = Name to use
