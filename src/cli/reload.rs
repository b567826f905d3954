//! A folder that was changed, read anew while Ajar serves: on SIGHUP (`systemctl reload`). What passes the checker is what the next turn meets;
//! of what does not, nothing does, and the log says what is wrong and where.
//!
//! Not here: what may go live (`deploy`), `ajar.toml`, which is read at a start only.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use tokio::sync::watch;

use super::CliError;
use super::deploy::{self, errors};
use super::house::{House, only_known};
use super::serve::pages;
use super::stop::Stop;
use crate::telegram::profile::Page;

/// How many mistakes the log names.
const NAMED: usize = 20;

/// SIGHUP. Where a terminal is at hand it means what it always did: the terminal has gone away.
pub(super) struct Hangup {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Hangup {
    /// From now on it stops nothing.
    #[cfg(unix)]
    pub fn on_signal() -> Result<Self, CliError> {
        use tokio::signal::unix::{SignalKind, signal};
        if std::io::stdin().is_terminal() {
            return Ok(Self { signal: None });
        }
        signal(SignalKind::hangup()).map(|signal| Self { signal: Some(signal) }).map_err(CliError::Runtime)
    }

    /// There is none.
    #[cfg(not(unix))]
    pub fn on_signal() -> Result<Self, CliError> {
        Ok(Self {})
    }

    async fn wait(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

/// Whoever reads the folder anew.
pub(super) struct Reload {
    pub house: House,
    /// The folder; none where only what is built in is served.
    pub dir: Option<PathBuf>,
    /// What people see before they press Start.
    pub profile: watch::Sender<Vec<Page>>,
}

impl Reload {
    /// Reads it whenever it is asked to, until the program stops.
    pub async fn run(self, mut hangup: Hangup, stop: Stop) {
        loop {
            tokio::select! {
                () = hangup.wait() => {}
                () = stop.wait() => return,
            }
            match &self.dir {
                Some(dir) => tell(self.anew(dir.clone()).await),
                None => tracing::warn!(
                    "asked to read the content anew, and no folder is named ([content] dir in ajar.toml); what is built in stays"
                ),
            }
        }
    }

    /// Gives the short hash of what people meet from now on.
    async fn anew(&self, dir: PathBuf) -> Result<String, CliError> {
        let clock = self.house.kept.clock.clone();
        // It takes a while, and turns go on meanwhile.
        let read = tokio::task::spawn_blocking(move || deploy::read(Some(&dir), &clock));
        let edition = read.await.map_err(|_| CliError::BrokeOff)??;
        only_known(&edition, &self.house.config)?;
        deploy::deploy(&self.house.kept, &edition).await?;
        let hash = edition.hash.get(..12).unwrap_or_default().to_owned();
        self.house.meet(edition)?;
        self.profile.send_replace(pages(&self.house.turns));
        Ok(hash)
    }
}

fn tell(done: Result<String, CliError>) {
    let error = match done {
        Ok(edition) => {
            tracing::info!(edition, "the content was read anew, and people meet it from now on");
            return;
        }
        Err(error) => error,
    };
    let found = error.findings();
    let errors = errors(&found);
    if errors.is_empty() {
        tracing::error!(%error, "the content was read anew and not taken; what people met before stays");
        return;
    }
    tracing::error!(
        mistakes = errors.len(),
        "the content was read anew and not taken; what people met before stays. `ajar check` and `ajar diff` show what to do"
    );
    errors.iter().take(NAMED).for_each(|finding| tracing::error!("{finding}"));
}
