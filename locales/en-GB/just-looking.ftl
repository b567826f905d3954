# dialogues/just-looking.toml

look-menu = Have a look. Nothing is asked, and nothing is sent.
look-menu-more = There is more to look at:
choice-goes-on = What goes on here
choice-when-i-write = What happens when I write
choice-visit = A first visit
choice-who-reads = Who reads
choice-what-is-kept = What is kept
choice-telegram = About Telegram
choice-complain = How to complain
choice-another-way-in = Another way in
choice-list = Back to the list
choice-complain-here = Write a complaint here

look-writing = You write here, as you like. Your words are kept in this chat's place, and nobody reads them. When you are ready, you see what would be sent. It goes only if you press "Send these words". Then people at { $service } read it, and one of them answers here.
look-visit = You can come as you are, and you can leave at any time. You do not have to talk. Each page under "What goes on here" says where the door is, who is there and what happens. What we do not know yet, we can ask for you.
look-reads = Only people who answer at { $service } read what you send. Before you send, nobody does. When somebody opens your words, that is written down with their name, and you can ask here who it was.
look-kept = Your words are kept locked, each person's with a key of their own. What you do not send is kept { $keep-days } days after your last message.
look-kept-more = You can see your words, change them or take them back here. "Forget me" destroys the key, and then nobody can open them.
look-telegram = Telegram carries this chat. A chat with a program is not end-to-end encrypted, so Telegram can read it.
look-telegram-more = A program can delete messages of the last two days only. Older ones you can delete yourself: press and hold the chat, then choose delete. A program cannot hear a voice note or see a picture.
look-complain = If something was not right, { $complaints-name } would like to know. By phone: { $complaints-phone }. By e-mail: { $complaints-email }.
look-another-way = Other ways in to { $service }:
    Phone: { $phone }
    E-mail: { $email }
    Door: { $address }

listings = This is what goes on. What would you like to look at?
listings-none = What goes on here is not listed yet. You can ask a person.
choice-come = I would like to come
listing-line = { $question } { $answer }
listing-checked = Last checked on { $day }.
listing-unchecked = When this was last checked, we do not know yet.
answer-unknown = We don't know yet, we can ask.
ask-when = When is it?
ask-door = Where is the door?
ask-who = Who will be there?
ask-what = What happens?
ask-bring = Can I bring someone?
ask-quiet = Is there a quiet time?
ask-cost = What does it cost?
ask-access = How is the access?
