"""The table of bars.sh: medians of the rounds, ours beside the peer's, and the ratio. table.py FOLDER; exit code 1 if a bar is missed."""

import json
import statistics
import sys

# What is shown: load, field of tgload's report, what it is called, the bar for ours : peer (or for ours alone), and which way it counts.
ROWS = [
    ("full", "updates_per_s", "updates/s, 200 at once", 2.0, "ratio at least"),
    ("full", "cpu_ms_per_call", "CPU ms per call", 0.5, "ratio at most"),
    ("full", "cpu_s_per_1000", "CPU s per 1,000 updates", None, ""),
    ("full", "calls_per_update", "calls per update", None, ""),
    ("full", "p50_ms", "p50 ms, 200 at once", None, ""),
    ("full", "p99_ms", "p99 ms, 200 at once", None, ""),
    ("quiet", "updates_per_s", "updates/s, 50 people thinking 1 s", None, ""),
    ("quiet", "p50_ms", "p50 ms there", 2.0, "ours under"),
    ("quiet", "p99_ms", "p99 ms there", 2.0, "ratio at most"),
    ("quiet", "cpu_ms_per_call", "CPU ms per call there", None, ""),
    ("full", "peak_mib", "peak MiB", 64.0, "ours under"),
    ("full", "start_up_s", "start-up s", 0.3, "ours under"),
    # Above none, people have left the path (docs/performance.md): the waits were too short for how slow it was.
    ("full", "replies_missing", "replies missing (sum)", None, ""),
    ("full", "own_cpu_share", "tgload's own share of a core", None, ""),
]


def reports(folder: str, who: str, load: str) -> list[dict]:
    with open(f"{folder}/{who}-{load}.json", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held(says: str, bar: float | None, ours: float, ratio: float) -> str:
    if bar is None:
        return ""
    value = {"ratio at least": ratio, "ratio at most": ratio}.get(says, ours)
    good = value >= bar if says == "ratio at least" else value <= bar
    return f"{says} {bar:g}: {'held' if good else 'MISSED'}"


def main() -> int:
    missed = 0
    print("| | peer | ours | ours : peer | bar |\n|---|---:|---:|---:|---|")
    for load, field, name, bar, says in ROWS:
        pick = sum if name.endswith("(sum)") else statistics.median
        peer, ours = (pick([report[field] for report in reports(sys.argv[1], who, load)]) for who in ("peer", "ours"))
        ratio = ours / peer if peer else float(ours > 0)
        verdict = held(says, bar, ours, ratio)
        missed += verdict.endswith("MISSED")
        print(f"| {name} | {peer:g} | {ours:g} | {ratio:.2f} | {verdict} |")
    return 1 if missed else 0


sys.exit(main())
