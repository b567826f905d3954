side = This is a page. It has a line that goes on and on, and ends where it would.
