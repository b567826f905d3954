"""Two instances of Ajar behind one small balancer, killed in turn. Not for service: a test's stand-in for a reverse proxy and a supervisor.

house.py stand-in RUNTIME          what tgload starts and kills as if it were the bot: it holds a line to the keeper, nothing else
house.py keep RUNTIME AJAR HOME... the keeper: runs an instance for each HOME and balances what comes to HOME's webhook among them

tgload kills the one process that it started, so what it starts is the stand-in. When that line breaks, the keeper kills the next instance
(SIGKILL), starts it again, and tgload's new stand-in waits on the line while the instance tells Telegram of the webhook, which is what tgload
waits for. The other instances go on all the while. The first stand-in brings Telegram's address. Between the stand-in's death and the instance's
lies a while in which the instance still sends: the keeper calls getMe with `dead` when it is over, so that the judge knows.

The balancer passes each update on to the instances by turns. One that cannot be reached is passed over, as a proxy does; one that dies
with an update in hand is a 502, and Telegram brings the update again.
"""

import asyncio
import json
import os
import signal
import sys

# Longer than any update takes; a hanging instance is to show.
PATIENCE = 60


class Keeper:
    """The instances, whose turn it is to be killed, and whose to get the next update."""

    def __init__(self, ajar: str, homes: list[str]) -> None:
        self.ajar, self.homes = ajar, homes
        self.processes: list[asyncio.subprocess.Process | None] = [None] * len(homes)
        self.ports = [port(home) for home in homes]
        self.victim, self.next, self.kills = 0, 0, 0
        self.environment: dict[str, str] = {}

    async def start(self, which: int) -> None:
        home = self.homes[which]
        with open(f"{home}/serve.log", "ab") as log:
            command = [self.ajar, "--config", f"{home}/ajar.toml", "serve"]
            self.processes[which] = await asyncio.create_subprocess_exec(*command, env=self.environment, stdout=log, stderr=log)

    async def kill(self, which: int) -> None:
        process = self.processes[which]
        if process and process.returncode is None:
            process.kill()
            await process.wait()

    async def line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A stand-in has come; it is gone when the line breaks, which it does by being killed."""
        told = json.loads(await reader.readline())
        self.environment = {**os.environ, **told}
        if all(process is None for process in self.processes):
            for which in range(len(self.homes)):
                await self.start(which)
        else:
            await self.start(self.victim)
            self.victim = (self.victim + 1) % len(self.homes)
        await reader.read()
        self.kills += 1
        await self.kill(self.victim)
        await self.tell_of_the_death()
        writer.close()

    async def tell_of_the_death(self) -> None:
        """A call to the fake Telegram, for its record: tgload wrote down when it killed the stand-in, and until now the instance lived."""
        host, _, to = self.environment["AJAR_TELEGRAM__API"].removeprefix("http://").partition(":")
        try:
            reader, writer = await asyncio.open_connection(host, int(to))
            writer.write(f"GET /bot0/getMe?dead=1 HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n".encode())
            await reader.read()
            writer.close()
        except OSError:
            # The run is over.
            pass

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of Telegram's: its updates one after the other."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                body = await reader.readexactly(length(head))
                answer = await self.answer(head + body)
                writer.write(answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, request: bytes) -> bytes:
        for _ in self.ports:
            to = self.ports[self.next]
            self.next = (self.next + 1) % len(self.ports)
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", to)
            except OSError:
                continue
            try:
                return await asyncio.wait_for(exchange(reader, writer, request), PATIENCE)
            except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
                break
            finally:
                writer.close()
        return b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    writer.write(request)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    return head + await reader.readexactly(length(head))


def length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def port(home: str) -> int:
    """Where the instance listens."""
    with open(f"{home}/ajar.toml", encoding="utf-8") as config:
        listen = next(line for line in config if line.startswith("listen = "))
    return int(listen.rsplit(":", 1)[1].strip().strip('"'))


async def keep(runtime: str, ajar: str, homes: list[str]) -> None:
    keeper = Keeper(ajar, homes)
    balancer = await asyncio.start_server(keeper.pass_on, "127.0.0.1", 0)
    with open(f"{runtime}/port.new", "w", encoding="utf-8") as told:
        told.write(str(balancer.sockets[0].getsockname()[1]))
    await asyncio.start_unix_server(keeper.line, f"{runtime}/line")
    os.rename(f"{runtime}/port.new", f"{runtime}/port")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await stop.wait()
    for which in range(len(homes)):
        await keeper.kill(which)
    print(f"instances killed: {keeper.kills - 1}", flush=True)
    os._exit(0)


async def stand_in(runtime: str) -> None:
    reader, writer = await asyncio.open_unix_connection(f"{runtime}/line")
    told = {"AJAR_TELEGRAM__TOKEN": os.environ["BOT_TOKEN"], "AJAR_TELEGRAM__API": os.environ["BOT_API_URL"]}
    writer.write(json.dumps(told).encode() + b"\n")
    await reader.read()


if sys.argv[1] == "stand-in":
    asyncio.run(stand_in(sys.argv[2]))
else:
    asyncio.run(keep(sys.argv[2], sys.argv[3], sys.argv[4:]))
