### dialogues/answers.toml: the line above the ways to a person, when words suggest danger. Reviewed before all other files, by two people.
### The first 60 characters are what a lock screen shows: nothing there says what this is about.

## Danger

signpost-now = Thank you for writing that here. These are people who can be reached, and what each is for:
signpost-soon = Thank you for writing that here. If you would like to talk with somebody about it, there are:
signpost-self-harm = Thank you for writing that here. You can tell these people about it, as it is, or about something else:
signpost-harm = Thank you for writing that here. People bring thoughts like these to them, and say them as they are:
signpost-frightening = Thank you for writing that here. You can tell these people what you see, hear or feel, as it is:
signpost-eating = Thank you for writing that here. You can talk with these people about food, and all around it:
signpost-sexual-violence = Thank you for writing that here. You choose what you tell these people, and how much of it:
signpost-exploitation = Thank you for writing that here. These people know about being made to do things. You choose what you tell:
# It says nothing at all: somebody else may be looking.
signpost-abuse = Here is a list to look at when you have a moment. You can leave it at any time:
signpost-child = Thank you for writing that here. These people are there for children, and for adults who worry about one:
signpost-medical = This comes first, before anything else that stands in this chat:

# Somebody says in words how old they are.
signpost-young-said = Thank you for saying so. These people are there for everybody under 19, by phone and in writing:

## Somebody else

signpost-somebody = Thank you for writing about them. These people also talk with those who worry about somebody:
signpost-somebody-young = Thank you for writing about them. These people also talk with adults who worry about somebody young:

## Over now, and a loss

signpost-past = Thank you for writing about that. If you would ever like to talk with somebody about it, there are:
signpost-bereaved = Thank you for writing about them. There is room for it here. If you would like to talk about them:
signpost-bereaved-by-suicide = Thank you for writing about them. There is room for it here. Some people talk with others who lost somebody this way:

## In what would be sent

# The heading of what was shown and chosen (safety.ftl). Nothing about the person.
part-help-shown = Urgent help was shown
