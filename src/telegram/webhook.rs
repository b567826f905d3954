//! The webhook: an update that Telegram has brought, answered only once it is kept. A try that fails is handed back, because Telegram
//! brings the update again, and keeps the order of a chat while it does.
//!
//! Not here: HTTP (`http`), one try (`dispatch`), telling Telegram of the webhook (`run`).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::json;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::answer::first_update_id;
use super::call::Call;
use super::dispatch::{Dispatch, Tried, Work};
use super::inbound::KINDS;
use super::intake::Intake;
use super::lean::Lean;
use super::lines::Lines;

/// How many failing updates are counted at once. Beyond that the counting begins anew, and they are tried some more.
const COUNTED: usize = 10_000;

/// What Telegram is told of the webhook. Its `Debug` prints `..`.
#[derive(Clone)]
pub struct Address {
    /// What Telegram calls.
    pub url: String,
    /// What Telegram has to say to be let in: 1 to 256 letters, digits, `_` or `-`.
    pub secret: String,
    /// How many updates it may bring at the same time.
    pub max_connections: u8,
}

/// What becomes of an update that was brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is kept, or set aside: Telegram may forget it.
    Kept,
    /// Not now: the store is away, or we do not know yet who we are. Telegram is to bring it again.
    NotNow,
    /// It failed. Telegram is to bring it again; after the third time it is set aside.
    Failed,
}

/// Takes what Telegram brings. Cheap to clone.
pub struct Hook<I>(Arc<Inner<I>>);

struct Inner<I> {
    /// The digest of the secret, so that comparing tells nothing of its length either.
    secret: [u8; 32],
    /// There once we know who we are.
    dispatch: OnceLock<Dispatch<I>>,
    lines: Lines,
    faults: Mutex<HashMap<i64, u32>>,
}

impl Address {
    /// The call that tells Telegram. What waits there is kept.
    pub(super) fn call(&self) -> Call {
        // By hand: teloxide's payload would be sent with a certificate's upload in mind.
        let parameters = json!({
            "url": self.url, "secret_token": self.secret, "max_connections": self.max_connections,
            "allowed_updates": KINDS, "drop_pending_updates": false,
        });
        Call::raw("SetWebhook", &parameters)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(..)")
    }
}

impl<I> Clone for Hook<I> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<I: Intake> Hook<I> {
    /// A webhook that knows this secret.
    pub fn new(secret: &str) -> Self {
        let secret = Sha256::digest(secret.as_bytes()).into();
        let (dispatch, lines, faults) = (OnceLock::new(), Lines::default(), Mutex::default());
        Self(Arc::new(Inner { secret, dispatch, lines, faults }))
    }

    /// Whether somebody who says this is Telegram. It takes as long whatever they say.
    pub fn knows(&self, said: &[u8]) -> bool {
        self.0.secret.ct_eq(Sha256::digest(said).as_slice()).into()
    }

    /// Takes the update in `body`: behind those of the same chat that came before, beside those of others. Whoever stops waiting
    /// does not stop what is under way.
    pub async fn take(&self, body: &[u8]) -> Answer {
        let Some(dispatch) = self.0.dispatch.get() else { return Answer::NotNow };
        // There is nothing in it that could be kept or asked for again.
        let Some(work) = read(dispatch, body) else { return Answer::Kept };
        let first = match work.chat() {
            Some(chat) => Some(self.0.lines.first(chat).await),
            None => None,
        };
        let hook = self.clone();
        let tried = tokio::spawn(async move {
            let tried = hook.once(&work).await;
            drop(first);
            tried
        });
        match tried.await {
            Ok(Tried::Kept) => Answer::Kept,
            Ok(Tried::Away) => Answer::NotNow,
            Ok(Tried::Fault) | Err(_) => Answer::Failed,
        }
    }

    /// Lets updates in.
    pub(super) fn open(&self, dispatch: Dispatch<I>) {
        // It is opened once; a second time would change nothing.
        let _ = self.0.dispatch.set(dispatch);
    }

    async fn once(&self, work: &Work) -> Tried {
        let Some(dispatch) = self.0.dispatch.get() else { return Tried::Away };
        let Some(update) = work.update() else { return dispatch.once(work, 0).await };
        let faults = self.faults().get(&update).copied().unwrap_or(0);
        let tried = dispatch.once(work, faults).await;
        let mut known = self.faults();
        match tried {
            Tried::Kept => drop(known.remove(&update)),
            Tried::Away => {}
            Tried::Fault => {
                if known.len() >= COUNTED {
                    known.clear();
                }
                known.insert(update, faults.saturating_add(1));
            }
        }
        tried
    }

    fn faults(&self) -> MutexGuard<'_, HashMap<i64, u32>> {
        self.0.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The update in a body. What is not JSON is set aside, if it has a number.
fn read<I: Intake>(dispatch: &Dispatch<I>, body: &[u8]) -> Option<Work> {
    if let Ok(Lean(raw)) = serde_json::from_slice(body) {
        return dispatch.read(raw);
    }
    let text = String::from_utf8_lossy(body);
    let work = first_update_id(&text).map(|update| Work::odd(update, "unreadable", &text));
    if work.is_none() {
        tracing::warn!("Telegram brought something that cannot be read and has no number; it was passed over");
    }
    work
}
