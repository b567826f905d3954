side = To jest strona obok drogi.
