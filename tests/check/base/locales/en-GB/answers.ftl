signpost-now = Thank you for writing that here. These are people who can be reached:
signpost-soon = Thank you for writing that here. If you would like to talk about it, there are:
signpost-gently = Thank you for writing about that. If you would ever like to talk about it, there are:
