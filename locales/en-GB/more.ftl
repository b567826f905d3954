# dialogues/more.toml

more-menu = There is more here:
choice-who = Who is behind this
choice-language = Language
choice-skill = I would like to help
who-is-behind = This chat belongs to { $service }. The phone is { $phone }. The program follows a script that people wrote and checked. It does not think, and it makes up nothing.
share-a-skill = If you like, you can share a skill or some of your time. Press "A person" below, and write what you have in mind.
