side = This is a page of { $servcie }.
