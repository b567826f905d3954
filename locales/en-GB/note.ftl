# dialogues/note.toml, visit.toml, complaint.toml and young.toml: short letters

visit-ask = If you like, add something about coming. Nothing more is fine.
part-visit = I would like to come to
complaint-ask = Write what was not right, as you like. It goes to { $complaints-name } only, once you have seen it and sent it.
part-complaint = Complaint
part-young = Please write to me, I am under 18
