//! What whoever started the program is told while it serves: systemd, through its socket, and the log. Readiness in words, when it changes.
//!
//! Not here: what readiness is (`http`).

use std::time::Duration;

use super::stop::Stop;
use crate::config::Environment;
use crate::http::Health;

/// How often readiness is looked at.
const OFTEN: Duration = Duration::from_secs(10);
/// The same, after the start and while something is missing.
const SOON: Duration = Duration::from_secs(1);

/// The way to systemd; nowhere if it was not systemd that started the program.
#[derive(Clone, Debug)]
pub(super) struct Systemd(Option<String>);

impl Systemd {
    /// What the environment says.
    pub fn of(environment: &Environment) -> Self {
        Self(environment.get("NOTIFY_SOCKET").map(ToOwned::to_owned))
    }

    /// Starting is over.
    pub fn started(&self) {
        self.say("READY=1");
    }

    /// Stopping has begun.
    pub fn stopping(&self) {
        self.say("STOPPING=1\nSTATUS=stopping: what is under way is finished first");
    }

    /// How it goes, for `systemctl status`.
    fn status(&self, sentence: &str) {
        self.say(&format!("STATUS={sentence}"));
    }

    fn say(&self, text: &str) {
        let Some(path) = &self.0 else { return };
        if let Err(error) = send(path, text) {
            tracing::debug!(%error, "systemd could not be told");
        }
    }
}

#[cfg(unix)]
fn send(path: &str, text: &str) -> std::io::Result<()> {
    std::os::unix::net::UnixDatagram::unbound()?.send_to(text.as_bytes(), path).map(drop)
}

/// There is no systemd.
#[cfg(not(unix))]
fn send(_: &str, _: &str) -> std::io::Result<()> {
    Ok(())
}

/// Looks at readiness until the program stops, and says so when it changes.
pub(super) async fn watch(health: Health, systemd: Systemd, stop: Stop) {
    // At the start Telegram is being reached at this moment, so there is nothing to say yet.
    let (mut before, mut wait) = (None, SOON);
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.wait() => break,
        }
        let missing = health.missing().await;
        // While something is missing, its coming back is looked for more often.
        wait = if missing.is_empty() { OFTEN } else { SOON };
        if before.as_ref() != Some(&missing) {
            tell(&missing, &systemd);
        }
        before = Some(missing);
    }
    systemd.stopping();
}

fn tell(missing: &[&str], systemd: &Systemd) {
    if missing.is_empty() {
        tracing::info!("ready");
        systemd.status("ready");
    } else {
        let what = missing.join("; ");
        tracing::warn!(%what, "not ready");
        systemd.status(&format!("not ready: {what}"));
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixDatagram;

    use super::*;

    #[test]
    fn systemd_is_told_through_its_socket_and_nobody_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        let systemd = Systemd::of(&Environment::of([("NOTIFY_SOCKET", path.to_str().unwrap())]));
        systemd.started();
        tell(&["the database does not answer", "Telegram was not reached yet"], &systemd);
        let mut heard = Vec::new();
        for _ in 0..2 {
            let mut some = [0; 256];
            let length = socket.recv(&mut some).unwrap();
            heard.push(String::from_utf8(some[..length].to_vec()).unwrap());
        }
        assert_eq!(heard, ["READY=1", "STATUS=not ready: the database does not answer; Telegram was not reached yet"]);
        Systemd::of(&Environment::default()).started();
    }
}
