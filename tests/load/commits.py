"""How many forced SQLite commits a second this disk takes now: commits.py FOLDER [SECONDS]. Run it under the same LD_PRELOAD as what is measured."""

import os
import sqlite3
import sys
import time

path = os.path.join(sys.argv[1], "commits.db")
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 2.0
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE IF NOT EXISTS row (value TEXT)")
count, began = 0, time.monotonic()
while time.monotonic() - began < seconds:
    database.execute("INSERT INTO row VALUES (?)", ("x" * 400,))
    count += 1
print(f"{count / (time.monotonic() - began):.0f}")
database.close()
for name in (path, path + "-wal", path + "-shm"):
    if os.path.exists(name):
        os.remove(name)
