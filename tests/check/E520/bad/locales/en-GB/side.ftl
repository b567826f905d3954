side = Somebody in danger can find a page here, beside the way.
