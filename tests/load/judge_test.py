"""The judge of kills.sh can fail: `python3 tests/load/judge_test.py`. Each record here is one that was good, with one thing done to it."""

import json
import os
import tempfile
import unittest

import judge

MODEL, OTHER, THIRD, KILL = 5_000_001, 5_000_002, 5_000_003, 900_000
GOOD = {name: 0 for name in judge.NONE}


def send(us: int, text: str, chat: int = OTHER) -> dict:
    return {"us": us, "what": "sendmessage", "detail": {"chat_id": chat, "text": f"{text} {chat}"}}


def fault(us: int, slow: bool = False) -> dict:
    return {"us": us, "what": "fault", "detail": {"method": "sendmessage", "before": False, "after": True, "slow": slow}}


KILLED = {"us": KILL, "what": "killed", "detail": None}
SCRIPT = [send(1, "hello", MODEL), send(2, "bye", MODEL)]


def judged(entries: list[dict], **report: int) -> judge.Verdict:
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "calls.jsonl"), "w", encoding="utf-8") as record:
            record.writelines(json.dumps(entry) + "\n" for entry in [*SCRIPT, *entries])
        with open(os.path.join(folder, "report.json"), "w", encoding="utf-8") as told:
            told.write(json.dumps({**GOOD, **report}) + "\n")
        return judge.judge(folder)


class TheJudge(unittest.TestCase):
    def test_a_good_run_passes(self) -> None:
        self.assertTrue(judged([send(10, "hello"), send(20, "bye")]).passes())

    def test_a_repeat_after_a_kill_is_excused_once(self) -> None:
        before, after = send(KILL - 50, "hello"), send(KILL + 50, "hello")
        verdict = judged([before, KILLED, after, send(KILL + 99, "bye")])
        self.assertTrue(verdict.passes() and verdict.repeats == 1 and verdict.unconfirmed == 1)
        again = judged([before, KILLED, after, send(KILL + 60, "hello"), send(KILL + 99, "bye")])
        self.assertEqual((again.unexcused, again.passes()), (1, False))

    def test_a_repeat_with_no_reason_is_not(self) -> None:
        self.assertEqual(judged([send(10, "hello"), send(20, "hello"), send(30, "bye")]).unexcused, 1)

    def test_a_repeat_out_of_order_is_not(self) -> None:
        entries = [send(KILL - 50, "hello"), send(KILL - 40, "bye"), KILLED, send(KILL + 50, "hello")]
        self.assertEqual(judged(entries).unexcused, 1)

    def test_a_lost_answer_excuses_a_repeat_slow_or_not(self) -> None:
        self.assertTrue(judged([fault(9), send(10, "hello"), send(20, "hello"), send(30, "bye")]).passes())
        late = 9 + judge.SLOW_US
        self.assertTrue(judged([fault(9, slow=True), send(late, "hello"), send(late + 9, "hello"), send(late + 20, "bye")]).passes())

    def test_of_the_calls_that_may_have_been_slow_one_is_excused(self) -> None:
        late = 9 + judge.SLOW_US
        entries = [fault(9, slow=True), send(late, "hello"), send(late + 1, "hello", THIRD), send(late + 20, "hello", THIRD)]
        ends = [send(late + 30, "bye"), send(late + 30, "bye", THIRD)]
        self.assertTrue(judged([*entries, *ends]).passes())
        self.assertEqual(judged([*entries, send(late + 25, "hello"), *ends]).unexcused, 1)
        much_later = late + judge.LATE_US + 1
        self.assertEqual(judged([fault(9, slow=True), send(much_later, "hello"), send(much_later + 9, "hello"), send(much_later + 20, "bye")]).unexcused, 1)

    def test_until_the_keeper_says_that_it_is_dead_an_instance_may_send_and_not_hear(self) -> None:
        dead = {"us": KILL + 40, "what": "getme", "detail": {"dead": "1"}}
        dying, again, end = send(KILL + 30, "hello"), send(KILL + 90, "hello"), send(KILL + 99, "bye")
        self.assertTrue(judged([KILLED, dying, dead, again, end]).passes())
        self.assertEqual(judged([KILLED, dying, again, end]).unexcused, 1)
        self.assertEqual(judged([KILLED, dead, send(KILL + 50, "hello"), again, end]).unexcused, 1)

    def test_a_bubble_that_never_came_is_seen(self) -> None:
        self.assertEqual(judged([send(20, "bye")]).missing, 1)

    def test_what_tgload_counts_counts(self) -> None:
        for name in judge.NONE:
            self.assertFalse(judged([send(10, "hello"), send(20, "bye")], **{name: 1}).passes(), name)


if __name__ == "__main__":
    unittest.main()
