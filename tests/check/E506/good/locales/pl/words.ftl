language-name = polski
side = To jest tutaj { $keep-days ->
    [one] { $keep-days } dni
    [few] { $keep-days } dni
    [many] { $keep-days } dni
   *[other] { $keep-days } dni
 }.
