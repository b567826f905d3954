side = This is a page. { side-note }
side-note = Somebody reads this.
