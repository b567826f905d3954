### Beginnings of answers, for coordinators to change and to send. They are filled into what is being written, and never sent unread.

template-first-title = A first answer
template-first = Hello. I am { $name }, and I have read your words. If you like, write back here, whenever it suits you.
template-visit-title = A first visit
template-visit = You would be welcome here. If you like, I meet you at the door. Which day would suit you?
template-finding-out-title = Still finding out
template-finding-out = I am still finding out about this. I write to you again when I know.
template-away-title = Not here for some days
template-away = I am not here for some days. Your words are kept, and I read them when I am back.
template-resting-title = Leaving it for now
template-resting = I leave this here for now. You can write again whenever you like, however long it has been.
