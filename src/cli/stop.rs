//! Stopping: SIGTERM and Ctrl-C become one flag that everything long-running watches.
//!
//! Not here: what is finished before the end (each room knows that).

use std::time::Duration;

use tokio::sync::watch;

use super::CliError;

/// How long what is under way may take to finish after the signal.
pub const GRACE: Duration = Duration::from_secs(8);

/// Turns to `true` on the first SIGTERM or Ctrl-C.
pub fn on_signal() -> Result<watch::Receiver<bool>, CliError> {
    let (stop, stopped) = watch::channel(false);
    let mut terminate = terminate()?;
    tokio::spawn(async move {
        tokio::select! {
            () = terminate.wait() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("stopping: what is under way is finished first");
        let _ = stop.send(true);
    });
    Ok(stopped)
}

struct Terminate {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Terminate {
    #[cfg(unix)]
    async fn wait(&mut self) {
        self.signal.recv().await;
    }

    #[cfg(not(unix))]
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
fn terminate() -> Result<Terminate, CliError> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::terminate()).map(|signal| Terminate { signal }).map_err(CliError::Runtime)
}

#[cfg(not(unix))]
fn terminate() -> Result<Terminate, CliError> {
    Ok(Terminate {})
}
