# waiver W515: the words of a sign on the door.
side = You must look at this page.
