//! Print and take along: the same words, byte for byte, from the phone to paper and file; and a spreadsheet that works nothing out.

use ajar::staff::Which;
use ajar::store::coordinators::Role;
use serde_json::Value;

use crate::support::desk::{Browser, Open, between};
use crate::support::places::{both, sqlite};

pub const KATE: i64 = 7_001_777_001;
/// Words that must come out as they went in: spaces, marks, both directions, and what means something to HTML, JSON and spreadsheets.
const WORDS: [&str; 6] = [
    "  hiya  pet,\n\nwe're \"reet\" & <b>fine</b> \\ 'ta'  ",
    "أنا بخير، شكرًا لكم.\nسطر ثانٍ مع 116 123 و English في الوسط",
    "=HYPERLINK(\"http://evil.example\";\"click\")",
    "+1 for tea; -2+3; @SUM(A1:A9)\n=cmd|' /C calc'!A0",
    "é e\u{301} 👩‍👧 \u{200f}\u{202e}abc\u{202c}",
    "{{ f.token }} {% raw %} ${x} %0A",
];

/// The reference of whoever has been waiting for longest.
pub async fn waiting(open: &Open) -> String {
    let lines = open.house.staff.people("Sam", Which::Waiting, None).await.unwrap().lines;
    lines[0].reference.clone()
}

async fn sent(words: &str, place: crate::support::places::Place) -> (Open, Browser, String) {
    let mut open = Open::at(place).await;
    let sam = open.signed_in("Sam", &[Role::Coordinator]).await;
    open.house.sends(KATE, words).await;
    let reference = waiting(&open).await;
    open.house.staff.claim("Sam", &reference).await.unwrap();
    (open, sam, reference)
}

/// What a browser makes of a text in a page.
fn unescaped(html: &str) -> String {
    let mut text = html.to_owned();
    for (written, sign) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        text = text.replace(written, sign);
    }
    text
}

/// A reader of spreadsheets that knows formulas: rows of cells, and whether any of them would be worked out.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn is_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches([' ', '\t', '\r', '\n', '"', '\'', '\u{a0}']).chars().next();
    first.is_some_and(|first| ['=', '+', '-', '@', '＝', '＋', '－', '＠'].contains(&first))
}

#[tokio::test]
async fn p11_words_are_the_same_byte_for_byte_on_paper_and_in_a_file() {
    for (at, words) in WORDS.into_iter().enumerate() {
        let place = if at < 2 { both().await.pop().unwrap() } else { sqlite() };
        let (open, mut sam, reference) = sent(words, place).await;
        let paper = sam.post(&format!("/people/{reference}/take-along/page"), &[]).await;
        assert_eq!(paper.status, 200);
        assert_eq!(unescaped(&between(&paper.body, "<div class=\"words\" dir=\"auto\">", "</div>").unwrap()), words);
        let json = sam.post(&format!("/people/{reference}/take-along/json"), &[]).await;
        assert_eq!(json.headers["content-type"], "application/json; charset=utf-8");
        let json: Value = serde_json::from_slice(&json.bytes).unwrap();
        assert_eq!(json["sent"][0]["parts"][0]["pieces"][0]["words"], words);
        let csv = sam.post(&format!("/people/{reference}/take-along/csv"), &[]).await;
        let name = format!("attachment; filename=\"{}.csv\"", reference.to_lowercase());
        assert_eq!(csv.headers["content-disposition"], name.as_str());
        let csv = String::from_utf8(csv.bytes).unwrap();
        let rows = cells(&csv);
        let at = rows[0].iter().position(|name| name == "words").unwrap();
        assert!(rows[1][at].replace('\u{200b}', "").ends_with(words), "the same is read");
        assert!(rows.iter().flatten().all(|cell| !is_formula(cell)), "{words:?}");
        // Nor is there one for a program that reads the file by other rules than those it was written by.
        assert!(csv.split([',', ';', '\t', '\r', '\n', '|']).all(|cell| !is_formula(cell)), "{words:?}");
        let acts = open.house.staff.acts(None, 20).await.unwrap();
        let took = acts.iter().filter(|act| act.act == "took along");
        let mut taken: Vec<_> = took.filter_map(|act| act.detail.as_deref()).collect();
        taken.sort_unstable();
        assert_eq!(taken, ["csv", "json", "page"], "each is written down");
    }
}

#[tokio::test]
async fn p28_nothing_is_taken_along_by_who_may_not_open_it() {
    let (open, mut sam, reference) = sent("hello", sqlite()).await;
    let mut ann = open.signed_in("Ann", &[Role::Coordinator]).await;
    let mut aud = open.signed_in("Aud", &[Role::Auditor]).await;
    let path = format!("/people/{reference}/take-along");
    assert_eq!((ann.get(&path).await.status, aud.get(&path).await.status), (200, 403), "the page itself opens nothing");
    assert!(!sam.get(&path).await.has("hello"));
    for how in ["page", "json", "csv"] {
        let path = format!("{path}/{how}");
        assert_eq!(ann.post(&path, &[]).await.status, 409, "Sam has it");
        assert_eq!(aud.post(&path, &[]).await.status, 403);
        assert_eq!(sam.get(&path).await.status, 405, "no link does it");
    }
    assert_eq!(sam.post(&format!("{path}/pdf"), &[]).await.status, 404);
    assert!(open.house.staff.acts(None, 20).await.unwrap().iter().all(|act| act.act != "took along"));
    open.house.staff.hand_back("Sam", &reference).await.unwrap();
    assert_eq!(
        sam.post(&format!("{path}/json"), &[]).await.status,
        409,
        "what waits is not taken on by taking it along"
    );
}
