hopes-ask = What would you like to be different? And who could help?
part-hopes = What I would like to be different
