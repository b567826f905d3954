//! Mistakes in the dialogues: ways that lead elsewhere, steps that lose something, things that are asked too early or twice.

use std::ops::Range;

use super::edition::{Files, Mutation, with};

/// A table of a dialogue: its header, and where it stands.
struct Block {
    header: String,
    at: Range<usize>,
}

/// Every mistake that can be made in the dialogues.
pub fn all(files: &Files) -> Vec<Mutation> {
    let dialogues = files.iter().filter(|(path, _)| path.starts_with("dialogues/") && !path.contains("/safety/"));
    let mut made = Vec::new();
    for (path, text) in
        dialogues.filter(|(path, _)| !path.ends_with("helplines.toml") && !path.ends_with("listings.toml"))
    {
        for block in blocks(text) {
            of_block(files, path, text, &block, &mut made);
        }
    }
    made.extend(in_one_place(files));
    made
}

fn of_block(files: &Files, path: &str, text: &str, block: &Block, made: &mut Vec<Mutation>) {
    let body = &text[block.at.clone()];
    let mut put = |kind, new: String| {
        let changed = format!("{}{new}{}", &text[..block.at.start], &text[block.at.end..]);
        made.push(Mutation { kind, what: format!("{path} {}", block.header), files: with(files, path, changed) });
    };
    let step = block.header.strip_prefix("[step.").and_then(|rest| rest.strip_suffix(']'));
    if let Some(step) = step {
        let kind_is = |kind: &str| body.contains(&format!("kind = \"{kind}\""));
        put("a timer that nags", format!("{}\nremind_after = \"1 hour\"\n\n", body.trim_end()));
        if kind_is("listen") {
            put("a skip is dropped", format!("{}\nskip = false\n\n", body.trim_end()));
            put("a question leads to itself", set(body, "next", step));
            put("past the review", set(body, "next", "first-contact/sent"));
            if !path.ends_with("reach.toml") {
                put("who somebody is, before sending", set(body, "next", "reach/name"));
            }
            put("a question on a page with no skip", body.replace("kind = \"listen\"", "kind = \"menu\""));
        }
        if kind_is("invite") {
            put("a ring with no waiting", set(body, "done", step));
            put("past the review", set(body, "done", "first-contact/sent"));
        }
        if kind_is("menu") {
            put("three messages at once", body.replace("say = [", "say = [\"hello\", \"quiet\", "));
            put("a menu loses its conditions' other half", conditional(body));
        }
        if kind_is("review") {
            put("nobody is told what happens next", set(body, "sent", "first-contact/welcome"));
            put(
                "more words for another draft",
                set(body, "more", if path.contains("first-contact") { "note/ask" } else { "first-contact/tell" }),
            );
            put("two reviews of the same words", format!("{body}\n{}", body.replace(&block.header, "[step.again]")));
        }
    }
    if block.header.starts_with("[[") && body.contains("to = ") {
        put("a way to nowhere", body.replacen("to = \"", "to = \"gone-", 1));
        put(
            "a choice that does nothing",
            body.lines().filter(|line| !line.starts_with("to = ")).map(|line| format!("{line}\n")).collect(),
        );
        put("a key that nobody knows", body.replacen("label =", "lable =", 1));
    }
    if block.header.ends_with(".choice]]") {
        let extra = (1..=4).map(|n| {
            format!("{}\nid = \"extra-{n}\"\nlabel = \"choice-more\"\nto = \"first-contact/welcome\"\n\n", block.header)
        });
        put("more than four choices", format!("{body}{}", extra.collect::<String>()));
    }
}

/// Mistakes that can be made in one place only.
fn in_one_place(files: &Files) -> Vec<Mutation> {
    let replaced: &[(&'static str, &str, &str, &str)] = &[
        ("strengths after the story", "first-contact", "[part.strengths]\norder = 10", "[part.strengths]\norder = 410"),
        ("strengths after the story", "first-contact", "[part.people]\norder = 20", "[part.people]\norder = 420"),
        ("strengths after the story", "first-contact", "[part.places]\norder = 30", "[part.places]\norder = 430"),
        (
            "strengths after the story",
            "first-contact",
            "[[step.tell.invite]]\nlabel = \"choice-places\"\nto = \"places\"\n",
            "",
        ),
        ("forgetting is lost", "more", "do = \"forget\"", "do = \"stop\""),
        ("a way of /more is lost", "more", "do = \"clear\"", "do = \"stop\""),
        ("a way of /more is lost", "more", "do = \"language\"", "do = \"stop\""),
        ("a way of /more is lost", "more", "do = \"my-words\"", "do = \"stop\""),
        ("a complaint that nobody reads", "just-looking", "when = { complaints = true }\n", ""),
        ("a link that there is none of", "someone", "when = { link = true }\n", ""),
        (
            "words are not kept at the start",
            "first-contact",
            "say = [\"welcome\", \"welcome-limits\"]",
            "say = [\"welcome\", \"welcome-limits\"]\nunkept = true",
        ),
        (
            "the limits are not told first",
            "first-contact",
            "say = [\"welcome\", \"welcome-limits\"]",
            "say = [\"welcome\"]",
        ),
        (
            "a menu of nothing but itself",
            "someone",
            "do = \"help\"\n\n[[step.under-18.choice]]\nid = \"person\"\nlabel = \"choice-young-person\"\ndo = \"person\"\nwhen = { young_route = true }\n\n\
             [[step.under-18.choice]]\nid = \"back\"\nlabel = \"choice-back\"\ndo = \"back\"\n\n[[step.under-18.choice]]\nid = \"adult\"\nlabel = \"choice-adult\"\ndo = \"adult\"",
            "to = \"under-18\"",
        ),
        (
            "somebody else's words are kept",
            "someone",
            "say = [\"somebody-i-know\"]\nunkept = true\n",
            "say = [\"somebody-i-know\"]\n",
        ),
        ("somebody else's words are kept", "someone", "say = [\"my-work\"]\nunkept = true\n", "say = [\"my-work\"]\n"),
        (
            "somebody else's words are kept",
            "someone",
            "say = [\"link-to-hand-over\"]\nunkept = true\n",
            "say = [\"link-to-hand-over\"]\n",
        ),
        ("under 18 unnoticed", "someone", "under_18 = true\n", ""),
        ("the role of a part is lost", "note", "role = \"note\"\n", ""),
        ("the role of a part is lost", "visit", "role = \"visit\"\n", ""),
        ("the role of a part is lost", "young", "role = \"young\"\n", ""),
        ("the role of a part is lost", "complaint", "role = \"complaint\"\n", ""),
        ("the role of a part is lost", "first-contact", "role = \"story\"\n", ""),
        ("an id of the program's own", "more", "id = \"skill\"", "id = \"that-is-all\""),
        ("an id of the program's own", "first-contact", "id = \"look\"", "id = \"keep-typed\""),
        (
            "an id that is too long for a button",
            "more",
            "id = \"skill\"",
            "id = \"a-skill-that-somebody-would-like-to-share-with-others-here\"",
        ),
        ("a dialogue that begins nowhere", "first-contact", "start = \"welcome\"", "start = \"wlecome\""),
        ("a dialogue that begins nowhere", "more", "start = \"menu\"", "start = \"nemu\""),
        ("a dialogue of another name", "note", "id = \"note\"", "id = \"letter\""),
    ];
    let made = replaced.iter().map(|(kind, dialogue, old, new)| {
        let path = format!("dialogues/{dialogue}.toml");
        let text = files.get(&path).unwrap();
        assert!(text.contains(old), "{path} does not hold {old}");
        let changed =
            if *kind == "a link that there is none of" { text.replace(old, new) } else { text.replacen(old, new, 1) };
        Mutation { kind, what: format!("{path} {old}"), files: with(files, &path, changed) }
    });
    made.collect()
}

/// The tables of a file.
fn blocks(text: &str) -> Vec<Block> {
    let starts: Vec<usize> = text.match_indices("\n[").map(|(at, _)| at + 1).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let block = |(from, to): (&usize, usize)| Block {
        header: text[*from..].lines().next().unwrap_or_default().to_owned(),
        at: *from..to,
    };
    starts.iter().zip(ends).map(block).collect()
}

/// The table with one of its values set.
fn set(body: &str, key: &str, value: &str) -> String {
    let line = |line: &str| {
        if line.starts_with(&format!("{key} = ")) { format!("{key} = \"{value}\"\n") } else { format!("{line}\n") }
    };
    body.lines().map(line).collect()
}

/// The menu with one more choice; but what matters: all of its own are gone (they follow in tables of their own, which are left without one).
fn conditional(body: &str) -> String {
    format!("{}\nchoice = []\n\n", body.trim_end())
}
