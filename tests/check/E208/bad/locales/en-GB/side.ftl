side = This is a page.
side-more = It says more.
side-most = It says most.
