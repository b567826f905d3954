side = This is a page beside the way.
side-note = Nobody reads this.
