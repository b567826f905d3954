side = This is a page beside the way, with nothing in its first line. Somebody in danger can read on.
