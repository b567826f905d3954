# dialogues/someone.toml

someone-menu = This chat can help in these ways too:
choice-under-18 = I am under 18
choice-somebody-i-know = For somebody I know
choice-my-work = For somebody in my work
choice-adult = I am 18 or over
choice-young-person = A person for under 18
choice-young-ways = Ways to reach somebody
choice-together = We can write it together
choice-link = A link to hand over

under-18 = Thank you for saying so. { $service } is for adults. For people under 18, Childline is there by phone, { $childline }, and by chat: { $childline-chat }. You can also call 111, or 999 if somebody is in danger now.
somebody-i-know = You can be here for somebody else. If they are with you, you can write it together, in their words. Or hand them the link, and they write when they like. Words that you write on this page are not kept.
my-work = Thank you for thinking of us. Please leave out their name and their story: it is theirs to tell. You can hand over the link, or write it together with them here. Words that you write on this page are not kept.
link-to-hand-over = This link opens this chat:
    { $link }
