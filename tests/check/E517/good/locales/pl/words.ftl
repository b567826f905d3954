language-name = polski
side = Otwarte od 3/12.
