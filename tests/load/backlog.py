"""Ten thousand updates wait when the bot starts: are they all taken in, is anybody starved, and how much memory does it take (P33)?

backlog.py AJAR HOME [--waiting 10000] [--people 200] [--flood 4000] [--mixed]

A fake Telegram of its own, on loopback: tgload's people wait for an answer before they go on, so with them nothing ever piles up. One person has
sent FLOOD messages; everybody else's stand behind those (or, `--mixed`, between). What is measured for the others is the time from being handed out
by getUpdates to the first thing that reaches their chat: what stands before them in Telegram's own queue is not ours to change.

Prints one table row; exit code 1 if an update was not taken in, somebody heard nothing, the memory or the others' wait is over its bound.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import time
from urllib.parse import urlsplit

FLOODER, FIRST = 9_000_000, 9_000_001
MOST_MIB = 64.0
# How long one of the others may wait for their first answer while the whole backlog is worked off.
MOST_WAIT = 5.0
PATIENCE = 300


class Telegram:
    """Holds what waits, hands it out in order, and notes what reaches whom."""

    def __init__(self, waiting: list[dict]) -> None:
        self.waiting, self.confirmed, self.message = waiting, 0, 1_000_000
        self.handed: dict[int, float] = {}
        self.answered: dict[int, float] = {}
        self.calls = 0
        self.last_call = time.monotonic()

    def updates(self, params: dict) -> list[dict]:
        first = self.waiting[0]["update_id"] if self.waiting else 0
        self.confirmed = max(self.confirmed, int(params.get("offset") or first) - first)
        given = self.waiting[self.confirmed : self.confirmed + min(int(params.get("limit") or 100), 100)]
        for update in given:
            self.handed.setdefault(update["message"]["chat"]["id"], time.monotonic())
        return given

    def call(self, method: str, params: dict) -> object:
        self.calls += 1
        self.last_call = time.monotonic()
        if method == "getme":
            return {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot", "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        if method in ("sendmessage", "setmessagereaction"):
            chat = int(params["chat_id"])
            self.answered.setdefault(chat, time.monotonic())
            self.message += 1
            return True if method != "sendmessage" else {"message_id": self.message, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "text": "-"}
        return [] if method == "getmycommands" else {"description": "", "name": "", "url": ""} if method.startswith("get") else True

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = next((int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
                params = json.loads(await reader.readexactly(size) or b"{}")
                method = urlsplit(head.split(" ")[1]).path.rsplit("/", 1)[-1].lower()
                if method == "getupdates":
                    result = self.updates(params)
                    if not result:
                        await asyncio.sleep(0.2)
                else:
                    result = self.call(method, params)
                body = json.dumps({"ok": True, "result": result}).encode()
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()


def backlog(arguments: argparse.Namespace) -> list[dict]:
    others = [FIRST + n % arguments.people for n in range(arguments.waiting - arguments.flood)]
    chats = [FLOODER] * arguments.flood + others
    if arguments.mixed:
        random.Random(1).shuffle(chats)
    return [update(100_000 + n, chat) for n, chat in enumerate(chats)]


def update(number: int, chat: int) -> dict:
    who = {"id": chat, "is_bot": False, "first_name": "Sam", "language_code": "en"}
    words = f"the {number}th thing that I wanted to say"
    return {"update_id": number, "message": {"message_id": number, "date": int(time.time()), "from": who, "chat": {"id": chat, "type": "private"}, "text": words}}


def peak_mib(pid: int) -> float:
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


async def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("ajar")
    parser.add_argument("home")
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--flood", type=int, default=4_000)
    parser.add_argument("--mixed", action="store_true")
    arguments = parser.parse_args()
    telegram = Telegram(backlog(arguments))
    server = await asyncio.start_server(telegram.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    told = {"AJAR_TELEGRAM__TOKEN": "1:" + "a" * 35, "AJAR_TELEGRAM__API": f"http://127.0.0.1:{port}", "AJAR_LOG": "warn"}
    began = time.monotonic()
    with open(f"{arguments.home}/serve.log", "ab") as log:
        bot = await asyncio.create_subprocess_exec(arguments.ajar, "--config", f"{arguments.home}/ajar.toml", "serve", env={**os.environ, **told}, stdout=log, stderr=log)
    while telegram.confirmed < arguments.waiting and time.monotonic() - began < PATIENCE:
        await asyncio.sleep(0.05)
    taken_in = time.monotonic() - began
    # Until nothing more is sent for a while.
    while time.monotonic() - telegram.last_call < 2 and time.monotonic() - began < PATIENCE:
        await asyncio.sleep(0.1)
    sent = telegram.last_call - began
    peak = peak_mib(bot.pid)
    bot.terminate()
    await bot.wait()
    server.close()
    return tell(arguments, telegram, taken_in, sent, peak)


def tell(arguments: argparse.Namespace, telegram: Telegram, taken_in: float, sent: float, peak: float) -> int:
    others = [chat for chat in telegram.handed if chat != FLOODER]
    silent = [chat for chat in others if chat not in telegram.answered]
    waits = sorted(telegram.answered[chat] - telegram.handed[chat] for chat in others if chat in telegram.answered)
    worst = waits[-1] if waits else float("inf")
    held = telegram.confirmed >= arguments.waiting and not silent and worst <= MOST_WAIT and peak <= MOST_MIB
    how = "mixed" if arguments.mixed else "flood first"
    median = statistics.median(waits) if waits else float("inf")
    print(f"| {how} | {telegram.confirmed} | {taken_in:.1f} | {telegram.confirmed / taken_in:.0f} | {telegram.calls} | {sent:.1f} | {median:.2f} | {worst:.2f} | {len(silent)} | {peak:.1f} | {'held' if held else 'MISSED'} |")
    return 0 if held else 1


sys.exit(asyncio.run(main()))
