side = It is kept { $keep-days ->
    [one] one day
   *[other] { $keep-days } days
 }.
