# waiver W515: nobody knows why.
side = This is a page beside the way.
