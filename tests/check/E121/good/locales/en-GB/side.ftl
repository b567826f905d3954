side = This is { page }.
page = a page beside the way
