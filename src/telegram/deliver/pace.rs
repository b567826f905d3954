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
    /// A message with urgent help: the same, but a share of the pace in all is kept free for it.
    Urgent,
    /// A reaction, an edit, a deletion: the pace in all.
    Tidy,
    /// The answer to a press: at once.
    Ack,
}

/// When a call may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Then; it is booked.
    At(Instant),
    /// Not before then; nothing is booked, ask again.
    NotBefore(Instant),
}

/// What has been sent lately, and what must wait.
#[derive(Debug)]
pub struct Pace {
    rates: Rates,
    chats: HashMap<i64, Chat>,
    all: Window,
    /// The share of the pace in all that is kept for urgent help.
    urgent: Window,
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
        let (chats, all, urgent, refused) = (HashMap::new(), Window::default(), Window::default(), HashSet::new());
        Self { rates, chats, all, urgent, wait: None, refused, sweep_at: CHATS }
    }

    /// The same, but nothing is booked after `until`: the answer then is when it would have been.
    pub fn book_until(&mut self, chat: i64, step: Step, now: Instant, until: Option<Instant>) -> Slot {
        let free = if step == Step::Ack { now } else { self.free_in_all(step, now) };
        match until {
            Some(until) if free > until => Slot::NotBefore(free),
            Some(_) | None => self.book(chat, step, now),
        }
    }

    /// Books the first free moment, `now` or later, for a call of this kind to `chat`: who asks first goes first.
    pub fn book(&mut self, chat: i64, step: Step, now: Instant) -> Slot {
        if step == Step::Ack {
            return Slot::At(now);
        }
        let talks = matches!(step, Step::Message | Step::Urgent);
        let own = self.chat_ready(chat, talks);
        if let Some(ready) = own.into_iter().chain(self.wait).max().filter(|ready| *ready > now) {
            return Slot::NotBefore(ready);
        }
        let at = self.book_in_all(step, now);
        if talks {
            self.note_message(chat, at);
        }
        self.forget_quiet_chats(now);
        Slot::At(at)
    }

    /// Whether a call that was booked may still go: Telegram may have asked for patience since.
    pub fn may_go(&self, chat: i64, step: Step, now: Instant) -> bool {
        let wait = self.chats.get(&chat).and_then(|known| known.wait);
        step == Step::Ack || wait.max(self.wait).is_none_or(|until| until <= now)
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

    /// All wait: no call can work now.
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

    /// When this chat is ready, as far as it matters by itself.
    fn chat_ready(&self, chat: i64, talks: bool) -> Option<Instant> {
        let known = self.chats.get(&chat)?;
        let paced = if chat < 0 {
            known.minute.free_at(self.rates.group_minute, MINUTE)
        } else {
            let credit = self.every() * self.rates.chat_burst.saturating_sub(1);
            known.full_at.and_then(|at| at.checked_sub(credit))
        };
        known.wait.max(paced.filter(|_| talks))
    }

    /// So many calls a second for all, and so many that are kept for urgent help.
    fn shares(&self) -> (u32, u32) {
        let kept = self.rates.total / 10;
        (self.rates.total - kept, kept)
    }

    fn free_in_all(&self, step: Step, now: Instant) -> Instant {
        let (most, kept) = self.shares();
        let free = self.all.next(most, SECOND, now);
        if step == Step::Urgent && kept > 0 { free.min(self.urgent.next(kept, SECOND, now)) } else { free }
    }

    fn book_in_all(&mut self, step: Step, now: Instant) -> Instant {
        let (most, kept) = self.shares();
        if step == Step::Urgent && kept > 0 && self.urgent.next(kept, SECOND, now) < self.all.next(most, SECOND, now) {
            return self.urgent.book(kept, SECOND, now);
        }
        self.all.book(most, SECOND, now)
    }

    fn note_message(&mut self, chat: i64, at: Instant) {
        let (every, minute) = (self.every(), self.rates.group_minute);
        let known = self.chats.entry(chat).or_default();
        known.full_at = Some(known.full_at.map_or(at, |full| full.max(at)) + every);
        if chat < 0 {
            known.minute.push(minute, at);
        }
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
    /// When one more may follow those that are noted, if `most` may stand in `span`.
    fn free_at(&self, most: u32, span: Duration) -> Option<Instant> {
        let first = self.0.len().checked_sub(most.max(1) as usize)?;
        self.0.get(first).map(|at| *at + span)
    }

    /// The first moment for one more, behind all that are noted.
    fn next(&self, most: u32, span: Duration, now: Instant) -> Instant {
        self.free_at(most, span).into_iter().chain(self.0.back().copied()).fold(now, Instant::max)
    }

    fn book(&mut self, most: u32, span: Duration, now: Instant) -> Instant {
        let at = self.next(most, span, now);
        self.push(most, at);
        at
    }

    fn push(&mut self, most: u32, at: Instant) {
        self.0.push_back(at);
        while self.0.len() > most.max(1) as usize {
            self.0.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Books as early as may be.
    fn booked(pace: &mut Pace, chat: i64, step: Step, mut now: Instant) -> Instant {
        loop {
            match pace.book(chat, step, now) {
                Slot::At(at) => return at,
                Slot::NotBefore(ready) => now = ready,
            }
        }
    }

    /// Sends as early as may be, `count` times, and tells after how many milliseconds each went.
    fn run(pace: &mut Pace, count: usize, start: Instant, chat: impl Fn(usize) -> i64) -> Vec<u128> {
        let mut now = start;
        let mut out = Vec::new();
        for n in 0..count {
            now = booked(pace, chat(n), Step::Message, now);
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
    fn never_more_than_thirty_in_any_second_in_all_urgent_help_counted() {
        let mut pace = Pace::new(Rates::default());
        let start = Instant::now();
        let mut times: Vec<Instant> = (1..=200).map(|chat| booked(&mut pace, chat, Step::Message, start)).collect();
        times.extend((1_000..1_020).map(|chat| booked(&mut pace, chat, Step::Urgent, start)));
        times.sort();
        for pair in times.windows(31) {
            assert!(pair[30] - pair[0] > Duration::from_secs(1));
        }
        assert!(times[199] - start < Duration::from_secs(9), "and not much slower than that");
    }

    #[test]
    fn what_would_come_too_late_takes_no_slot_from_others() {
        let mut pace = Pace::new(Rates { total: 1, ..Rates::default() });
        let now = Instant::now();
        assert_eq!(pace.book(1, Step::Message, now), Slot::At(now));
        let free = now + SECOND;
        assert_eq!(pace.book_until(2, Step::Message, now, Some(now)), Slot::NotBefore(free));
        assert_eq!(pace.book_until(2, Step::Ack, now, Some(now)), Slot::At(now));
        assert_eq!(pace.book_until(3, Step::Message, now, Some(free)), Slot::At(free));
    }

    #[test]
    fn p33_urgent_help_goes_before_what_waits_for_others() {
        let mut pace = Pace::new(Rates::default());
        let now = Instant::now();
        let last = (1..=300).map(|chat| booked(&mut pace, chat, Step::Message, now)).last();
        assert!(last.is_some_and(|at| at > now + Duration::from_secs(9)));
        assert_eq!(pace.book(999, Step::Urgent, now), Slot::At(now));
        assert!(matches!(pace.book(1_000, Step::Message, now), Slot::At(at) if at > now + Duration::from_secs(9)));
    }

    #[test]
    fn a_chat_that_has_to_wait_takes_no_slot_from_others() {
        let mut pace = Pace::new(Rates { chat_burst: 1, ..Rates::default() });
        let now = Instant::now();
        assert_eq!(pace.book(7, Step::Message, now), Slot::At(now));
        assert_eq!(pace.book(7, Step::Message, now), Slot::NotBefore(now + Duration::from_secs(1)));
        assert_eq!(pace.book(8, Step::Message, now), Slot::At(now));
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
        let until = now + Duration::from_secs(9);
        pace.refused(7, Duration::from_secs(9), now);
        assert_eq!(pace.book(7, Step::Urgent, now), Slot::NotBefore(until));
        assert_eq!(pace.book(7, Step::Tidy, now), Slot::NotBefore(until));
        assert_eq!(pace.book(7, Step::Ack, now), Slot::At(now));
        assert_eq!(pace.book(8, Step::Message, now), Slot::At(now));
        assert!(
            !pace.may_go(7, Step::Message, now)
                && pace.may_go(7, Step::Message, until)
                && pace.may_go(8, Step::Message, now)
        );
    }

    #[test]
    fn refusals_from_several_chats_in_a_row_hold_all() {
        let mut pace = Pace::new(Rates::default());
        let now = Instant::now();
        (1..4).for_each(|chat| pace.refused(chat, Duration::from_secs(5), now));
        pace.worked();
        pace.refused(4, Duration::from_secs(5), now);
        assert_eq!(pace.book(99, Step::Message, now), Slot::At(now), "a success between: these were single chats");
        (1..4).for_each(|chat| pace.refused(chat, Duration::from_secs(5), now));
        assert_eq!(pace.book(99, Step::Message, now), Slot::NotBefore(now + Duration::from_secs(5)));
    }

    #[test]
    fn quiet_chats_are_forgotten() {
        let mut pace = Pace::new(Rates { total: 1_000_000, ..Rates::default() });
        let mut now = Instant::now();
        for chat in 0..20_000 {
            now += Duration::from_millis(1);
            assert_eq!(pace.book(chat, Step::Message, now), Slot::At(now));
        }
        assert!(pace.chats.len() <= CHATS);
    }

    #[test]
    fn reactions_count_in_all_but_not_in_the_chat() {
        let mut pace = Pace::new(Rates { total: 2, chat_burst: 1, ..Rates::default() });
        let now = Instant::now();
        assert_eq!(pace.book(7, Step::Message, now), Slot::At(now));
        assert_eq!(pace.book(7, Step::Tidy, now), Slot::At(now));
        assert_eq!(pace.book(8, Step::Message, now), Slot::At(now + SECOND));
        assert_eq!(pace.book(8, Step::Ack, now), Slot::At(now));
    }
}
