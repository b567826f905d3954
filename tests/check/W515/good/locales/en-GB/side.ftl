side = You do not have to look at this page.
