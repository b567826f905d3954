//! What is said of broken configs, and what the environment may change.

use super::*;

const GOOD: &str = "\
[service]
name = \"A place\"
phone = \"01632 960 999\"
hours = { mon = \"09:30-16:30\" }
";

fn read(text: &str, environment: &Environment) -> Result<Config, ConfigError> {
    config("ajar.toml", text, environment)
}

/// What is said of each mistake, with the text that it points to.
fn mistakes(text: &str) -> Vec<(String, String)> {
    match read(text, &Environment::default()) {
        Err(ConfigError::Mistakes { mistakes, .. }) => mistakes
            .into_iter()
            .map(|mistake| (mistake.says, mistake.at.map(|at| text[at].to_owned()).unwrap_or_default()))
            .collect(),
        other => panic!("mistakes were expected, not {other:?}"),
    }
}

#[test]
fn a_short_config_is_enough() {
    let config = read(GOOD, &Environment::default()).unwrap();
    assert_eq!((config.keep.draft_days, config.listening.quiet_seconds), (90, 20));
    assert!(config.facts().young.is_none() && !config.is_sample());
}

#[test]
fn every_unknown_name_is_pointed_to_with_the_nearest_known_one() {
    let found = mistakes(&format!("{GOOD}fone = 1\n[keeep]\n[keep]\ndraft_day = 3\n"));
    let said: Vec<_> = found.iter().map(|(says, at)| (says.contains("did you mean"), at.as_str())).collect();
    assert_eq!(said.len(), 3, "{found:?}");
    for at in ["fone", "keeep", "draft_day"] {
        assert!(said.contains(&(true, at)), "{found:?}");
    }
    assert!(found.iter().any(|(says, _)| says.contains("\"draft_days\"")), "{found:?}");
}

#[test]
fn a_wrong_kind_of_value_is_pointed_to() {
    let found = mistakes(&format!("{GOOD}[keep]\ndraft_days = \"many\"\n"));
    assert_eq!(found[0].1, "\"many\"");
    assert_eq!(mistakes("[service\n").len(), 1);
}

#[test]
fn what_is_missing_is_named() {
    assert!(mistakes("[service]\nname = \"A place\"\n")[0].0.contains("phone"));
}

#[test]
fn p4_the_quiet_moment_stays_between_5_and_45_seconds() {
    for (seconds, good) in [(4, false), (5, true), (45, true), (46, false)] {
        let text = format!("{GOOD}[listening]\nquiet_seconds = {seconds}\n");
        assert_eq!(read(&text, &Environment::default()).is_ok(), good, "{seconds}");
    }
    assert_eq!(mistakes(&format!("{GOOD}[listening]\nquiet_seconds = 4\n"))[0].1, "4");
}

#[test]
fn p27_the_keystore_has_a_place_of_its_own() {
    let found = mistakes(&format!("{GOOD}[database]\nurl = \"sqlite:a.db\"\nkeystore = \"sqlite:a.db\"\n"));
    assert_eq!(found[0].1, "\"sqlite:a.db\"");
}

#[test]
fn several_facts_that_cannot_be_are_said_at_once() {
    let text =
        GOOD.replace("01632 960 999", "?") + "[telegram]\napi = \"http://api.telegram.org\"\n[young]\nname = \"Jo\"\n";
    assert_eq!(mistakes(&text).len(), 3);
}

#[test]
fn the_environment_goes_over_the_file() {
    let environment = Environment::of([
        ("AJAR_KEEP__DRAFT_DAYS", "30"),
        ("AJAR_SERVICE__NAME", "Another = place"),
        ("AJAR_SERVICE__NATION", "wales"),
        ("AJAR_TELEGRAM__TOKEN", "12:abc"),
        ("AJAR_TELEGRAM__GROUPS", "[-1, -2]"),
        ("AJAR_ROOT_KEY", "not a setting"),
    ]);
    let config = read(GOOD, &environment).unwrap();
    assert_eq!((config.keep.draft_days, config.service.name.as_str()), (30, "Another = place"));
    assert_eq!((config.telegram.groups.len(), config.service.nation), (2, crate::dialogue::Nation::Wales));
    assert_eq!(config.token().unwrap().reveal(), "12:abc");
}

#[test]
fn a_mistake_in_the_environment_is_named() {
    for (variable, value) in
        [("AJAR_KEEP__DRAFT_DAY", "30"), ("AJAR_KEP__DRAFT_DAYS", "30"), ("AJAR_KEEP__DRAFT_DAYS", "= =")]
    {
        let error = read(GOOD, &Environment::of([(variable, value)])).unwrap_err();
        assert!(error.to_string().contains(variable), "{error}");
    }
    let error = read(GOOD, &Environment::of([("AJAR_KEEP__DRAFT_DAYS", "many")])).unwrap_err();
    assert!(error.to_string().contains("AJAR_KEEP__DRAFT_DAYS"), "{error}");
    let error = read(GOOD, &Environment::of([("AJAR_SERVICE__NATION", "mars")])).unwrap_err();
    assert!(error.to_string().contains("environment"), "{error}");
}
