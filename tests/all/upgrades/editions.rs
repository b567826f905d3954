//! Versions of the shipped dialogues with one change each.
//!
//! Not here: what becomes of people when they are deployed.

use std::collections::BTreeMap;

use ajar::content::Edition;

/// The version that is shipped.
pub fn shipped() -> Edition {
    Edition::load(None).unwrap()
}

/// The shipped version with changes: (file, what stands there, what is to stand there). A change that changes nothing fails.
fn changed(changes: &[(&str, &str, &str)]) -> Edition {
    let mut files: BTreeMap<String, String> = shipped().files.into_iter().collect();
    for (path, from, to) in changes {
        let text = files.get_mut(*path).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        *text = text.replace(from, to);
    }
    Edition::of(files).unwrap_or_else(|error| panic!("{error:#?}"))
}

const FIRST: &str = "dialogues/first-contact.toml";
const WORDS: &str = "locales/en-GB/first-contact.ftl";
const START: &str = "start = \"welcome\"\n";
const INVITED: &str = "[[step.invite.invite]]\nlabel = \"choice-hopes\"\nto = \"hopes\"\n";
const HOPES: &str = "[step.hopes]\nkind = \"listen\"\npart = \"hopes\"\nsay = \"hopes-ask\"\nnext = \"invite\"\n";
const PART: &str = "[part.hopes]\norder = 50\nheading = \"part-hopes\"\n";
const HEADING: &str = "part-hopes = What I would like to be different\n";

/// A step and its part have other ids.
pub fn renamed() -> Edition {
    changed(&renaming("wishes", "[moved.step]\nhopes = \"wishes\"\n[moved.part]\nhopes = \"wishes\"\n"))
}

/// Once more.
pub fn renamed_twice() -> Edition {
    let step = "hopes = \"wishes\"\nwishes = \"dreams\"\n";
    changed(&renaming("dreams", &format!("[moved.step]\n{step}[moved.part]\n{step}")))
}

fn renaming(name: &'static str, moved: &str) -> Vec<(&'static str, &'static str, &'static str)> {
    let kept = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    vec![
        (FIRST, START, kept(format!("{START}\n{moved}"))),
        (FIRST, "\"support\", \"first-visit\"", "\"support\", \"first-visit\""),
        (FIRST, INVITED, kept(INVITED.replace("to = \"hopes\"", &format!("to = \"{name}\"")))),
        (
            FIRST,
            HOPES,
            kept(
                HOPES
                    .replace("step.hopes", &format!("step.{name}"))
                    .replace("part = \"hopes\"", &format!("part = \"{name}\"")),
            ),
        ),
        (FIRST, PART, kept(PART.replace("part.hopes", &format!("part.{name}")))),
    ]
}

/// A step, its part and their words are gone; its section has an anchor.
pub fn removed() -> Edition {
    changed(&removing())
}

/// The same, with no anchor.
pub fn without_anchor() -> Edition {
    let mut changes = removing();
    changes.push((FIRST, "\"hopes\", ", ""));
    changes.push((FIRST, "[section.telling]", "[section.other]"));
    changed(&changes)
}

/// The same, for a release that must not wait.
pub fn urgent() -> Edition {
    let mut changes = removing();
    changes.push((FIRST, "\"hopes\", ", ""));
    changes.push((FIRST, "[section.telling]", "[section.other]"));
    changes.push((FIRST, START, "start = \"welcome\"\nurgent = true\n"));
    changed(&changes)
}

fn removing() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        (FIRST, INVITED, ""),
        (FIRST, HOPES, ""),
        (FIRST, PART, ""),
        (WORDS, HEADING, ""),
        (WORDS, "hopes-ask = What would you like to be different? Nothing here is fine.\n", ""),
        (WORDS, "choice-hopes = What could be different\n", ""),
    ]
}

/// One question becomes two, with a part each.
pub fn split() -> Edition {
    let people = "[step.people]\nkind = \"listen\"\npart = \"people\"\nsay = \"people-ask\"\nnext = \"invite\"\n";
    let two = "[step.folk]\nkind = \"listen\"\npart = \"folk\"\nsay = \"people-ask\"\nnext = \"invite\"\n\n\
        [step.animals]\nkind = \"listen\"\npart = \"animals\"\nsay = \"animals-ask\"\nnext = \"invite\"\n";
    let part = "[part.people]\norder = 20\nheading = \"part-people\"\n";
    let parts = "[part.folk]\norder = 20\nheading = \"part-people\"\n\n[part.animals]\norder = 21\nheading = \"part-animals\"\n";
    let invited = "[[step.invite.invite]]\nlabel = \"choice-people\"\nto = \"people\"\n";
    let both = "[[step.invite.invite]]\nlabel = \"choice-people\"\nto = \"folk\"\n\n\
        [[step.invite.invite]]\nlabel = \"choice-animals\"\nto = \"animals\"\n";
    let beside = "[[step.tell.invite]]\nlabel = \"choice-people\"\nto = \"people\"\n";
    changed(&[
        (FIRST, START, "start = \"welcome\"\n\n[moved.step]\npeople = \"folk\"\n[moved.part]\npeople = \"folk\"\n"),
        (FIRST, people, two),
        (FIRST, part, parts),
        (FIRST, invited, both),
        (FIRST, beside, "[[step.tell.invite]]\nlabel = \"choice-people\"\nto = \"folk\"\n"),
        (
            WORDS,
            "people-ask =",
            "part-animals = Animals\nchoice-animals = An animal\nanimals-ask = Any animal? Nothing here is fine.\npeople-ask =",
        ),
    ])
}

/// Steps and choices stand in another order, and lead on in another one.
pub fn reordered() -> Edition {
    let tell = "[[step.welcome.choice]]\nid = \"tell\"\nlabel = \"choice-tell\"\nto = \"tell\"\n\n";
    let look = "[[step.welcome.choice]]\nid = \"look\"\nlabel = \"choice-look\"\nto = \"just-looking/menu\"\n\n";
    let hopes = "[[step.invite.invite]]\nlabel = \"choice-strengths\"\nto = \"strengths\"\n\n";
    let two: &str = Box::leak(format!("{tell}{look}").into_boxed_str());
    let turned: &str = Box::leak(format!("{look}{tell}").into_boxed_str());
    let inverted: &str = Box::leak(format!("{INVITED}\n").into_boxed_str());
    changed(&[
        (FIRST, two, turned),
        (FIRST, inverted, ""),
        (FIRST, hopes, Box::leak(format!("{INVITED}\n{hopes}").into_boxed_str())),
        (
            FIRST,
            "part = \"strengths\"\nsay = \"strengths-ask\"\nnext = \"invite\"",
            "part = \"strengths\"\nsay = \"strengths-ask\"\nnext = \"people\"",
        ),
        (FIRST, "order = 10\nheading = \"part-strengths\"", "order = 25\nheading = \"part-strengths\""),
    ])
}

/// A question with closed answers becomes an open one, and an open one gets closed answers.
pub fn retyped() -> Edition {
    let reach = shipped().files.into_iter().find(|(path, _)| path == "dialogues/reach.toml").unwrap().1;
    let from = reach.find("[[step.way.answer]]").unwrap();
    let to = reach.find("[step.details]").unwrap();
    let closed: &str = Box::leak(reach[from..to].to_owned().into_boxed_str());
    let times = "say = \"reach-times-ask\"\nnext = \"menu\"\n";
    changed(&[
        ("dialogues/reach.toml", closed, ""),
        (
            "dialogues/reach.toml",
            times,
            "say = \"reach-times-ask\"\nnext = \"menu\"\n\n[[step.times.answer]]\nid = \"any\"\nlabel = \"answer-call\"\n",
        ),
    ])
}

/// A part goes into another draft from now on.
pub fn sent_as_a_note() -> Edition {
    changed(&[
        (FIRST, "[part.hopes]\norder = 50\n", "[part.hopes]\npurpose = \"note\"\norder = 50\n"),
        (FIRST, START, "start = \"welcome\"\n\n[moved.part]\nhopes = \"hopes\"\n"),
    ])
}

/// A part's heading has other words.
pub fn other_heading() -> Edition {
    changed(&[
        (WORDS, HEADING, "part-hopes = What I hope for\n"),
        (FIRST, START, "start = \"welcome\"\n\n# another version\n"),
    ])
}

/// A choice keeps its id and leads elsewhere.
pub fn other_meaning() -> Edition {
    changed(&[(FIRST, "to = \"just-looking/menu\"", "to = \"someone/menu\"")])
}
