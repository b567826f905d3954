side = This is a page.
side = This is a page beside the way.
