//! What follows from a call that brought no result: the one table of Telegram's refusals, and the rule for faults. Pure.
//!
//! Not here: reading the answer (`answer`), doing what follows (`deliver`).

use std::time::Duration;

use super::answer::CallError;

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// A coordinator's own words: never sent again after a call that may have arrived (P31).
    Words,
    /// A scripted bubble: sent again until it is confirmed.
    Bubble,
    /// The answer to a press.
    Ack,
    /// The sign that a message is kept.
    Mark,
    /// Taking buttons off an earlier bubble.
    Strip,
    /// Putting other words into an earlier message: again until it is confirmed, for twice is the same as once.
    Edit,
    /// Deleting messages.
    Delete,
    /// Leaving a group.
    Leave,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it was meant to be: nothing is left to do.
    Done,
    /// It cannot be done, for this reason.
    Drop(&'static str),
    /// Do it in another way, at once.
    Mend(Mend),
    /// Do it again later.
    Later(Wait),
    /// Nothing reaches this person: keep everything, send nothing more.
    Unreachable,
    /// A coordinator's words may or may not have arrived: say so, and do not send them again.
    Unsure,
    /// Telegram does not know our token: no call will work.
    WrongToken,
}

/// Another way of doing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The text alone.
    WithoutButtons,
    /// In shorter pieces.
    Shorter,
    /// Each message by itself.
    Singly,
}

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// As long as Telegram says. Not counted as a try.
    Told(Duration),
    /// Longer each time: see [`backoff`].
    Longer,
}

/// What `order` comes to after `error`, when `tries` calls have failed before this one.
pub fn verdict(order: Order, error: &CallError, tries: u32) -> Verdict {
    match error {
        CallError::Refused { code: 429, retry_after, .. } => {
            // Telegram asks for patience.
            Verdict::Later(retry_after.map_or(Wait::Longer, Wait::Told))
        }
        CallError::Refused { migrate_to: Some(_), .. } => Verdict::Drop("the group has moved"),
        CallError::Refused { code, description, .. } => refused(order, *code, &description.to_lowercase()),
        CallError::Server(_) | CallError::Lost(_) if order == Order::Words => Verdict::Unsure,
        CallError::Server(_) | CallError::Lost(_) | CallError::Unsent(_) if tries >= most_tries(order) => {
            Verdict::Drop("it failed too often")
        }
        CallError::Server(_) | CallError::Lost(_) | CallError::Unsent(_) => Verdict::Later(Wait::Longer),
    }
}

/// The longest wait between two tries. Not longer, because urgent help waits behind what is tried again in the same chat.
const LONGEST: Duration = Duration::from_secs(60);

/// How long to wait after `tries` failures: doubling from half a second to a minute, half of it by `chance` (0 to 65,535),
/// so that many do not come back at once.
pub fn backoff(tries: u32, chance: u16) -> Duration {
    let whole = Duration::from_millis(500 << tries.min(10)).min(LONGEST);
    whole / 2 + whole / 2 * u32::from(chance) / u32::from(u16::MAX)
}

/// After so many failures in a row it is given up. With a minute between tries, 1,500 are a day: as long as Telegram itself
/// keeps updates.
fn most_tries(order: Order) -> u32 {
    match order {
        Order::Words | Order::Bubble | Order::Edit | Order::Delete | Order::Leave => 1_500,
        Order::Strip => 10,
        // Many of them may have to wait for each other. A mark is looked for anew after that.
        Order::Ack | Order::Mark => 6,
    }
}

const TALK: &[Order] = &[Order::Words, Order::Bubble];
const ANY: &[Order] =
    &[Order::Words, Order::Bubble, Order::Ack, Order::Mark, Order::Strip, Order::Edit, Order::Delete, Order::Leave];

/// One line of the table: a refusal with this code whose description holds these words means this, for these orders.
struct Line(u16, &'static str, &'static [Order], Verdict);

/// The table. The first line that fits counts; what fits none is dropped.
const TABLE: &[Line] = &[
    Line(401, "", ANY, Verdict::WrongToken),
    // The path holds the token, and we call no method that does not exist.
    Line(404, "", ANY, Verdict::WrongToken),
    Line(403, "", &[Order::Leave], Verdict::Done),
    Line(403, "", ANY, Verdict::Unreachable),
    Line(413, "", TALK, Verdict::Mend(Mend::Shorter)),
    Line(400, "query is too old", &[Order::Ack], Verdict::Done),
    Line(400, "query id is invalid", &[Order::Ack], Verdict::Done),
    Line(400, "query_id_invalid", &[Order::Ack], Verdict::Done),
    Line(400, "message is not modified", &[Order::Strip, Order::Edit], Verdict::Done),
    Line(400, "message to edit not found", &[Order::Strip], Verdict::Done),
    Line(400, "message can't be edited", &[Order::Strip], Verdict::Done),
    Line(400, "message_id_invalid", &[Order::Strip, Order::Delete, Order::Mark], Verdict::Done),
    Line(400, "message to delete not found", &[Order::Delete], Verdict::Done),
    Line(400, "message can't be deleted", &[Order::Delete], Verdict::Mend(Mend::Singly)),
    Line(400, "", &[Order::Delete], Verdict::Mend(Mend::Singly)),
    Line(400, "chat not found", &[Order::Leave], Verdict::Done),
    Line(400, "not a member", &[Order::Leave], Verdict::Done),
    Line(400, "chat not found", TALK, Verdict::Unreachable),
    Line(400, "peer_id_invalid", TALK, Verdict::Unreachable),
    Line(400, "user not found", TALK, Verdict::Unreachable),
    Line(400, "message is too long", TALK, Verdict::Mend(Mend::Shorter)),
    Line(400, "message_too_long", TALK, Verdict::Mend(Mend::Shorter)),
    Line(400, "text is empty", TALK, Verdict::Drop("Telegram sees no text in it")),
    Line(400, "must be non-empty", TALK, Verdict::Drop("Telegram sees no text in it")),
    // Whatever else is wrong with a bubble, it is most likely a button, and the words matter more.
    Line(400, "", TALK, Verdict::Mend(Mend::WithoutButtons)),
];

fn refused(order: Order, code: u16, description: &str) -> Verdict {
    let fits = |line: &&Line| line.0 == code && description.contains(line.1) && line.2.contains(&order);
    TABLE.iter().find(fits).map_or(Verdict::Drop("Telegram refused it"), |line| line.3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(code: u16, description: &str) -> CallError {
        CallError::Refused { code, description: description.into(), retry_after: None, migrate_to: None }
    }

    #[test]
    fn every_refusal_that_telegram_is_known_for_has_its_line() {
        use Order::*;
        let dropped = Verdict::Drop("Telegram refused it");
        let cases = [
            (
                Ack,
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                Verdict::Done,
            ),
            (
                Strip,
                400,
                "Bad Request: message is not modified: specified new message content and reply markup …",
                Verdict::Done,
            ),
            (Strip, 400, "Bad Request: message to edit not found", Verdict::Done),
            (Edit, 400, "Bad Request: message is not modified", Verdict::Done),
            (Edit, 400, "Bad Request: message to edit not found", dropped),
            (Delete, 400, "Bad Request: message to delete not found", Verdict::Done),
            (Delete, 400, "Bad Request: message can't be deleted for everyone", Verdict::Mend(Mend::Singly)),
            (Mark, 400, "Bad Request: REACTION_INVALID", dropped),
            (Mark, 400, "Bad Request: message to react not found", dropped),
            (Bubble, 400, "Bad Request: BUTTON_DATA_INVALID", Verdict::Mend(Mend::WithoutButtons)),
            (Bubble, 400, "Bad Request: message is too long", Verdict::Mend(Mend::Shorter)),
            (Bubble, 400, "Bad Request: message text is empty", Verdict::Drop("Telegram sees no text in it")),
            (Bubble, 400, "Bad Request: chat not found", Verdict::Unreachable),
            (Words, 403, "Forbidden: user is deactivated", Verdict::Unreachable),
            (Mark, 403, "Forbidden: bot was blocked by the user", Verdict::Unreachable),
            (Leave, 403, "Forbidden: bot is not a member of the supergroup chat", Verdict::Done),
            (Bubble, 401, "Unauthorized", Verdict::WrongToken),
            (Ack, 404, "Not Found", Verdict::WrongToken),
            (Ack, 418, "novel", dropped),
        ];
        for (order, code, text, expected) in cases {
            assert_eq!(verdict(order, &says(code, text), 0), expected, "{order:?} {text}");
        }
    }

    #[test]
    fn a_429_is_obeyed_exactly_and_never_counted_as_a_failure() {
        let told = Duration::from_secs(17);
        let error =
            CallError::Refused { code: 429, description: String::new(), retry_after: Some(told), migrate_to: None };
        for order in ANY {
            assert_eq!(verdict(*order, &error, 1_000), Verdict::Later(Wait::Told(told)), "{order:?}");
        }
    }

    #[test]
    fn p31_a_coordinators_words_are_never_sent_again_when_they_may_have_arrived() {
        for error in [CallError::Server(500), CallError::Lost("x")] {
            assert_eq!(verdict(Order::Words, &error, 0), Verdict::Unsure);
            assert_eq!(verdict(Order::Bubble, &error, 0), Verdict::Later(Wait::Longer));
        }
        assert_eq!(verdict(Order::Words, &CallError::Unsent("x"), 0), Verdict::Later(Wait::Longer));
    }

    #[test]
    fn everything_is_given_up_at_some_time() {
        for order in ANY {
            assert_eq!(
                verdict(*order, &CallError::Unsent("x"), 1_500),
                Verdict::Drop("it failed too often"),
                "{order:?}"
            );
        }
    }

    #[test]
    fn the_wait_doubles_up_to_a_minute_and_half_of_it_is_chance() {
        assert_eq!(backoff(0, 0), Duration::from_millis(250));
        assert_eq!(backoff(0, u16::MAX), Duration::from_millis(500));
        assert_eq!(backoff(3, u16::MAX), Duration::from_secs(4));
        assert_eq!(backoff(u32::MAX, u16::MAX), Duration::from_secs(60));
        assert_eq!(backoff(u32::MAX, 0), Duration::from_secs(30));
    }
}
