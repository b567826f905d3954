"""The curve of growth.sh: medians of the rounds for each size, and how far each is from the smallest. curve.py FOLDER SIZE...; exit code 1 if it is not flat."""

import json
import statistics
import sys

FIELDS = [("full", "updates_per_s"), ("full", "cpu_s_per_1000"), ("full", "p99_ms"), ("quiet", "p50_ms"), ("quiet", "p99_ms"), ("full", "peak_mib"), ("full", "start_up_s")]
NAMES = ["updates/s", "CPU s per 1,000", "p99 ms", "p50 ms at 50/s", "p99 ms at 50/s", "peak MiB", "start-up s"]
FLAT = 0.2
MOST_MIB, MOST_START, UP_TO = 64, 0.3, 100_000


def main() -> int:
    folder, sizes = sys.argv[1], sys.argv[2:]
    table = {size: [median(folder, size, *field) for field in FIELDS] for size in sizes}
    print("| people stored | " + " | ".join(NAMES) + " | updates/s : the smallest | p99 : the smallest |")
    print("|---:|" + "---:|" * (len(NAMES) + 2))
    first, missed = table[sizes[0]], []
    for size, row in table.items():
        rate, wait = row[0] / first[0], row[2] / first[2]
        print(f"| {int(size):,} | " + " | ".join(f"{value:g}" for value in row) + f" | {rate:.2f} | {wait:.2f} |")
        missed += [f"updates/s with {size}"] * (rate < 1 - FLAT) + [f"p99 with {size}"] * (wait > 1 + FLAT)
        if int(size) <= UP_TO:
            missed += [f"memory with {size}"] * (row[5] > MOST_MIB) + [f"start with {size}"] * (row[6] > MOST_START)
    print(f"the bar: {'MISSED: ' + ', '.join(missed) if missed else 'held'}")
    return 1 if missed else 0


def median(folder: str, size: str, load: str, field: str) -> float:
    with open(f"{folder}/{load}-{size}.json", encoding="utf-8") as lines:
        return statistics.median(json.loads(line)[field] for line in lines)


sys.exit(main())
