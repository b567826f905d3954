### Days, times, lists and hours.

## Days

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

# The months as they stand in a date.
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# "Monday 3 March"
format-day = { $weekday } { $day } { $month }
# "9:30", "16:05": $minute always has two digits.
format-time = { $hour }:{ $minute }
format-midnight = midnight
# "Monday 3 March, 9:30"
format-moment = { $day }, { $time }

## Days of the week in a row: "They read on these days: Monday to Friday."

days-range = { $from } to { $until }
days-unknown = we do not know yet

## Lists: "one, two and three". $before is all that stands before $next.

list-next = { $before }, { $next }
list-last = { $before } and { $next }

## Opening hours

hours-always = At any time
hours-never = Times are not known yet
# "Monday: 9:30 to 12:00 and 13:00 to 16:30"
hours-line = { $day }: { $spans }
hours-span = { $from } to { $until }
hours-all-day = all day
