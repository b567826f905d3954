//! How fast Telegram may be called: so many a second in one chat with short bursts, so many in all, so many a minute in
//! a group, and the waits that Telegram asks for. Pure: the time is an argument.
//!
//! Not here: what is sent next (`lanes`), what a refusal means (`refusal`).

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

/// So many different chats refused in a row, with no success between, mean that all of them must wait.
const FLOOD: usize = 4;
/// Calls do not take the same time to arrive: a second of ours is kept a little longer than one of Telegram's.
const SECOND: Duration = Duration::from_millis(1_050);
const MINUTE: Duration = Duration::from_millis(60_500);
/// When this many chats are known, those that could be called at once are forgotten.
const CHATS: usize = 4_096;

/// The rates, from the config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Messages a second in all (Telegram: 30).
    pub total: u32,
    /// Milliseconds between messages in one chat (Telegram: about 1,000).
    pub chat_every_ms: u32,
    /// How many messages may follow each other at once in one chat before that.
    pub chat_burst: u32,
    /// Messages a minute in one group (Telegram: 20).
    pub group_minute: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self { total: 30, chat_every_ms: 1_000, chat_burst: 5, group_minute: 20 }
    }
}

/// What kind of pace a call keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A message: the chat's pace and the pace in all.
    Message,
    /// A reaction, an edit, a deletion: the pace in all.
    Tidy,
    /// The answer to a press: at once.
    Ack,
}

/// What has been sent lately, and what must wait.
#[derive(Debug)]
pub struct Pace {
    rates: Rates,
    chats: HashMap<i64, Chat>,
    all: Window,
    wait: Option<Instant>,
    /// The chats that were refused since the last success.
    refused: HashSet<i64>,
    /// How many chats may be known before the next sweep.
    sweep_at: usize,
}

#[derive(Debug, Default)]
struct Chat {
    /// When this chat's bucket is full again.
    full_at: Option<Instant>,
    /// Until when Telegram asked us to leave this chat alone.
    wait: Option<Instant>,
    /// For a group: the last minute's messages.
    minute: Window,
}

/// The latest calls, as many as may stand in one span of time.
#[derive(Debug, Default)]
struct Window(VecDeque<Instant>);

impl Pace {
    /// Nothing sent yet. A rate of nothing counts as one.
    pub fn new(rates: Rates) -> Self {
        let (chats, all, refused) = (HashMap::new(), Window::default(), HashSet::new());
        Self { rates, chats, all, wait: None, refused, sweep_at: CHATS }
    }

    /// The first moment, `now` or later, at which a call of this kind may go to `chat`.
    pub fn ready_at(&self, chat: i64, step: Step, now: Instant) -> Instant {
        if step == Step::Ack {
            return now;
        }
        let known = self.chats.get(&chat);
        let waits = [self.wait, known.and_then(|known| known.wait), self.all.free_at(self.rates.total, SECOND)];
        let own = (step == Step::Message).then(|| known.and_then(|known| self.chat_ready(chat, known))).flatten();
        waits.into_iter().chain([own]).flatten().fold(now, Instant::max)
    }

    /// A call goes out at `now`.
    pub fn sent(&mut self, chat: i64, step: Step, now: Instant) {
        if step == Step::Ack {
            return;
        }
        self.all.push(self.rates.total, now);
        if step == Step::Message {
            let every = self.every();
            let known = self.chats.entry(chat).or_default();
            known.full_at = Some(known.full_at.map_or(now, |at| at.max(now)) + every);
            if chat < 0 {
                known.minute.push(self.rates.group_minute, now);
            }
        }
        self.forget_quiet_chats(now);
    }

    /// Telegram asks to leave `chat` alone for `wait`; if that has come from several chats in a row, all wait.
    pub fn refused(&mut self, chat: i64, wait: Duration, now: Instant) {
        let until = now + wait;
        let known = self.chats.entry(chat).or_default();
        known.wait = known.wait.max(Some(until));
        self.refused.insert(chat);
        if self.refused.len() >= FLOOD {
            self.wait = self.wait.max(Some(until));
        }
    }

    /// All wait: our token is not known, or nothing can be reached.
    pub fn hold(&mut self, wait: Duration, now: Instant) {
        self.wait = self.wait.max(Some(now + wait));
    }

    /// A call has worked.
    pub fn worked(&mut self) {
        self.refused.clear();
    }

    fn every(&self) -> Duration {
        Duration::from_millis(u64::from(self.rates.chat_every_ms))
    }

    fn chat_ready(&self, chat: i64, known: &Chat) -> Option<Instant> {
        if chat < 0 {
            return known.minute.free_at(self.rates.group_minute, MINUTE);
        }
        let credit = self.every() * self.rates.chat_burst.saturating_sub(1);
        known.full_at.and_then(|at| at.checked_sub(credit))
    }

    fn forget_quiet_chats(&mut self, now: Instant) {
        if self.chats.len() >= self.sweep_at {
            self.chats.retain(|_, chat| !chat.is_quiet(now));
            self.sweep_at = CHATS.max(self.chats.len() * 2);
        }
    }
}

impl Chat {
    /// Whether forgetting this chat changes nothing.
    fn is_quiet(&self, now: Instant) -> bool {
        let over = |at: Option<Instant>| at.is_none_or(|at| at <= now);
        over(self.full_at) && over(self.wait) && over(self.minute.0.back().map(|at| *at + MINUTE))
    }
}

impl Window {
    /// When one more may follow, if `most` may stand in `span`.
    fn free_at(&self, most: u32, span: Duration) -> Option<Instant> {
        let most = most.max(1) as usize;
        let first = self.0.len().checked_sub(most)?;
        self.0.get(first).map(|at| *at + span)
    }

    fn push(&mut self, most: u32, now: Instant) {
        self.0.push_back(now);
        while self.0.len() > most.max(1) as usize {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends as early as may be, `count` times, and tells after how many milliseconds each went.
    fn run(pace: &mut Pace, count: usize, start: Instant, chat: impl Fn(usize) -> i64) -> Vec<u128> {
        let mut now = start;
        let mut out = Vec::new();
        for n in 0..count {
            now = pace.ready_at(chat(n), Step::Message, now);
            pace.sent(chat(n), Step::Message, now);
            out.push((now - start).as_millis());
        }
        out
    }

    #[test]
    fn one_chat_gets_a_short_burst_and_then_one_a_second() {
        let mut pace = Pace::new(Rates { chat_burst: 3, ..Rates::default() });
        let start = Instant::now();
        assert_eq!(run(&mut pace, 6, start, |_| 7), [0, 0, 0, 1_000, 2_000, 3_000]);
        let later = start + Duration::from_secs(60);
        assert_eq!(run(&mut pace, 4, later, |_| 7), [0, 0, 0, 1_000], "the burst comes back");
    }

    #[test]
    fn never_more_than_thirty_in_any_second_in_all() {
        let mut pace = Pace::new(Rates::default());
        let times = run(&mut pace, 200, Instant::now(), |n| n as i64 + 1);
        for (n, at) in times.iter().enumerate().skip(30) {
            assert!(at - times[n - 30] > 1_000);
        }
        assert!(times[199] < 7_000, "and not much slower than that");
    }

    #[test]
    fn a_group_gets_twenty_a_minute() {
        let mut pace = Pace::new(Rates::default());
        let times = run(&mut pace, 41, Instant::now(), |_| -100);
        assert_eq!((times[19], times[20]), (0, 60_500));
        assert_eq!(times[40], 121_000);
    }

    #[test]
    fn a_wait_that_telegram_asks_for_holds_that_chat_and_no_other() {
        let mut pace = Pace::new(Rates::default());
        let now = Instant::now();
        pace.refused(7, Duration::from_secs(9), now);
        assert_eq!(pace.ready_at(7, Step::Message, now), now + Duration::from_secs(9));
        assert_eq!(pace.ready_at(7, Step::Tidy, now), now + Duration::from_secs(9));
        assert_eq!(pace.ready_at(7, Step::Ack, now), now);
        assert_eq!(pace.ready_at(8, Step::Message, now), now);
    }

    #[test]
    fn refusals_from_several_chats_in_a_row_hold_all() {
        let mut pace = Pace::new(Rates::default());
        let now = Instant::now();
        (1..4).for_each(|chat| pace.refused(chat, Duration::from_secs(5), now));
        pace.worked();
        pace.refused(4, Duration::from_secs(5), now);
        assert_eq!(pace.ready_at(99, Step::Message, now), now, "a success between: these were single chats");
        (1..4).for_each(|chat| pace.refused(chat, Duration::from_secs(5), now));
        assert_eq!(pace.ready_at(99, Step::Message, now), now + Duration::from_secs(5));
    }

    #[test]
    fn quiet_chats_are_forgotten() {
        let mut pace = Pace::new(Rates { total: 1_000_000, ..Rates::default() });
        let mut now = Instant::now();
        for chat in 0..20_000 {
            now += Duration::from_millis(1);
            pace.sent(chat, Step::Message, now);
        }
        assert!(pace.chats.len() <= CHATS);
    }

    #[test]
    fn reactions_count_in_all_but_not_in_the_chat() {
        let mut pace = Pace::new(Rates { total: 2, chat_burst: 1, ..Rates::default() });
        let now = Instant::now();
        pace.sent(7, Step::Message, now);
        assert_eq!(pace.ready_at(7, Step::Tidy, now), now);
        pace.sent(7, Step::Tidy, now);
        assert_eq!(pace.ready_at(8, Step::Message, now), now + SECOND);
        assert_eq!(pace.ready_at(8, Step::Ack, now), now);
    }
}
