//! A line for each chat: who comes first goes first, and nobody waits for another chat.
//!
//! Not here: what is done when it is one's turn (`webhook`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Plain, MutexGuard, PoisonError, Weak};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// The lines in which somebody stands.
#[derive(Clone, Default)]
pub(super) struct Lines(Arc<Plain<HashMap<i64, Weak<Mutex<()>>>>>);

/// The first place in a line, until it is dropped.
pub(super) struct First {
    lines: Lines,
    chat: i64,
    held: Option<OwnedMutexGuard<()>>,
}

impl Lines {
    /// Stands in the line of `chat`, behind who came before, and comes back when it is this one's turn.
    pub async fn first(&self, chat: i64) -> First {
        let line = self.line(chat);
        First { lines: self.clone(), chat, held: Some(line.lock_owned().await) }
    }

    fn line(&self, chat: i64) -> Arc<Mutex<()>> {
        let mut all = self.all();
        if let Some(line) = all.get(&chat).and_then(Weak::upgrade) {
            return line;
        }
        let line = Arc::<Mutex<()>>::default();
        all.insert(chat, Arc::downgrade(&line));
        line
    }

    fn all(&self) -> MutexGuard<'_, HashMap<i64, Weak<Mutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for First {
    fn drop(&mut self) {
        self.held = None;
        let mut all = self.lines.all();
        // A line in which nobody stands is forgotten, so that there are as many as there are chats at this moment.
        if all.get(&self.chat).is_some_and(|line| line.strong_count() == 0) {
            all.remove(&self.chat);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn p33_each_goes_in_the_order_in_which_they_came_and_an_empty_line_is_forgotten() {
        let (lines, gone) = (Lines::default(), Plain::new(Vec::new()));
        let go = |number: i64| {
            let (lines, gone) = (&lines, &gone);
            async move {
                let _first = lines.first(number % 2).await;
                tokio::task::yield_now().await;
                gone.lock().unwrap().push(number);
            }
        };
        join_all((0..20).map(go)).await;
        for chat in 0..2 {
            let of_chat: Vec<i64> = gone.lock().unwrap().iter().copied().filter(|number| number % 2 == chat).collect();
            assert!(of_chat.is_sorted() && of_chat.len() == 10, "{of_chat:?}");
        }
        assert!(lines.all().is_empty());
    }

    #[tokio::test]
    async fn who_gives_up_waiting_stands_in_nobodys_way() {
        let lines = Lines::default();
        let first = lines.first(1).await;
        let waiting = tokio::time::timeout(std::time::Duration::from_millis(5), lines.first(1)).await;
        assert!(waiting.is_err());
        drop(first);
        drop(lines.first(1).await);
        assert!(lines.all().is_empty());
    }
}
