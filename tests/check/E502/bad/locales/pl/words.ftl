language-name = polski
side = To jest strona obok drogi.
