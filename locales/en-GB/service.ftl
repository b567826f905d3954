### The service's own sentences. These belong to a service that does not exist: put your own in their place.

## What goes on here, for dialogues/listings.toml: what each is, and what a first visit is like

listing-garden = Growing vegetables and flowers behind the library.
listing-garden-when = Tuesdays, from ten to twelve.
listing-garden-door = A green gate on Mill Lane, beside the library.
listing-garden-who = Six to ten people, and Rosa, who works here.
listing-garden-what = Digging, planting, tea. Sitting and looking is fine too.
listing-garden-bring = Yes, anybody, and dogs on a lead.
listing-garden-cost = Nothing.
listing-garden-access = Flat paths. The toilet is in the library.

listing-table = A shared lunch.
listing-table-when = Thursdays, from twelve to two.
listing-table-door = The blue door of the Old School, on the left side.
listing-table-who = Ten to twenty people, and Sam, who cooks.
listing-table-what = Soup and bread. You can eat, help in the kitchen, or sit.
listing-table-bring = Yes, anybody. Children too.
listing-table-quiet = The first half hour. There is a small room as well.
listing-table-cost = Nothing. There is a jar for those who like to give.
listing-table-access = A ramp at the blue door, and a wide toilet.

listing-walk = A slow walk by the river, with or without talk.
listing-walk-when = Saturdays at ten, for an hour.
listing-walk-door = There is no door. People meet at the bandstand in the park.
listing-walk-who = Four to eight people, and Ben, who knows the way.
listing-walk-what = Walking, with a rest in the middle. Nobody has to talk.
listing-walk-bring = Yes, anybody, and dogs.
listing-walk-cost = Nothing.
