side = This is a page of { $service }.
