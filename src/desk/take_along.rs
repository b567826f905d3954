//! Print and take along: one person's words on paper, or as a file for another system. Each leaves a line in the audit, and is asked for with a form,
//! so that no link from elsewhere does it.
//!
//! Not here: the files (`export`), who may (`staff`).

use askama::Template;

use super::answer::Answer;
use super::ask::Ask;
use super::export;
use super::failure::Failure;
use super::frame::Frame;
use crate::staff::{OpenedReferral, PersonLine, Sent, TakenAs, Talk};
use crate::story::{Content, Piece};

#[derive(Template)]
#[template(path = "take_along.html")]
struct Page<'a> {
    f: &'a Frame,
    line: PersonLine,
}

#[derive(Template)]
#[template(path = "print.html")]
struct Print<'a> {
    f: &'a Frame,
    opened: &'a OpenedReferral,
}

impl Print<'_> {
    /// How long a voice note is.
    fn seconds(&self, seconds: &u32) -> String {
        self.f.n("desk-print-voice", "seconds", &i64::from(*seconds))
    }

    fn sent(&self, sent: &Sent) -> String {
        self.f.w1("desk-print-sent", "moment", &self.f.words.moment(sent.at))
    }

    fn said(&self, talk: &Talk) -> String {
        let moment = self.f.words.moment(talk.at);
        match &talk.by {
            Some(name) => self.f.w2("desk-print-by", ("name", name), ("moment", &moment)),
            None => self.f.w1("desk-print-by-person", "moment", &moment),
        }
    }

    fn end(&self) -> String {
        let by = self.f.name.clone().unwrap_or_default();
        self.f.w2("desk-print-end", ("name", &by), ("moment", &self.f.words.moment(self.f.words.now())))
    }
}

/// What can be taken along, and how. Nothing is opened by this page.
pub(super) async fn page(ask: Ask) -> Result<Answer, Failure> {
    let line = ask.desk.staff.peek(&ask.me()?.name, ask.path.get("reference")).await?;
    Answer::page(&Page { f: &ask.frame, line })
}

/// Takes it along.
pub(super) async fn take(ask: Ask) -> Result<Answer, Failure> {
    let how = TakenAs::from_name(ask.path.get("how")).ok_or(Failure::NotFound)?;
    let opened = ask.desk.staff.take_along(&ask.me()?.name, ask.path.get("reference"), how).await?;
    let name = |ending: &str| format!("{}.{ending}", opened.line.reference.to_lowercase());
    match how {
        TakenAs::Page => Answer::page(&Print { f: &ask.frame, opened: &opened }),
        TakenAs::Json => {
            let json = export::json(&opened).ok_or(Failure::Drawing)?;
            Ok(Answer::of("application/json; charset=utf-8", "no-store", json.into()).named(&name("json")))
        }
        TakenAs::Csv => {
            let csv = export::csv(&opened).ok_or(Failure::Drawing)?;
            Ok(Answer::of("text/csv; charset=utf-8", "no-store", csv.into()).named(&name("csv")))
        }
    }
}
