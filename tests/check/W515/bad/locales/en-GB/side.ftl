side = You must look at this page.
