side = This is a page beside the way.
side-link = This link opens this chat: { $link }
