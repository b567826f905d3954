//! The environment: a picture of it, taken once. `AJAR_SECTION__FIELD` goes over the config's `field` in `[section]`.
//!
//! Not here: what the values mean (`read`, `root_key`).

use std::collections::BTreeMap;

/// The environment's variables that begin with `AJAR_`, and systemd's two: its folder of credentials, and where to tell it that all is well.
#[derive(Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The environment that this process was started in.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_this_process() -> Self {
        let kept = |name: &str| name.starts_with("AJAR_") || ["CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET"].contains(&name);
        Self(std::env::vars().filter(|(name, _)| kept(name)).collect())
    }

    /// An environment of these variables only.
    pub fn of<const N: usize>(variables: [(&str, &str); N]) -> Self {
        Self(variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// A variable's value, if it is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The overrides: (variable, section, field, value).
    pub(super) fn overrides(&self) -> impl Iterator<Item = (&str, String, String, &str)> {
        self.0.iter().filter_map(|(name, value)| {
            let (section, field) = name.strip_prefix("AJAR_")?.split_once("__")?;
            Some((name.as_str(), section.to_lowercase(), field.to_lowercase(), value.as_str()))
        })
    }
}

// Its values may be secrets.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Environment(..)")
    }
}
