language-name = polski
side = To jest tutaj { $keep-days ->
    [one] { $keep-days } dni
   *[other] { $keep-days } dni
 }.
