side = This is a page.
side-more = It says more.
