//! Stopping: SIGTERM and Ctrl-C become one flag that everything long-running watches.
//!
//! Also here: the one signal that must not stop anything. Not here: what is finished before the end (each room knows that).

use std::time::Duration;

use tokio::sync::watch;

use super::CliError;

/// How long what is under way may take to finish after the signal.
pub const GRACE: Duration = Duration::from_secs(8);

/// The flag. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// A flag that the first SIGTERM or Ctrl-C sets.
    pub fn on_signal() -> Result<Self, CliError> {
        let stop = Self(watch::channel(false).0);
        let (flag, mut terminate) = (stop.clone(), terminate()?);
        tokio::spawn(async move {
            tokio::select! {
                () = terminate.wait() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            tracing::info!("stopping: what is under way is finished first");
            flag.now();
        });
        Ok(stop)
    }

    /// Sets the flag.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// What a room watches.
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Comes back once the flag is set.
    pub async fn wait(&self) {
        // An error would mean that the flag is gone, and it is held here.
        let _ = self.watch().wait_for(|stop| *stop).await;
    }
}

/// A file that may not grow any more (`LimitFSIZE=`, `ulimit -f`) is a full disk like any other: the write fails, and is told of, instead of
/// the process being killed. Call it inside a tokio runtime.
pub fn outlive_file_limits() {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        // SIGXFSZ. Without it the limit is as deadly as the system has it.
        let kind = tokio::signal::unix::SignalKind::from_raw(25);
        drop(tokio::signal::unix::signal(kind));
    }
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
