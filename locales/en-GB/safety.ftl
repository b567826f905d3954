### What the program itself says when words suggest danger; the line above the ways stands in answers.ftl. Reviewed by two people.

signpost-room = There is room to go on writing here, for as long as you like.
signpost-for-somebody = There is also a page here on being there for somebody else.
signpost-program = This is a program. It cannot ring or fetch anybody.
signpost-ask = Nobody here will see this before { $moment }. Would you like a person to know then?
signpost-ask-open = Nobody here has seen this. People at { $service } are there now, but may not look at once. Would you like one of them to know?
signpost-ask-unknown = Nobody here has seen this, and when somebody next reads we do not know. Would you like a person to know then?
signpost-straight = What you write goes to { $name }, who may not see it at once.
signpost-no = That is fine. Nothing is sent.
signpost-again = The ways to reach a person are still here: press "Urgent help" below.
signpost-in-sight = These people can be reached now:
choice-show-first = Yes, show me first
choice-no = No
choice-named-ways = People who know about this
choice-for-somebody = For somebody else
choice-say-young = I am under 18
choice-say-adult = I am 18 or over

# In what would be sent, under the heading "Urgent help was shown". Nothing about the person.
help-was-shown = { $moment }. Chosen: { $chose }.
help-was-shown-only = { $moment }.
help-was-shown-again = { $before }
    { $next }

## Details of somebody else that were pasted in

pasted-ask = These words are not kept yet. They may hold details about another person, like a date of birth. You can leave them out, or keep them as they are.
choice-leave-it-out = Leave it out
choice-keep-it = Keep it
notice-left-out = Left out. It is not kept.
