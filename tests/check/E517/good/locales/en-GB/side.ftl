side = It opens on 3/12.
