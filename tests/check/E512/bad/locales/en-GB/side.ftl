side = This is a page and it has a line that goes on and on and on and does not end where it would.
