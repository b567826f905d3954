"""The judge of kills.sh can fail: `python3 tests/load/judge_test.py`. Each record here is one that was good, with one thing done to it."""

import json
import os
import tempfile
import unittest

import judge

MODEL, OTHER, KILL = 5_000_001, 5_000_002, 900_000
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

    def test_a_bubble_that_never_came_is_seen(self) -> None:
        self.assertEqual(judged([send(20, "bye")]).missing, 1)

    def test_what_tgload_counts_counts(self) -> None:
        for name in judge.NONE:
            self.assertFalse(judged([send(10, "hello"), send(20, "bye")], **{name: 1}).passes(), name)


if __name__ == "__main__":
    unittest.main()
