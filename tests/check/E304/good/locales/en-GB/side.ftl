side = This is a page beside the way.
hopes-ask = What would you like to be different? Nothing here is fine.
part-hopes = What I would like to be different
support-ask = What could support look like? Nothing here is fine.
