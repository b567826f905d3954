//! What is done with somebody's conversation: taking it on, handing it back or on, reading along, notes, promises, putting aside, resting.
//!
//! Not here: writing to the person (`reply`).

use chrono::NaiveDate;

use super::answer::Answer;
use super::ask::Ask;
use super::failure::Failure;

/// "I will answer".
pub(super) async fn claim(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.claim(name, reference).await?;
    Ok(back(&ask))
}

/// Hands it back, for somebody else to answer.
pub(super) async fn hand_back(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.hand_back(name, reference).await?;
    Ok(Answer::go("/mine?did=hand-back"))
}

/// Hands it on to a colleague.
pub(super) async fn hand_on(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.hand_on(name, reference, ask.form.get("to-name")).await?;
    Ok(Answer::go(if ask.form.get("then") == "others" { "/others?did=hand-on" } else { "/mine?did=hand-on" }))
}

/// Asks a colleague to read along.
pub(super) async fn read_with(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.read_with(name, reference, ask.form.get("with")).await?;
    Ok(back(&ask))
}

/// They read along no more.
pub(super) async fn read_alone(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.read_alone(name, reference, ask.form.get("with")).await?;
    Ok(back(&ask))
}

/// "I know this person": it goes on unread.
pub(super) async fn know(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    let on = Some(ask.form.get("to-name")).filter(|on| !on.is_empty());
    ask.desk.staff.i_know_them(name, reference, on).await?;
    Ok(Answer::go("/people?did=know"))
}

/// Puts it to rest.
pub(super) async fn rest(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.rest(name, reference).await?;
    Ok(Answer::go("/mine?did=let-rest"))
}

/// A note for the team.
pub(super) async fn note(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.note(name, reference, &ask.form.text("text")).await?;
    Ok(back(&ask))
}

/// Puts it aside until a day; with no day, takes it up again.
pub(super) async fn quiet(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    ask.desk.staff.quiet_until(name, reference, day(&ask)?).await?;
    Ok(back(&ask))
}

/// What is promised, by when; with no words, it is kept.
pub(super) async fn promise(ask: Ask) -> Result<Answer, Failure> {
    let (name, reference) = of(&ask)?;
    let text = ask.form.text("text");
    let promised = match (day(&ask)?, text.trim()) {
        (_, "") => None,
        (Some(day), words) => Some((day, words)),
        (None, _) => return Err(Failure::Field("desk-failed-day")),
    };
    ask.desk.staff.promise(name, reference, promised).await?;
    Ok(back(&ask))
}

/// What was done before the page was left for this one: it is said here.
pub(super) fn did(ask: &Ask) -> Option<&'static str> {
    match ask.query.get("did") {
        "hand-on" => Some("desk-did-hand-on"),
        "hand-back" => Some("desk-did-hand-back"),
        "let-rest" => Some("desk-did-let-rest"),
        "know" => Some("desk-did-know"),
        _ => None,
    }
}

fn of(ask: &Ask) -> Result<(&str, &str), Failure> {
    Ok((&ask.me()?.name, ask.path.get("reference")))
}

fn back(ask: &Ask) -> Answer {
    Answer::go(format!("/people/{}", plain(ask.path.get("reference"))))
}

/// A reference as it stands in an address: letters and digits.
pub(super) fn plain(reference: &str) -> String {
    reference.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn day(ask: &Ask) -> Result<Option<NaiveDate>, Failure> {
    match ask.form.get("day") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Failure::Field("desk-failed-day")),
    }
}
