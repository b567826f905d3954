# The words of the desk: what the team reads. They keep to VOICE.md's manner; the measures for what people read on a phone do not hold here.
# Only what the desk names stands here, and everything that it names: a test and `ajar check` hold that.

desk-skip = Go to the page
desk-rehearsal = This is a rehearsal. Nobody real writes here, and everything is thrown away.
desk-nav = The desk
desk-nav-team = Team
desk-nav-audit = What was done
desk-nav-settings = Settings
desk-nav-devices = My account
desk-sign-out = Sign out

desk-today = today, { $time }
desk-yesterday = yesterday, { $time }
desk-tomorrow = tomorrow, { $time }
desk-day-today = today
desk-day-yesterday = yesterday
desk-day-tomorrow = tomorrow

## Signing in

desk-sign-in = Sign in
desk-name = Your name
desk-password = Password
desk-go-on = Go on
desk-sign-in-help = Is your phone lost, or the password gone? A lead on your team can invite you anew.
desk-session-over = You were signed out. That happens after half an hour with nothing done.
desk-session-over-kept = You were signed out before this could be sent. What you wrote is kept: sign in, and you find it again.
desk-wrong-password = This name and this password do not go together.
desk-code-title = The code from your app
desk-code-ask = Open the authenticator app on your phone.
desk-code = Six-figure code
desk-code-help = Without your phone, one of your recovery codes does the same. Each works once.
desk-wrong-code = This is not the code that the app shows now.
desk-used-code = This code was used already. The app shows another one in half a minute.

desk-enrol-title = A second key
desk-enrol-what = Besides your password, a code from your phone opens the desk. Scan this with an authenticator app.
desk-enrol-picture = A picture for the authenticator app to scan
desk-enrol-typed = Or type this into the app:
desk-enrol-code = The six-figure code that the app shows then
desk-recovery-title = Eight codes for later
desk-recovery-what = If your phone is lost, each of these lets you in once in its place. They are shown only now. Print them, or write them down, and keep them away from the phone.
desk-recovery-done = I have kept them

desk-invited-title = Welcome
desk-invited-hello = Welcome, { $name }
desk-invited-what = You are invited to the desk of { $service }. Choose a password; the next step sets up your phone.
desk-password-new = New password
desk-password-good = At least { $least } characters. Three or four words that have nothing to do with each other are good.
desk-password-again = The same once more
desk-password-differs = The two are not the same.
desk-password-length = A password has at least { $least } characters, and at most { $most }.
desk-password-plain = This one could be guessed. Three or four words that have nothing to do with each other are good.

desk-carried-title = You are in again
desk-carried-what = Nothing was sent. Here is what you were writing.
desk-carried-words = Your words
desk-carried-send = Send it now
desk-carried-leave = Leave it

## People

desk-nav-people = People waiting
desk-nav-mine = My conversations
desk-nav-resting = Resting
desk-more = More
desk-people-nobody = Nobody is waiting.
desk-people-total = { $count ->
    [one] One person is waiting. The longest wait stands first.
   *[other] { $count } people are waiting. The longest wait stands first.
  }
desk-others-title = With somebody else
desk-others-what = Your colleagues answer these.
desk-others-nobody = Nobody is with a colleague of yours.
desk-resting-what = They can write again whenever they like, and then they wait here anew.
desk-resting-nobody = Nobody rests.
desk-taken-back = You had taken these on, and the person has taken them back. They ask not to be contacted, and their words are gone.
desk-line-since = Waiting since
desk-line-since-within = waiting since
desk-line-here-since = Here since
desk-line-here-since-within = here since
desk-line-resting-since = Resting since
desk-line-with = with { $name }
desk-line-locked = This one is for somebody else on the team to open.
desk-reference = Reference { $code }
desk-line-complaint = A complaint
desk-line-young = Under 18
desk-line-asked-person = Asked for a person
desk-line-visit = Would like to visit
desk-line-help-shown = Urgent help was shown
desk-line-no-contact = Asks not to be contacted
desk-line-along = You read along
desk-line-language = In { $language }
desk-line-found = Came by { $code }
desk-line-way = How: { $chose }
desk-line-way-given = How: given
desk-line-times = When: { $chose }
desk-line-times-given = When: given
desk-line-access = Access: { $chose }
desk-line-access-given = Access: given
desk-line-message = Leaving a message: { $chose }
desk-line-message-given = Leaving a message: given
desk-line-told = { $days ->
    [one] They were told: nine in ten hear within one working day.
   *[other] They were told: nine in ten hear within { $days } working days.
  }
desk-line-told-unknown = They were told that we do not know yet how long it takes.
desk-claim = I will answer
desk-claim-what = You are then the one who answers, and their words open for you. That you opened them is on record, and the person can ask who did.
desk-know = I know this person
desk-know-what = It goes on unread, and is not opened by you again. Nobody asks why.
desk-know-read = It waits for somebody else, and is not opened by you again. Nobody asks why.
desk-know-to = It goes to
desk-know-queue = Whoever takes it on
desk-know-do = Let it go on unread
desk-door-resting = This rests. The person can write again whenever they like.
desk-door-with-somebody = Somebody else answers this one.

desk-mine-none = You have no conversations. Whoever waits stands in
desk-mine-me = Waiting for me
desk-mine-them = Waiting for them
desk-mine-quiet = Put aside
desk-mine-new = new
desk-mine-last = Last words
desk-mine-note = Noted:
desk-mine-promise = By { $day }, as you said:
desk-mine-quiet-until = Put aside until { $day }

## One person

desk-status-waiting = Waiting
desk-status-claimed = Opened by { $name }
desk-status-in-touch = In touch with { $name }
desk-status-resting = Resting
desk-status-taken-back = Taken back
desk-reads-along = { $name } reads along
desk-their-words = Their words
desk-sent-story = Sent
desk-sent-note = Asked for a person
desk-sent-visit = About a visit
desk-sent-complaint = A complaint
desk-sent-young = Sent by somebody under 18
desk-person-here-since = Here since { $moment }
desk-sent-again = sent again since
desk-voice = { $seconds ->
    [one] A voice note of one second
   *[other] A voice note of { $seconds } seconds
  }
desk-picture = A picture
desk-conversation = Conversation
desk-talk-none = Nothing was written yet.
desk-talk-them = They
desk-talk-edited = changed
desk-talk-deleted = These words were taken back.
desk-talk-waiting = On its way
desk-talk-sent = Sent
desk-talk-unsure = May not have arrived
desk-talk-refused = Could not be delivered
desk-talk-change = Change or take back
desk-talk-edit = Change it
desk-talk-delete = Take it back
desk-may-not-along = You read along. Somebody else on the team writes to them.
desk-may-not-rests = This rests. The person can write again whenever they like.
desk-reply-words = Your words
desk-reply-words-as = Write as { $name }
desk-reply-hint = Above it stands that { $name } at { $service } is writing. A locked phone shows only that something is new in the chat.
desk-reply-jump = Write to them
desk-reply-send = Send
desk-reply-anyway = Send it all the same
desk-reply-outside = They chose other times: { $chose }. The next such time is { $moment }. Nothing was sent yet.
desk-reply-then = Send it { $moment }
desk-later = To be sent
desk-later-stop = Not after all
desk-reply-keep = Keep it for later
desk-reply-begin = Begin with
desk-reply-begin-what = It is put under what you have written, for you to change. Nothing is sent.
desk-beside = Beside the conversation
desk-came-with = What came with it
desk-notes = Notes
desk-note = A note for the team
desk-note-write = Write a note
desk-note-hint = The person can ask to read this. How the newest begins stands in My conversations, so that you know which one it is.
desk-note-keep = Keep the note
desk-keep = Keep it
desk-next = What comes next
desk-promise = Something I said I would do
desk-promise-words = What
desk-promise-day = By when
desk-promise-hint = Take the words out once it is done.
desk-quiet = Put it aside
desk-quiet-day = Until
desk-quiet-hint = It comes back on that day, and at once when the person writes. With no day it stands with the others.
desk-along = Read with me
desk-along-who = Who
desk-along-hint = They open it and write notes. They do not write to the person.
desk-along-ask = Ask them
desk-along-end = { $name } reads along no more
desk-hand-on = Hand it on
desk-hand-on-to = To
desk-hand-on-hint = The person is told who answers from now on, if you have written to them.
desk-hand-on-do = Hand it on
desk-hand-on-lead = Is { $name } not there any more? As a lead you can hand this on. You do not read it by that.
desk-hand-back = Hand it back to whoever takes it on
desk-rest = Let it rest
desk-rest-hint = The person reads that they can write again whenever they like, and can say: not yet.
desk-rest-do = Let it rest
desk-history = What was done
desk-failed-not-for-them = This cannot go to them. It is for somebody else to open, or has moved on meanwhile.
desk-failed-no-lead = Nobody is named as the team’s lead in the config.
desk-failed-too-late = These words can be neither changed nor taken back any more.
desk-failed-passed = That day or time has passed. Nothing was changed.
desk-failed-day = This is no day. Nothing was changed.

# After something was done and the page has moved on.
desk-did-hand-on = It is with your colleague now, who finds it in their conversations.
desk-did-hand-back = It waits again, in its old place.
desk-did-let-rest = It rests. You find it in Resting.
desk-did-know = It goes on without you. Nobody asks why.

## One's own account

desk-devices-title = Where you are signed in
desk-devices-unknown = A browser
desk-devices-this = here
desk-devices-since = since
desk-devices-used = last used
desk-away-title = Days away
desk-away-is = You do not read from { $from } on, and are back { $back }.
desk-away-covers = { $name } covers.
desk-away-here = I am here again
desk-away-say = Say when I am away
desk-away-what = Whoever writes to you then reads once that this is the program, that their words are kept, and when you read again.
desk-away-from = From
desk-away-back = Back on
desk-away-cover = Who covers
desk-away-nobody = Nobody
desk-second-title = Second key
desk-recovery-left = { $count ->
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
  }
desk-second-renew = Set it up on another phone
desk-second-what = You are signed out everywhere else. Your phone of now works until the new one does. You get new recovery codes.
desk-password-now = Your password of now
desk-password-change = Change the password
desk-password-change-what = You are signed out everywhere, and sign in with the new one.
desk-wrong-own-password = That is not your password of now. Nothing was changed.

## The team

desk-team-you = you
desk-team-in = Signs in here
desk-team-no-account = Has no way to sign in yet
desk-team-invited = Invited, until
desk-team-suspended = Paused: cannot sign in or act
desk-team-left = Has left the team
desk-team-change = Change
desk-team-roles = Roles
desk-team-roles-save = Keep these
desk-team-invite-again = Invite anew
desk-team-uninvite = Take the invitation back
desk-team-suspend = Pause
desk-team-restore = Let them in again
desk-team-remove = Has left the team
desk-role-coordinator = Coordinator
desk-role-coordinator-may = reads and answers what people send
desk-role-lead = Lead
desk-role-lead-may = the same, and looks after the team
desk-role-keeper = Keeper
desk-role-keeper-may = looks after keys and copies, and reads nobody’s words
desk-role-auditor = Auditor
desk-role-auditor-may = reads what was done, and nobody’s words
desk-team-nobody-young = What people under 18 send goes to { $name } alone, and nobody of that name is on the team. Until somebody is invited as { $name }, nobody can open it.
desk-team-nobody-complaints = What people send as a complaint goes to { $name } alone, and nobody of that name is on the team. Until somebody is invited as { $name }, nobody can open it.
desk-invite-title = Invite somebody
desk-invite-name = First name
desk-invite-name-hint = As people will know them; 19 letters at most.
desk-invite-make = Make an invitation
desk-invite-made = An invitation for { $name }
desk-invite-hand-over = Hand this link over yourself, to nobody else. It works once, and it is shown only now.
desk-invite-until = It holds until

## What was done

desk-audit-what = Every act of the team’s, the newest first. Nobody’s words stand here.
desk-audit-empty = Nothing was done yet.
desk-audit-older = Earlier
desk-done-terminal = at the terminal
desk-done-them = the person

# Each stands behind a name: "Sam: took it on".
desk-act-asked-for-somebody-else = asked for somebody else
desk-act-asked-that-it-does-not-rest = asked that it does not rest yet
desk-act-took-on = took it on
desk-act-opened = opened it
desk-act-took-along = took it along
desk-act-changed-their-words = changed their own words
desk-act-took-back-their-words = took their own words back
desk-act-wrote-for-later = wrote something to be sent later
desk-act-did-not-send-for-later = did not send it after all
desk-act-put-aside = put it aside
desk-act-took-up-again = took it up again
desk-act-promised = noted something they said they would do
desk-act-kept-a-promise = did what they said they would do
desk-act-checked-a-helpline = checked a helpline
desk-act-wrote = wrote
desk-act-handed-back = handed it back
desk-act-put-to-rest = let it rest
desk-act-asked-to-read-along = asked somebody to read along
desk-act-ended-reading-along = ended reading along
desk-act-kept-for-the-lead = kept it for the lead
desk-act-handed-on = handed it on
desk-act-knows-them = knows this person
desk-act-noted = wrote a note
desk-act-added-to-the-team = came to the team
desk-act-is-away = is away
desk-act-is-here-again = is here again
desk-act-took-an-invitation-back = took an invitation back
desk-act-invited = invited somebody
desk-act-took-an-invitation-up = took an invitation up
desk-act-signed-in = signed in
desk-act-signed-in-with-a-recovery-code = signed in with a recovery code
desk-act-signed-out = signed out
desk-act-changed-their-password = changed their password
desk-act-gave-other-roles-to = gave other roles
desk-act-suspended = paused somebody
desk-act-restored = let somebody in again
desk-act-removed = said that somebody has left the team
desk-act-began-another-second-factor = began to set up another phone
desk-act-set-up-a-second-factor = set up their phone
desk-act-made-a-poster = made a poster
desk-act-paused-a-poster = paused a poster
desk-act-took-up-a-poster-again = handed a poster out again

## Settings

desk-settings-what = What this desk runs on. It is changed in the config, and holds from the next start.
desk-fact-service = Service
desk-fact-address = Address of the desk
desk-fact-database = Database
desk-fact-languages = Languages
desk-fact-keep = Days that a draft is kept
desk-fact-complaints = Reads complaints
desk-fact-young = Route for people under 18
desk-fact-version = Version

## When something does not work

desk-failed-title = That did not work
desk-failed-kept = This is what you wrote. Nothing of it was sent.
desk-failed-back = To the first page
desk-failed-not-found = There is nothing here, or nothing that is yours to see.
desk-failed-signed-out = You were signed out.
desk-failed-role = Your role on the team does not open this. Nothing was changed.
desk-failed-origin = This did not come from a page of the desk, so nothing was done.
desk-failed-form = This page was opened before you signed in, or your browser keeps no cookies. Nothing was done. Open the page anew and send it again.
desk-failed-unreadable = What came could not be read. Nothing was done.
desk-failed-too-long = This is too long to be taken. Nothing was done.
desk-failed-slow = It took too long to arrive. Nothing was done.
desk-failed-here = Something is wrong here, not with what you did. Nothing was changed. Whoever looks after Ajar finds it in the log.
desk-failed-busy = The database is busy or out of reach. Nothing was changed; what was kept before stays. In a minute it may work.
desk-failed-wait = Several attempts did not go through. The next one is possible from { $moment } on.
desk-failed-taken-on = { $name } was there first and answers this one.
desk-failed-not-yours = You have not taken this on. Nothing was sent.
desk-failed-taken-back = The person took this back, and asks not to be contacted. Their words are gone.
desk-failed-not-welcome = The person asked not to be contacted. Nothing was sent.
desk-failed-unreachable = This chat cannot be reached: the person has stopped the bot. Nothing was sent.
desk-failed-forgotten = The person asked to be forgotten. Nothing of theirs is left.
desk-failed-length = An answer holds at least one word, and 3,900 characters at most. Nothing was sent.
desk-failed-name = A name holds at least one letter and at most 19, so that it fits on a button.
desk-failed-last-lead = Nobody else who can sign in is a lead. Nothing was changed.
desk-failed-no-role = Choose at least one role. To keep somebody out, pause or remove them.
desk-failed-step = That is not possible from where this stands now. Nothing was changed.

## Posters and links

desk-nav-posters = Posters and links
desk-posters-what = Each poster or leaflet has a link of its own. By it you see how people found you, and nothing about who they are.
desk-posters-no-bot = The bot’s username is not set up yet, so there are no links. Whoever looks after Ajar puts it into the config.
desk-posters-empty = No posters yet. Make the first one below.
desk-posters-made = made
desk-posters-paused = paused
desk-posters-paused-what = Not handed out any more. Whoever has it still gets in by it, and is counted here. Paused since
desk-posters-new = A new poster
desk-posters-label = What you call it
desk-posters-label-hint = Such as where it hangs: “The library, Seaton”. Only the team reads this.
desk-posters-code = Its code, if you want to choose it
desk-posters-code-hint = Letters from a to z, digits, - and _. Left empty, it is made from the name. It stands in the link, and stays as it is.
desk-posters-make = Make it
desk-posters-no-code = A poster needs a name of 60 letters at most, and a code of letters from a to z, digits, - or _. Nothing was made.
desk-posters-taken = This code is another poster’s already. Nothing was made.
desk-posters-link = This link opens Telegram, and the bot’s first message:
desk-posters-picture = A picture for a phone’s camera to scan: it holds the link
desk-posters-print = A page to print
desk-posters-pause = Pause
desk-posters-resume = Hand out again

## The poster itself: the only words of this file that people read

desk-poster-title = In your own words, when you want to
desk-poster-first = You can tell us what is going on, what you like, and who and where you are glad of. As little or as much as you want.
desk-poster-scan = Hold your phone’s camera here. It opens Telegram.
desk-poster-look = You can look round first. Nothing is asked.
desk-poster-pace = Nothing is sent until you have seen it and send it.
desk-poster-program = A program takes your words. A person reads what you send.
desk-poster-phone = or phone
desk-poster-emergency = Nobody watches this all the time. In danger now, phone { $number }.

## Helplines

desk-nav-helplines = Helplines
desk-helplines-what = The numbers that people are shown. Ring one, or open its page, at least every 90 days. If it is right, one click says so.
desk-helplines-stale = { $count ->
    [0] Somebody has looked at every one in the last 90 days.
    [one] One has not been looked at in the last 90 days.
   *[other] { $count } have not been looked at in the last 90 days.
  }
desk-helplines-look = look at this one
desk-helplines-source = Where it was read:
desk-helplines-checked = Right on
desk-helplines-never = Nobody has looked yet
desk-helplines-right = It is right today

## How things are going

desk-nav-going = How things are going
desk-going-what = How far people got, and how long they waited. Numbers from one to four are not shown, and nothing is counted for anybody on the team.
desk-going-few = fewer than 5
desk-going-waits = How long people wait for a first answer
desk-going-within = { $days ->
    [one] Nine in ten people heard within one working day, over the last 90 days. That is what people are told.
   *[other] Nine in ten people heard within { $days } working days, over the last 90 days. That is what people are told.
  }
desk-going-too-few = There is no figure of your own yet: it takes { $enough } first answers in 90 days.
desk-going-no-figure = More than one in ten have waited so long that no figure can be named. People are told the one in the config, or that it is not known.
desk-going-wait-one = By the next working day
desk-going-wait-two = In two working days
desk-going-wait-week = In three to five working days
desk-going-wait-longer = Longer
desk-going-weeks = Week by week
desk-going-week = Week from
desk-going-not-over = not over yet
desk-going-picture = Picture
desk-going-began = Pressed Start
desk-going-wrote = Wrote something
desk-going-sent = Sent it
desk-going-opened = Was opened
desk-going-answered = Was answered
desk-going-bar = Pressed Start: { $began }. Sent it: { $sent }.
desk-going-kept = Who sends nothing is kept for { $days } days and then forgotten, so earlier weeks show fewer than there were.
desk-going-posters = How people found you who sent something
desk-going-no-posters = Nothing to show yet. A code that fewer than five people came by is shown only if it is a poster of yours.

## Words and dialogues

desk-nav-reviewed = Words and dialogues
desk-reviewed-what = Everything that the program says to people, to be read. It is changed in its files, and checked before it goes live.
desk-reviewed-edition = Edition
desk-reviewed-dialogues = Dialogues
desk-reviewed-book = Read every message
desk-reviewed-back = Back to the desk
desk-reviewed-checker = What the checker says
desk-reviewed-warnings = { $count ->
    [0] Nothing to look at.
    [one] One thing to look at.
   *[other] { $count } things to look at.
  }
desk-reviewed-waivers = { $count ->
    [0] Nothing was let pass with a reason.
    [one] One was let pass with a reason.
   *[other] { $count } were let pass with a reason.
  }
desk-reviewed-error = Wrong
desk-reviewed-warning = To look at
desk-reviewed-waived = Let pass
desk-reviewed-line = line { $line }
desk-reviewed-no-file = About no one file

## Print and take along

desk-take-title = Print and take along
desk-take-what = What this person sent, outside the desk. Each time is written down in what was done. What you take along is yours to look after: it is not forgotten when the person asks us to forget them.
desk-take-back = Back to the person
desk-take-page = A page
desk-take-page-what = Their words as they stand, on A4.
desk-take-page-do = Open it to print
desk-take-json-what = For another system. Their words byte for byte.
desk-take-csv-what = A row for a spreadsheet. Nothing in it is ever a formula.
desk-take-file-do = Keep as a file
desk-print-back = Back
desk-print-how = Print this page with your browser.
desk-print-title = In their own words
desk-print-reference = Reference
desk-print-contact = Contact
desk-print-no-contact = asks not to be contacted
desk-print-sent = Sent on { $moment }
desk-print-talk = Written since
desk-print-by = { $name }, { $moment }
desk-print-by-person = The person, { $moment }
desk-print-voice = { $seconds ->
    [one] A voice note of one second
   *[other] A voice note of { $seconds } seconds
  }
desk-print-picture = A picture
desk-print-end = Printed by { $name }, { $moment }. Please keep it as you would keep a letter of theirs.

desk-failed-media-gone = Telegram does not have this any more.
desk-failed-media-kind = This is too long, or of a kind that is not shown here. The person can send it another way.
desk-failed-media-unreached = Telegram could not be reached. It may work in a minute.
## The page of `ajar try`
desk-try-title = Ajar, to try
desk-try-made-up = Everything here is made up. It stays on this machine, and it is thrown away at the end.
desk-try-clock = The clock says
desk-try-quiet = A quiet moment passes
desk-try-hour = An hour passes
desk-try-morning = Next working morning
desk-try-days = Three days pass
desk-try-weeks = Three weeks pass
desk-try-story = Keep this as a story
desk-try-guide = What to try first
desk-try-guide-1 = On the phone, press Start. Read, and press what you like.
desk-try-guide-2 = Write a few words, as somebody might. Let a quiet moment pass, or press “That is all for now”.
desk-try-guide-3 = You see what would be sent. Press “Send these words”.
desk-try-guide-4 = On the desk, one person is waiting. Open it, press “I will answer”, read their words, and write back.
desk-try-guide-5 = The answer comes to the phone. Go on from there, or let three days pass.
desk-try-phone = The phone
desk-try-desk = The desk
desk-try-bot = bot
desk-try-chat = The chat
desk-try-write = Write a message
desk-try-send = Send
desk-try-also = Other things to send
desk-try-edit = Change my last message to this
desk-try-picture = A picture, with this as its words
desk-try-sticker = A sticker
desk-try-voice = A voice note
desk-try-seconds = Seconds
desk-try-look = Look for new messages
desk-try-start = Start
desk-try-poster = With a poster’s code
desk-try-code = The code
desk-try-you = You:
desk-try-ajar = Ajar:
desk-try-mark = Kept
desk-picture-alt = A picture that the person sent
