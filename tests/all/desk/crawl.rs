//! Every route, asked by everybody there may be, with ids of one's own, of somebody else's and of nobody's: what comes back is the table in
//! `tests/desk/matrix.txt`. (`AJAR_ACCEPT=1` writes it: look at what is different.)

use std::fmt::Write as _;
use std::path::Path;

use ajar::chance::Chance;
use ajar::desk::matrix;
use ajar::staff::Which;
use ajar::staff::accounts::{Member, Token};
use ajar::store::Store;
use ajar::store::coordinators::{self, Role, Roles};
use ajar::store::sessions::{self, NewSession, Stage};

use crate::support::desk::{Browser, Got, Open};
use crate::support::places::sqlite;

/// Everybody there may be: how they stand, name, roles, and how far their session has come.
const EVERYBODY: [(&str, &str, &[Role], Stage); 8] = [
    ("at the code", "Cody", &[Role::Coordinator], Stage::Code),
    ("invited", "Ivy", &[Role::Coordinator], Stage::Enrol),
    ("coordinator", "Cora", &[Role::Coordinator], Stage::In),
    ("lead", "Lea", &[Role::Lead], Stage::In),
    ("keeper", "Kit", &[Role::Keeper], Stage::In),
    ("auditor", "Aud", &[Role::Auditor], Stage::In),
    ("suspended", "Sue", &[Role::Coordinator, Role::Lead], Stage::In),
    ("removed", "Rem", &[Role::Coordinator, Role::Lead], Stage::In),
];
/// Somebody else.
const OTHER: &str = "Les";

struct Crawl {
    open: Open,
    members: Vec<Member>,
    /// What Cora has, and what somebody else has.
    references: [String; 2],
}

impl Crawl {
    async fn begin() -> Self {
        let mut open = Open::at(sqlite()).await;
        for (how, name, roles, _) in EVERYBODY {
            match how {
                "invited" => drop(open.invited(name, roles).await),
                _ => drop(open.signed_in(name, roles).await),
            }
        }
        open.signed_in(OTHER, &[Role::Lead]).await;
        let members = open.house.staff.members().await.unwrap();
        for chat in [1, 2] {
            open.house.sends(chat, "hello").await;
        }
        let lines = open.house.staff.people("Les", Which::Waiting, None).await.unwrap().lines;
        let references = [0, 1].map(|place: usize| lines[place].reference.clone());
        Self { open, members, references }
    }

    fn id(&self, name: &str) -> uuid::Uuid {
        self.members.iter().find(|member| member.name == name).unwrap().id
    }

    /// Puts everybody back to where they stood, and gives the browser of one of them.
    async fn browser(&self, how: &str) -> Browser {
        let mut browser = self.open.browser();
        let mut work = self.open.house.store.begin().await.unwrap();
        let now = self.open.house.clock.now();
        for (how, name, roles, _) in EVERYBODY.into_iter().chain([("other", OTHER, [Role::Lead].as_slice(), Stage::In)])
        {
            coordinators::set_roles(&mut work, self.id(name), Roles::of(roles.iter().copied())).await.unwrap();
            match how {
                "suspended" => drop(coordinators::set_active(&mut work, self.id(name), false).await.unwrap()),
                "removed" => drop(coordinators::leave(&mut work, self.id(name), now).await.unwrap()),
                _ => drop(coordinators::set_active(&mut work, self.id(name), true).await.unwrap()),
            }
        }
        if let Some((_, name, _, stage)) = EVERYBODY.into_iter().find(|(of, ..)| *of == how) {
            let (token, id) = (Token::new(&Chance::system()).unwrap(), Chance::system().uuid().unwrap());
            let new = NewSession {
                id,
                token: token.hash(),
                coordinator: self.id(name),
                stage,
                device: String::new(),
                at: now,
            };
            sessions::put(&mut work, &new).await.unwrap();
            browser.cookies.insert("__Host-ajar".into(), token.reveal());
        }
        work.commit().await.unwrap();
        self.back_to_whom_they_were_with().await;
        if how == "nobody" {
            browser.get("/sign-in").await;
        }
        browser
    }

    async fn back_to_whom_they_were_with(&self) {
        let Store::Sqlite(file, _) = &self.open.house.store else { return };
        for (reference, name) in self.references.iter().zip(["Cora", OTHER]) {
            let back = "UPDATE referral SET status = 'claimed', coordinator = $1 WHERE reference = $2";
            sqlx::query(back).bind(self.id(name)).bind(reference).execute(&file.writing).await.unwrap();
        }
        sqlx::query("DELETE FROM kept_from").execute(&file.writing).await.unwrap();
    }

    async fn ask(&self, method: &str, path: &str, how: &str) -> Got {
        let mut browser = self.browser(how).await;
        let got = match (method, path) {
            ("GET", "/live") => browser.peek(path).await,
            ("GET", _) => browser.get(path).await,
            _ => browser.post(path, &[]).await,
        };
        assert!(got.status < 500, "{method} {path} by {how}: {}", got.body);
        got
    }
}

const MISSING: &str = "00000000-0000-4000-8000-000000000000";

/// What a path is asked with in the place of what stands in braces: Cora's and somebody else's, what is nowhere, and what is no id.
fn paths(path: &str, [own, others]: [&str; 2], references: &[String; 2]) -> Vec<(&'static str, String)> {
    if !path.contains('{') {
        return vec![("", path.to_owned())];
    }
    let with = |id: &str, reference: &str| {
        path.replace("{id}", id)
            .replace("{reference}", reference)
            .replace(['{', '}'], "")
            .replace("/token", &format!("/{id}"))
            .replace("/name", &format!("/{id}"))
    };
    let [first, second] = references;
    vec![
        ("own ", with(own, first)),
        ("another's ", with(others, second)),
        ("missing ", with(MISSING, "ZZZZZZZ")),
        ("no id ", with("%22x", "%22x")),
    ]
}

fn said(got: &Got) -> String {
    let to = got.to().split('?').next().unwrap();
    if to.is_empty() { got.status.to_string() } else { format!("{} {to}", got.status) }
}

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let crawl = Crawl::begin().await;
    let mut table = String::new();
    for (method, path, who) in matrix() {
        _ = writeln!(table, "{method} {path}  ({who})");
        for how in ["nobody"].into_iter().chain(EVERYBODY.map(|(how, ..)| how)) {
            let name = EVERYBODY.into_iter().find(|(of, ..)| *of == how).map_or(OTHER, |(_, name, ..)| name);
            let mut line = Vec::new();
            let ids = [crawl.id(name).to_string(), crawl.id(OTHER).to_string()];
            for (what, path) in paths(path, [&ids[0], &ids[1]], &crawl.references) {
                line.push(format!("{what}{}", said(&crawl.ask(method, &path, how).await)));
            }
            _ = writeln!(table, "    {how:<12} {}", line.join(" | "));
        }
    }
    // References are drawn anew each time.
    for (reference, whose) in crawl.references.iter().zip(["{own}", "{another's}"]) {
        table = table.replace(reference.as_str(), whose);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/matrix.txt");
    if std::env::var_os("AJAR_ACCEPT").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(table == kept, "the desk answers otherwise than tests/desk/matrix.txt says:\n{table}");
}
