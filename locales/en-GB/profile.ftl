# What stands before Start: the bot's description (512 characters), and the short one (120).

description = The first way in to { $service }. This is a program: it is automatic, and nobody is reading live. In danger now, call 999. To talk at any hour, call Samaritans on { $samaritans }. The phone of { $service } is { $phone }.
short-description = A way in to { $service }. A program; not live. Danger: 999. Samaritans: { $samaritans }.
