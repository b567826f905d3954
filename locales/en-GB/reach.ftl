# dialogues/reach.toml

reach-invite = How would you like to be reached? All of this is up to you.

choice-reach-way = Another way than this chat
choice-reach-times = Good and bad times
choice-reach-name = A name to use
choice-reach-message = Leaving a message
choice-reach-access = What helps me take part
choice-reach-company = Somebody who comes along
choice-reach-language = A language
choice-reach-team = Somebody I would rather not

reach-name-ask = Which name would you like them to use?
reach-way-ask = Which way would you like to be reached?
reach-details-ask = Which number or address would that be?
reach-times-ask = Which times are good, and which are not?
reach-message-ask = If nobody picks up, is it safe to leave a message?
reach-language-ask = Which language would you like them to use?
reach-access-ask = Is there anything that helps you take part: a ramp, large print, a quiet room?
reach-company-ask = Would you like somebody to come along?
reach-team-ask = Is there anybody on the team you would rather not meet?
reach-team-names = On the team: { $team }.

answer-this-chat = In this chat
answer-call = By a call
answer-text = By a text
answer-email = By e-mail
answer-mornings = Mornings are good
answer-afternoons = Afternoons are good
answer-evenings = Evenings are good
answer-message-safe = Yes, a message is safe
answer-message-not-safe = No, no message please

part-reach-name = Name to use
part-reach-way = Way to reach me
part-reach-details = Number or address
part-reach-times = Good and bad times
part-reach-message = Leaving a message
part-reach-language = Language
part-reach-access = What helps me take part
part-reach-company = Who comes along
part-reach-team = Who I would rather not meet
