### Urgent help, one message for each row of dialogues/helplines.toml. Reviewed before all other files, by two people.
### The number stands on a line of its own, always as a variable, so that it can be copied and keeps its order in every script.

## For anybody

# $name: the helpline's own name. $number: what to call.
helpline-999 =
    A life in danger now: call { $number }. Any time.

# $second: the option to choose.
helpline-111 =
    { $name }, mental health, any age: call { $number }, option { $second }. Any time.

helpline-samaritans =
    { $name }, about anything: call { $number }. Any time.

helpline-shout =
    { $name }, about anything, by text: send SHOUT to { $number }. Any time.

# $second: the keys to press.
helpline-999-silent =
    Danger now and you cannot speak: call { $number } on a mobile. When asked, press { $second }.

helpline-calm =
    { $name }: call { $number }. They have a web chat too. From late afternoon to midnight.

## For some people

helpline-childline =
    { $name }, under 19: call { $number }. It is not shown on phone bills. Any time.

helpline-childline-chat =
    { $name }, under 19, in writing: the chat at { $number }. Its hours are on the page.

helpline-papyrus =
    { $name }, under 35, thoughts of suicide: call { $number }. Any time.

helpline-999-bsl =
    A life in danger now, in British Sign Language: the { $number } app, or its web page. Any time.

helpline-999-text =
    A life in danger now, by text: send it to { $number }. This works on phones registered for it before.

helpline-111-relay =
    { $name } for Deaf people: { $number } with Relay UK, or SignVideo. Any time.

helpline-nspcc =
    { $name }, for adults who worry about a child: call { $number }.

helpline-combat-stress =
    { $name }, for people who served, and their families: call { $number }.

## About one thing

helpline-111-health =
    { $name }, about the body and health: call { $number }. Any time.

helpline-111-online =
    { $name }, about the body and health, in writing: { $number }. Any time.

helpline-respect =
    { $name }, for people who hurt somebody at home, or fear that they could: call { $number }.

helpline-karma-nirvana =
    { $name }, about a forced marriage, or "honour": call { $number }.

helpline-refuge =
    { $name }, for women: call { $number }. Any time.

helpline-mens-advice =
    { $name }, for men hurt or controlled at home: call { $number }.

helpline-galop =
    { $name }, for LGBT+ people hurt or controlled by somebody: call { $number }.

helpline-sexual-violence =
    { $name }: call { $number }.

helpline-beat =
    { $name }, about eating: call { $number }.

helpline-bereaved-by-suicide =
    { $name }: call { $number }.

helpline-cruse =
    { $name }, when somebody has died: call { $number }.

helpline-hourglass =
    { $name }, for older people who are being harmed: call { $number }.

helpline-exploitation =
    { $name }, for people made to work or controlled: call { $number }.

helpline-frank =
    { $name }, about drugs: call { $number }.

## In one nation

# $second: the option to choose.
helpline-111-wales =
    { $name }, mental health, any age: call { $number }, option { $second }. Any time.

# $second: the option to choose.
helpline-111-scotland =
    { $name }, mental health, any age: call { $number }, option { $second }. Any time.

helpline-lifeline =
    { $name }, when it is too much, any age: call { $number }. Any time.

helpline-live-fear-free =
    { $name }, for anybody hurt or controlled at home, or by somebody: call { $number }.

helpline-domestic-abuse-scotland =
    { $name }: call { $number }.

helpline-rape-crisis-scotland =
    { $name }: call { $number }.

helpline-cruse-scotland =
    { $name }, when somebody has died: call { $number }.

helpline-domestic-abuse-ni =
    { $name }: call { $number }.
