side = This is { a-page }.
