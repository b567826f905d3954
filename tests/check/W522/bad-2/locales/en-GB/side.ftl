# waiver W515:
side = You must look at this page.
