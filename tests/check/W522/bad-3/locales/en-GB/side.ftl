# waiver E401: it is fine.
side = This is a page beside the way.
