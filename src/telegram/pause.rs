//! Waiting that ends at once when the program is to stop.

use std::time::Duration;

use tokio::sync::watch;

use super::refusal::backoff;
use crate::chance::Chance;

/// The program is to stop.
#[derive(Debug)]
pub(super) struct Stopped;

/// Waits, with jitter, until the program is to stop.
#[derive(Clone)]
pub(super) struct Pause {
    pub chance: Chance,
    pub stop: watch::Receiver<bool>,
}

impl Pause {
    /// Waits longer after each failure, `most` at most.
    pub async fn longer(&self, failures: u32, most: Duration) -> Result<(), Stopped> {
        self.exactly(backoff(failures, draw(&self.chance)).min(most)).await
    }

    /// Waits so long.
    pub async fn exactly(&self, time: Duration) -> Result<(), Stopped> {
        tokio::select! {
            () = tokio::time::sleep(time) => Ok(()),
            () = stopped(self.stop.clone()) => Err(Stopped),
        }
    }
}

/// Returns once the program is to stop, or when nobody is left who could say so.
pub(super) async fn stopped(mut stop: watch::Receiver<bool>) {
    // An error means that the sender is gone, which comes to the same.
    drop(stop.wait_for(|stop| *stop).await);
}

/// A number for jitter. Without randomness everybody waits the longest.
pub(super) fn draw(chance: &Chance) -> u16 {
    chance.bytes().map_or(u16::MAX, u16::from_le_bytes)
}
