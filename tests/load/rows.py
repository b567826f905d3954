"""Prints what stands in the queue, a line for each referral, for tgload's --rows-cmd: what a coordinator reads, read as a coordinator reads it.

rows.py AJAR HOME [REFERENCES]   REFERENCES: a file with the references; without it they are read from HOME/ajar.db.

`queue list` ends after 500, so the references come from the database, where they are no secret. Opening takes each on and is recorded: this is
done when the run is over.
"""

import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

NAME = "Load"


def main() -> None:
    ajar, home = sys.argv[1], sys.argv[2]
    # A config for a Telegram on this machine is not one for the real one. Nothing is called here.
    os.environ["AJAR_TELEGRAM__API"] = "http://127.0.0.1:9"
    base = [ajar, "--config", os.path.join(home, "ajar.toml"), "--json"]
    subprocess.run([*base, "coordinator", "add", NAME], check=True, stdout=subprocess.DEVNULL)
    if len(sys.argv) > 3:
        references = open(sys.argv[3], encoding="utf-8").read().split()
    else:
        with sqlite3.connect(os.path.join(home, "ajar.db")) as database:
            references = [row[0] for row in database.execute("SELECT reference FROM referral ORDER BY rowid")]
    with ThreadPoolExecutor(2) as pool:
        for line in pool.map(lambda reference: opened(base, reference), references):
            print(line)


def opened(base: list[str], reference: str) -> str:
    """Every approval's words, in order, without times: on one line, with the person's own #number in it."""
    shown = subprocess.run([*base, "queue", "--as", NAME, "show", reference], check=True, capture_output=True).stdout
    sent = json.loads(shown)["sent"]
    return json.dumps([[approval["purpose"], approval["sections"]] for approval in sent], ensure_ascii=False)


main()
