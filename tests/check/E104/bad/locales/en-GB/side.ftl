side = This is a page beside the way.
