"""Coordinators with live pages open, for live_desk.sh.

coordinators.py sign-up DESK FILE      reads invitation links from standard input, takes each one up (password, second factor), keeps their cookies in FILE
coordinators.py watch DESK FILE        everybody in FILE holds a page open and fetches it anew whenever the desk says that it has changed, until it is
                                       told to stop (SIGTERM); then it prints how many pages were fetched and how long they took, as JSON

Half of them look at the people waiting, the others by turns at their own conversations, at everybody's and at those at rest: the pages that
change most. As `pages/live.js` does, one page is fetched at a time, and once more half a second later if it changed meanwhile.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import re
import signal
import statistics
import struct
import sys
import time
import urllib.parse

PAGES = ["/people", "/mine", "/people", "/others", "/people", "/resting"]
PASSWORD = "a long walk along the river"


async def ask(desk: str, cookies: dict[str, str], path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    """One request on a line of its own: the status and the body."""
    host, port = desk.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = urllib.parse.urlencode(fields) if fields is not None else ""
    lines = [f"{'GET' if fields is None else 'POST'} {path} HTTP/1.1", f"Host: {desk}", "Connection: close", "x-ajar-looking: 1",
             "Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items())]
    if fields is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", f"Origin: http://{desk}"]
    writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    head, _, text = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    for name, value in re.findall(rb"(?im)^set-cookie: ([^=]+)=([^;\r]*)", head):
        cookies[name.decode()] = value.decode()
    return int(head.split(None, 2)[1]), text.decode()


def code(secret: str) -> str:
    """What an app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = mac[19] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def token(page: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found, page[:400]
    return found[1]


async def take_up(desk: str, link: str) -> dict[str, str]:
    """Takes an invitation up; the cookies of the browser that has."""
    cookies: dict[str, str] = {}
    path = urllib.parse.urlparse(link).path
    _, page = await ask(desk, cookies, path)
    status, page = await ask(desk, cookies, path, {"password": PASSWORD, "again": PASSWORD, "form": token(page)})
    assert status == 303, page
    _, page = await ask(desk, cookies, "/enrol")
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret, page
    status, page = await ask(desk, cookies, "/enrol", {"code": code(secret[1].replace(" ", "")), "form": token(page)})
    assert status == 200, page
    return cookies


async def sign_up(desk: str, file: str) -> None:
    everybody = [await take_up(desk, link) for link in sys.stdin.read().split()]
    with open(file, "w", encoding="utf-8") as out:
        json.dump(everybody, out)


async def hold(desk: str, cookies: dict[str, str], path: str, took: list[float]) -> None:
    """One page, held open."""
    host, port = desk.split(":")
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, int(port))
            cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
            writer.write(f"GET /live?shows= HTTP/1.1\r\nHost: {desk}\r\nCookie: {cookie}\r\n\r\n".encode())
            changed = asyncio.Event()
            listening = asyncio.ensure_future(listen(reader, changed))
            while not listening.done():
                await asyncio.wait([listening, asyncio.ensure_future(changed.wait())], return_when=asyncio.FIRST_COMPLETED)
                if changed.is_set():
                    changed.clear()
                    began = time.perf_counter()
                    status, _ = await ask(desk, cookies, path)
                    assert status == 200, (path, status)
                    took.append(time.perf_counter() - began)
                    await asyncio.sleep(0.5)
            writer.close()
        except (OSError, IndexError):
            pass
        # The desk is not there yet, or no more: as a browser does, it is tried again a little later.
        await asyncio.sleep(0.2)


async def listen(reader: asyncio.StreamReader, changed: asyncio.Event) -> None:
    while line := await reader.readline():
        if line.startswith(b"data:"):
            changed.set()


async def watch(desk: str, file: str) -> None:
    with open(file, encoding="utf-8") as text:
        everybody = json.load(text)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    took: list[float] = []
    holding = [asyncio.ensure_future(hold(desk, cookies, PAGES[at % len(PAGES)], took)) for at, cookies in enumerate(everybody)]
    failing = asyncio.ensure_future(asyncio.wait(holding, return_when=asyncio.FIRST_EXCEPTION))
    await asyncio.wait([failing, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    for one in holding:
        if one.done():
            one.result()
    took.sort()
    median, slow = (statistics.median(took), took[int(len(took) * 0.99)]) if took else (0.0, 0.0)
    print(json.dumps({"people": len(everybody), "pages": len(took), "p50_ms": round(median * 1000, 1), "p99_ms": round(slow * 1000, 1)}))
    sys.stdout.flush()


do, desk, file = sys.argv[1:]
asyncio.run({"sign-up": sign_up, "watch": watch}[do](desk, file))
