### Words that act when they are a whole message, and what Telegram's menu says of the commands.

## Words, separated by commas. Small letters are enough: capitals and a full stop at the end make no difference.

typed-stop = stop, pause, stop for now, stop now
typed-person = person, a person, human, a human, talk to a person, speak to a person
typed-help = help, urgent help, urgent
typed-skip = skip, skip this, skip it, pass, next
typed-language = language, languages, change language
typed-my-words = my words, mywords
typed-clear = clear, clear this chat, clear chat
typed-forget = forget, forget me
typed-more = more

## The menu: 256 characters at most

command-stop = Stop for now. Your place is kept.
command-person = A person: when somebody is here, and how to reach them.
command-help = Urgent help: people who answer now.
command-skip = Skip this question.
command-language = Another language.
command-mywords = Your words: see them, change them, take a copy.
command-clear = Clear this chat on this phone.
command-forget = Forget me: your words and your name are erased.
