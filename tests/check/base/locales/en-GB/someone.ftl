somebody-i-know = You can be here for somebody else. What you write about them here is not kept.
