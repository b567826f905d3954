side = This is a page beside the way.
somebody-else = Hand them the link, and they write when they like:
    { $link }
choice-link = A link to hand over
