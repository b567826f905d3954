//! What people see before they press Start: the bot's description, its short description, and its menu of commands.
//!
//! Not here: the words (whoever starts the bot renders them from the locale files).

use serde_json::{Value, json};
use teloxide::payloads::{
    GetMyCommands, GetMyCommandsSetters as _, GetMyDescription, GetMyDescriptionSetters as _, GetMyShortDescription,
    GetMyShortDescriptionSetters as _, SetMyCommands, SetMyCommandsSetters as _, SetMyDescription,
    SetMyDescriptionSetters as _, SetMyShortDescription, SetMyShortDescriptionSetters as _,
};
use teloxide::types::BotCommand;
use tokio::sync::watch;

use super::answer::CallError;
use super::call::Call;
use super::client::Client;
use super::split::units;

/// What Telegram takes in a description, in UTF-16 units.
const DESCRIPTION: usize = 512;
/// What Telegram takes in a short description.
const SHORT: usize = 120;
/// What Telegram takes in a command's description.
const COMMAND: usize = 256;

/// The profile in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The locale's code, such as `en-GB`. Telegram knows two letters of it.
    pub locale: String,
    /// Shown in an empty chat; 512 characters at most.
    pub description: String,
    /// Shown on the bot's page and beside links; 120 characters at most.
    pub short: String,
    /// The menu: name without `/`, and what it does.
    pub commands: Vec<(String, String)>,
}

/// One thing to be as it should.
struct Setting {
    what: &'static str,
    get: Call,
    set: Call,
    /// What `get` answers when it is as it should be.
    wanted: Value,
}

/// Makes the profile as the newest pages say, for as long as somebody may change them.
pub async fn keep(client: Client, mut pages: watch::Receiver<Vec<Page>>) {
    loop {
        let newest = pages.borrow_and_update().clone();
        let changed = apply(&client, &newest).await;
        tracing::info!(changed, "the bot's profile was looked at");
        if pages.changed().await.is_err() {
            return;
        }
    }
}

/// Makes the profile as `pages` say: the first page for everybody, every further language for its own speakers. Sets only
/// what differs; tells how much that was. What fails is logged and left for the next start.
pub async fn apply(client: &Client, pages: &[Page]) -> usize {
    let mut changed = 0;
    for setting in settings(pages) {
        match make(client, &setting).await {
            Ok(true) => changed += 1,
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, what = setting.what, "a part of the bot's profile was not set; the next start tries again");
            }
        }
    }
    changed
}

async fn make(client: &Client, setting: &Setting) -> Result<bool, CallError> {
    if client.call(&setting.get).await? == setting.wanted {
        return Ok(false);
    }
    client.call(&setting.set).await.map(|_| true)
}

/// Every setting that `pages` ask for, without those that Telegram would refuse.
fn settings(pages: &[Page]) -> Vec<Setting> {
    let mut seen: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for page in pages {
        // The first page is everybody's, so its own language needs nothing more.
        let language = language(&page.locale);
        if !seen.contains(&language) {
            out.extend(of_page(page, if seen.is_empty() { "" } else { language }));
            seen.push(language);
        }
    }
    out
}

/// The two (or three) letters before the first hyphen: what Telegram calls a language code.
fn language(locale: &str) -> &str {
    locale.split('-').next().unwrap_or(locale)
}

fn of_page(page: &Page, language: &str) -> Vec<Setting> {
    let fits = |what: &'static str, text: &str, most: usize| {
        let fits = units(text) <= most;
        if !fits {
            tracing::error!(
                what,
                locale = page.locale,
                length = units(text),
                most,
                "too long for Telegram; it was not set"
            );
        }
        fits
    };
    let mut out = Vec::new();
    if fits("description", &page.description, DESCRIPTION) {
        out.push(description(&page.description, language));
    }
    if fits("short description", &page.short, SHORT) {
        out.push(short(&page.short, language));
    }
    if page.commands.iter().all(|(_, does)| fits("a command's description", does, COMMAND)) {
        out.push(commands(&page.commands, language));
    }
    out
}

fn description(text: &str, language: &str) -> Setting {
    let get = Call::of(&GetMyDescription::new().language_code(language));
    let set = Call::of(&SetMyDescription::new().description(text).language_code(language));
    Setting { what: "description", get, set, wanted: json!({"description": text}) }
}

fn short(text: &str, language: &str) -> Setting {
    let get = Call::of(&GetMyShortDescription::new().language_code(language));
    let set = Call::of(&SetMyShortDescription::new().short_description(text).language_code(language));
    Setting { what: "short description", get, set, wanted: json!({"short_description": text}) }
}

fn commands(commands: &[(String, String)], language: &str) -> Setting {
    let list = commands.iter().map(|(name, does)| BotCommand::new(name.as_str(), does.as_str()));
    let get = Call::of(&GetMyCommands::new().language_code(language));
    let set = Call::of(&SetMyCommands::new(list).language_code(language));
    let wanted = commands.iter().map(|(name, does)| json!({"command": name, "description": does})).collect();
    Setting { what: "commands", get, set, wanted: Value::Array(wanted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(locale: &str) -> Page {
        let commands = vec![("help".to_owned(), "Urgent help".to_owned())];
        Page { locale: locale.into(), description: "d".into(), short: "s".into(), commands }
    }

    #[test]
    fn p35_the_first_page_is_everybodys_and_each_language_is_set_once() {
        let pages = ["en-GB", "en-easyread", "cy", "pl"].map(page);
        let bodies: Vec<Value> =
            settings(&pages).iter().map(|one| serde_json::from_str(one.set.body()).unwrap()).collect();
        let languages: Vec<&str> = bodies.iter().map(|body| body["language_code"].as_str().unwrap()).collect();
        assert_eq!(languages, ["", "", "", "cy", "cy", "cy", "pl", "pl", "pl"]);
    }

    #[test]
    fn what_is_too_long_is_left_out_and_the_rest_is_set() {
        let mut long = page("en-GB");
        long.description = "ę".repeat(513);
        let what: Vec<&str> = settings(&[long]).iter().map(|one| one.what).collect();
        assert_eq!(what, ["short description", "commands"]);
    }
}
