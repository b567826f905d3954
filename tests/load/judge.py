"""Judges runs with kills from what the fake Telegram wrote down: was anything lost, and did anything come twice that had no right to?

judge.py RUN...   Each RUN is a folder with calls.jsonl (tgload --record) and report.json (tgload --out). Prints one table; exit code 1 if the bar
is missed anywhere.

The bar: nobody lost or stuck, each finished person has one unaltered row, and a scripted bubble comes twice only after a call that was never
confirmed, once for each such call (P31). From outside a call is known not to be confirmed in two ways: Telegram carried it out and closed
the connection unanswered (`--p-reset-after`), or the process was killed before it could write the answer down. So each repeat has to be the very
next bubble in its chat after the one that it repeats, with a lost answer or a kill in between; a call excuses one repeat and no more. A kill takes a while where
the instance that dies is not tgload's own child (house.py): it lasts until the keeper has told Telegram that the instance is dead.

Not here: people who ended before the kills (tgload counts rows and waits), marks (only the newest counts, and they may be dropped), answers to taps.
"""

import json
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field

# A call this long before a kill may not have been written down yet. Used for counting what might have come twice, not for excusing.
WINDOW_US = 500_000
# tgload's --slow-ms in kills.sh and two_instances.sh, and how much later than that a busy machine carries such a call out.
SLOW_US, LATE_US = 300_000, 100_000
# A kill: when it was given, and when the process was surely dead.
Kill = tuple[int, int]
SENDS = {"sendmessage", "editmessagetext"}
NONE = ["messages_lost", "stuck", "rows_missing", "rows_repeated", "rows_altered"]


@dataclass
class Bubble:
    """One bubble in one chat."""

    us: int
    text: str
    lost_answer: bool


@dataclass
class Verdict:
    """What one run showed."""

    report: dict
    kills: int = 0
    bubbles: int = 0
    unconfirmed: int = 0
    repeats: int = 0
    unexcused: int = 0
    missing: int = 0
    strange: int = 0
    oldest_ms: float = 0.0
    examples: list = field(default_factory=list)

    def passes(self) -> bool:
        none = [self.unexcused, self.missing, *(self.report.get(name, -1) for name in NONE)]
        return not any(none) and self.repeats <= self.unconfirmed


class Unanswered:
    """Which calls were carried out and not answered. A fault is noted right before the call that it befalls, unless that is slow as well: then
    it is one of those that were carried out a little later, and which of them shows only if one is repeated. It excuses one."""

    def __init__(self) -> None:
        self.now: Counter[str] = Counter()
        self.slow: list[int] = []

    def expect(self, method: str, us: int, slow: bool) -> None:
        if not slow:
            self.now[method] += 1
        elif method in SENDS:
            self.slow.append(us + SLOW_US)

    def befalls(self, method: str) -> bool:
        if not self.now[method]:
            return False
        self.now[method] -= 1
        return True

    def was_slow(self, us: int) -> bool:
        """Whether a call that was carried out then may have been slow and unanswered. Asked only of one that was repeated."""
        come = [due for due in self.slow if due <= us <= due + LATE_US]
        if come:
            self.slow.remove(come[-1])
        return bool(come)


def read(path: str) -> tuple[dict[int, list[Bubble]], list[Kill], Unanswered]:
    """The bubbles of each chat in order, when processes were killed, and the faults whose call is not known yet."""
    chats: dict[int, list[Bubble]] = defaultdict(list)
    kills: list[Kill] = []
    unanswered = Unanswered()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            what, detail = entry["what"], entry["detail"]
            if what == "killed":
                kills.append((entry["us"], entry["us"]))
            elif what == "getme" and "dead" in detail and kills:
                kills[-1] = (kills[-1][0], entry["us"])
            elif what == "fault" and detail["after"] and not detail["before"]:
                unanswered.expect(detail["method"], entry["us"], detail["slow"])
            elif what not in ("update", "lost", "fault"):
                lost = unanswered.befalls(what)
                if what in SENDS:
                    chat = int(detail["chat_id"])
                    chats[chat].append(Bubble(entry["us"], detail.get("text", "").replace(str(chat), ""), lost))
    return chats, kills, unanswered


def judge(folder: str) -> Verdict:
    with open(f"{folder}/report.json", encoding="utf-8") as report:
        verdict = Verdict(json.loads(report.read().splitlines()[-1]))
    chats, kills, unanswered = read(f"{folder}/calls.jsonl")
    verdict.kills, verdict.unconfirmed = len(kills), len(unanswered.slow)
    model = chats[min(chats)]
    script, last = Counter(bubble.text for bubble in model), model[-1].text
    for chat, bubbles in chats.items():
        verdict.bubbles += len(bubbles)
        verdict.unconfirmed += sum(unconfirmed(bubbles, place, kills) for place in range(len(bubbles)))
        told(verdict, chat, bubbles, script, last)
        repeated(verdict, chat, bubbles, script, (kills, unanswered))
    return verdict


def told(verdict: Verdict, chat: int, bubbles: list[Bubble], script: Counter, last: str) -> None:
    """Whoever came to the end was told everything on the way, and nobody anything that is not in the script."""
    heard = Counter(bubble.text for bubble in bubbles)
    missing = sum((script - heard).values()) if heard[last] else 0
    strange = sum(count for text, count in heard.items() if text not in script)
    verdict.missing += missing
    verdict.strange += strange
    if missing or strange:
        verdict.examples.append(f"chat {chat}: {missing} bubbles missing, {strange} not in the script")


def repeated(verdict: Verdict, chat: int, bubbles: list[Bubble], script: Counter, excuses: tuple[list[Kill], Unanswered]) -> None:
    """Bubbles that came more often than the script has them, and whether each had a call before it that was not confirmed."""
    kills, unanswered = excuses
    heard = Counter(bubble.text for bubble in bubbles)
    over = {text: heard[text] - script[text] for text in script if heard[text] > script[text]}
    verdict.repeats += sum(over.values())
    for before, after in zip(bubbles, bubbles[1:]):
        if before.text != after.text or not over.get(before.text):
            continue
        kill = next_kill(before, kills)
        if before.lost_answer:
            over[before.text] -= 1
        elif kill is not None and kill[0] < after.us:
            over[before.text] -= 1
            verdict.oldest_ms = max(verdict.oldest_ms, (kill[0] - before.us) / 1000)
        elif unanswered.was_slow(before.us):
            over[before.text] -= 1
    verdict.unexcused += sum(over.values())
    verdict.examples += [f"chat {chat}: {count} of {text[:50]!r} unexcused" for text, count in over.items() if count]


def unconfirmed(bubbles: list[Bubble], place: int, kills: list[Kill]) -> bool:
    """Whether this call may never have been confirmed: its answer was lost, or it was its chat's last for a while when the process died."""
    bubble = bubbles[place]
    kill = next_kill(bubble, kills)
    if bubble.lost_answer or kill is None:
        return bubble.lost_answer
    is_last = place + 1 == len(bubbles) or bubbles[place + 1].us > kill[0]
    return is_last and kill[0] - bubble.us <= WINDOW_US


def next_kill(bubble: Bubble, kills: list[Kill]) -> Kill | None:
    """The first after which whoever sent this may not have been there to hear of it."""
    place = bisect_left(kills, bubble.us, key=lambda kill: kill[1])
    return kills[place] if place < len(kills) else None


def table(verdicts: dict[str, Verdict]) -> None:
    names = [*NONE, "faults", "updates", "finished", "taps_never_acknowledged"]
    own = ["kills", "bubbles", "unconfirmed", "repeats", "unexcused", "missing", "strange"]
    total = Counter()
    print("| run | " + " | ".join(["kills", *names, "bubbles", "calls never confirmed", "repeats", "of these unexcused", "bubbles missing", "off the script", "oldest unwritten ms", "bar"]) + " |")
    print("|---|" + "---:|" * (len(names) + 9))
    for name, verdict in verdicts.items():
        row = {**{field: verdict.report.get(field, -1) for field in names}, **{field: getattr(verdict, field) for field in own}}
        total.update(row)
        line(name, row, names, f"{verdict.oldest_ms:.0f}", "held" if verdict.passes() else "MISSED")
    held = all(verdict.passes() for verdict in verdicts.values())
    oldest = max(verdict.oldest_ms for verdict in verdicts.values())
    line("all", total, names, f"{oldest:.0f}", "held" if held else "MISSED")


def line(name: str, row: dict, names: list[str], oldest: str, bar: str) -> None:
    fields = ["kills", *names, "bubbles", "unconfirmed", "repeats", "unexcused", "missing", "strange"]
    print(f"| {name} | " + " | ".join(str(row[field]) for field in fields) + f" | {oldest} | {bar} |")


def main() -> int:
    verdicts = {folder.rstrip("/").rsplit("/", 1)[-1]: judge(folder) for folder in sys.argv[1:]}
    table(verdicts)
    for name, verdict in verdicts.items():
        for example in verdict.examples[:20]:
            print(f"{name}: {example}")
    return 0 if verdicts and all(verdict.passes() for verdict in verdicts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
