name-ask = What would you like to be known as here?
part-hopes = Name to use
