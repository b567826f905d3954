# dialogues/first-contact.toml

welcome = Hello. This is an automatic program. Nobody is reading live, and nothing is shared yet.
    It is the first way in to { $service }. Write anything here, in any order, or have a look. You can leave at any time.
welcome-limits = Only people at { $service } read what you send; unsent words are kept { $keep-days } days. Telegram carries this chat, and a chat with a program is not end-to-end encrypted.

choice-tell = Tell you something
# waiver W515: it is what people say of themselves, and it asks nothing of them.
choice-look = Just looking
choice-other = Under 18 or someone else

tell-ask = Write anything, in any order. A few words are fine, and so are many.
invite = Thank you. If you like, there is room for more:

choice-story = What has been happening
choice-strengths = Anything I like doing
choice-people = Somebody I am glad to see
choice-places = Anywhere that feels right
choice-hopes = What could be different
choice-support = What support could look like
choice-first-visit = A first visit
choice-rather-not = Things I would rather not
choice-enough = That is enough

story-ask = What has been happening, as far as you would like to say? Nothing here is fine.
strengths-ask = Anything you like doing, or used to like, or that keeps you going? Nothing here is fine.
people-ask = Anybody, or any animal, you are glad to see? Nothing here is fine.
places-ask = Anywhere that feels all right? Nothing here is fine.
hopes-ask = What would you like to be different? Nothing here is fine.
support-ask = What could support look like, in your own design? Nothing here is fine.
first-visit-ask = What would make a first visit easier? Nothing here is fine.
rather-not-ask = Is there anything you would rather not: topics, people, ways of contact? Nothing here is fine.

part-story = What has been happening
part-strengths = What I like doing, what keeps me going
part-people = Who I am glad to see
part-places = Where it feels all right
part-hopes = What I would like to be different
part-support = What support could look like
part-first-visit = What would make a first visit easier
part-rather-not = What I would rather not
part-found-us = How I found you
found-us-code = by the link { $code }
