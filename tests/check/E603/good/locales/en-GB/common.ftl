# The words that the engine itself says, wherever somebody is.

language-name = English
as-it-is = { $text }
missing-text = Something is missing here. Your words are kept.

## The ways that are always there

way-skip = Skip this
way-stop = Stop for now
way-person = A person
way-help = Urgent help
way-write-to = Write to { $name }
way-end-writing = Back to the program

## Listening

mark-means = ✍ means that your words are kept. Nobody is reading yet.
media-kept = This is kept. The program cannot hear or see it, and nobody opens it before you send it.
quiet = Your words are kept. There is time. Write more if you like.
not-kept = Words that you write on this page are not kept. If you would like to keep some, choose one of these first.
choice-done = That is all for now
choice-keep-typed = Keep it as my words
notice-kept = Kept as your words.
notice-old-button = That button is from earlier. Here is where you are now.

kind-sticker = Thank you. The program keeps words, voice notes and pictures.
kind-document = This file is not kept. Words, voice notes and pictures are.
kind-video = This video is not kept. Words, voice notes and pictures are.
kind-audio = This sound file is not kept. Words, voice notes and pictures are.
kind-poll = This poll is not kept. Words, voice notes and pictures are.
kind-location = This place is not kept. If you like, write it in words.
kind-contact = This contact is not kept. If you like, write it in words.
kind-else = This is not kept. Words, voice notes and pictures are.

## Choices that stand in many places

choice-more = More
choice-back = Go back
choice-write = Write something
choice-something-else = Something else
choice-to-start = Back to the start

## Stopping and coming back

hello = Hello. Your place is kept.
stop-empty = You can stop here. Nothing is sent. Your place is kept until { $until }.
stop-kept = You can stop here. Nothing is sent. Your words and your place are kept until { $until }.
stop-sent = You can stop here. What you sent stays with { $service } until you take it back.
choice-go-on = Go on
choice-go-on-there = Go on where I was
choice-my-words = My words
choice-remind = Set a reminder
choice-cancel-reminder = Cancel the reminder
choice-clear = Clear this chat
choice-forget = Forget me

remind-ask = When would you like one message here, about 10:00? It says hello, and nothing else.
choice-tomorrow = Tomorrow
choice-three-days = In three days
choice-next-week = In a week
choice-a-date = A date
remind-date = Write the day and the month in numbers, for example 3/12.
remind-unread = The program cannot read that as a date in the next year. Numbers like 3/12 work.
remind-set = One message will come here on { $moment }. You can cancel it now or later.
remind-cancelled = The reminder is cancelled.

## What would be sent

# What stands before somebody's own words fills the 60 characters that a lock screen may show (P29).
would-be-sent = This is what would be sent, if you choose to send it. Nothing else would go:
would-be-sent-complaint = This is what would be sent to { $complaints-name }, if you choose to send it. Nothing else would go:
would-be-sent-young = This is what would be sent to { $young-name }, if you choose to send it. Nothing else would go:
nobody-reads-before = Nobody here reads before { $moment }.
answered-your-way = They answer in the way you said.
answered-here = They answer here, in this chat.
review-empty = There is nothing here to send. That is fine.
choice-send = Send these words
choice-more-words = Write more
choice-one-by-one = Look one by one
choice-reach = How to reach me
choice-not-now = Not now
choice-next = Next
choice-change = Change
choice-leave-out = Leave out
choice-put-back = Put back
choice-remove = Remove
change-ask = Write it again, as you like. The words that are there now stay until you write.
one-part = This is one part of your words, as it is now. You can change it here:
part-left-out = This part is left out. It would not be sent.
notice-removed = Removed.
notice-changed = The words have changed. Here they are as they are now.

## After sending

sent = Your words are sent. The people who answer at { $service } read them.
sent-to-name = Your words are sent. { $name } reads them next.
sent-note = Sent. Somebody at { $service } will write to you.
sent-visit = Sent. Somebody at { $service } will write to you about your visit.
sent-complaint = Sent to { $complaints-name }.
sent-young = Sent to { $young-name }.
sent-more = You can also:
heard-within = They read on these days: { $reading }. { $days ->
    [one] Nine in ten people hear within one working day.
   *[other] Nine in ten people hear within { $days } working days.
 }
heard-unknown = They read on these days: { $reading }. How long an answer takes, we do not know yet.
choice-another-way = Another way or time
choice-add = Add something
choice-where = Where are my words?
choice-take-back = Take it back
choice-tell-me = Tell me if still unopened
choice-no-contact = Please do not contact me
choice-contact = You can contact me
where-waiting = Your words are waiting. Nobody has opened them yet. People read on these days: { $reading }.
where-opened = { $name } has opened your words.
where-nowhere = Your words are with nobody. They are here, in this chat.
taken-back-unopened = It is taken back. Nobody had opened it, and nobody can now.
taken-back-opened = It is taken back. The words are gone from { $service }, and they are told not to contact you.
taken-back-now = Your words are with nobody now. They are kept here until { $until }.
choice-look-again = Look at my words
tell-me-set = If nobody has opened it by { $day }, one message here says so.
still-unopened = You asked to be told. Nobody has opened your words yet. People read on these days: { $reading }. The phone is { $phone }.
contact-not-now = They are told: please do not contact me. Your words stay with them.
contact-welcome = They are told that they can contact you.

## A person

person-intro = This is a program. Behind it are people at { $service }.
person-open = They are there now.
person-closed = Nobody is there now. They are back on { $moment }.
person-unknown = When they are there, we do not know yet.
person-phone = Phone: { $phone }
choice-please-write = Please write to me
note-ask = If you like, add something to "Please write to me". Nothing more is fine.
part-note = Please write to me
direct-on = From now on, what you write here goes straight to { $name }, until you end it.
direct-off = This is the program again. What you write goes to nobody until you send it.

young-person = If you are under 18, there are people for you by phone and in a chat. They are Childline: { $childline }. It is free, and it is not on the phone bill.
young-route = At { $service }, { $young-name } is there for people under 18.
young-kept = These are your words as they are kept in this chat, for you to see:
young-not-sent-here = This chat is for adults, so it cannot send your words. They stay here, and you can remove them. Childline answers young people: { $childline }.

## Urgent help

help-first = These are ways to reach a person now, and what each of them is for:
help-more = These are more ways to reach a person, and what each of them is for:
choice-keep-writing = Keep writing
choice-more-ways = More ways
helpline-closed = { $row } It is closed now.

## Language, my words

language-ask = Which language would you like here?
my-words = These are all your words that are kept here. You can copy or change them:
my-words-none = No words of yours are kept here.
part-removed = removed by the person

## Clearing and forgetting

clear-ask = This takes the messages of the last two days out of this chat, yours and the program's.
clear-limits = Somebody who looks at this phone may notice that they are gone, and you have no record then. Older ones you can delete in Telegram yourself. Your words stay kept until you choose "Forget me".
forget-ask = This erases your words, your name and this chat's number at { $service }. What you sent goes too. It cannot be undone.
forget-limits = The messages on your phone stay, until you clear or delete the chat.
choice-forget-and-clear = Forget me, clear the chat
forgotten = Everything about you is erased here.

## How words that stand between words are shown

piece-voice = (voice note, { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
 })
piece-picture = (picture)

## A coordinator writes

from-coordinator = { $name } at { $service } is writing to you here, in this chat. These are { $name }'s own words:
resting = { $name } is not waiting for an answer now. You can write here again whenever you like.
not-passed-on = Your words are kept here, and { $name } does not see them. "Write to { $name }" is there if you would like that.
fact-unknown = we do not know yet, you can ask
moved-on = Something here has changed since you last wrote. Nothing of yours is lost.
# The first page, once something was sent: the welcome's "nothing is shared yet" would not be so.
first-page-sent = This is the first page of the program again. What you sent stays with { $service } until you take it back.
asked-cover = { $name } has your words from now on.
asked-somebody-else = Your words wait for somebody else now. People read on these days: { $reading }.
away = This is the program. Your words are kept. { $name } reads again on { $day }.
away-cover = Until then { $name } is there in their place.
handed-on = Here is something new in this chat, whenever you have a moment. { $name } at { $service } has your words from now on. { $name } answers you here. What you write goes to nobody until you send it.
my-words-notes = People at { $service } have written notes about you as well. You can ask to read them: { $phone }.
not-resting = { $name } is told that you would like to go on. You can write here whenever you like.
way-not-yet = Not yet
way-somebody-else = Ask for somebody else
where-with = { $name } has your words now, and has not opened them yet.
words-taken-back = { $name } has taken a message back. Nothing else here has changed.
choice-copy = Copy { $number }
