side = If you like, there is room for this:
hopes-ask = What would you like to be different? Nothing here is fine.
part-hopes = What I would like to be different
