#!/usr/bin/env bash
# A disk that takes about 300 forced commits a second: how many updates a second are taken in? The bar is 1,500.
#
#     tests/load/slow_disk.sh [RUNS]         3 runs of 8 s if nothing is said
#
# slow_fsync.c delays every fsync and fdatasync of the process (LD_PRELOAD), each run by so much that a forced commit takes a three-hundredth of a
# second on this disk as it is now; commits.py says what comes of it. SLOW_FSYNC_US sets the delay in microseconds.
. "$(dirname "$0")/lib.sh"
need_tgload
need_ajar
command -v cc >/dev/null || skip "there is no C compiler"
cc -shared -fPIC -O2 -o "$work/slow_fsync.so" "$here/slow_fsync.c" -ldl || fail "slow_fsync.c did not compile"

runs=${1:-3} bar=1500 best=0
said=${SLOW_FSYNC_US:-}
slowly=(env "LD_PRELOAD=$work/slow_fsync.so")
echo "| run | forced commits/s | slowed | updates/s | p50 ms | p99 ms | CPU s per 1,000 | MiB |"
echo "|---:|---:|---:|---:|---:|---:|---:|---:|"
for run in $(seq "$runs"); do
    home=$work/slow-$run
    new_home "$home"
    fast=$(python3 "$here/commits.py" "$home" 1)
    export SLOW_FSYNC_US=${said:-$((fast < 300 ? 0 : 1000000 / 300 - 1000000 / fast))}
    slow=$("${slowly[@]}" python3 "$here/commits.py" "$home" 2)
    STATE_DIR=$home BEFORE_AJAR="${slowly[*]}" timeout 120 "$TGLOAD" run --bot-cmd "$work/ours.sh" --path "$here/ours.path" --reaction-answers --people "${PEOPLE:-200}" \
        --think-ms 4 --seconds "${SECONDS_EACH:-8}" --seed "$run" --out "$home/report.json" --bot-log "$home/serve.log" >"$home/told" || { tail -5 "$home/told"; fail "a run broke off"; }
    rate=$(field "$home/report.json" updates_per_s)
    echo "| $run | $fast | $slow | $rate | $(field "$home/report.json" p50_ms) | $(field "$home/report.json" p99_ms) | $(field "$home/report.json" cpu_s_per_1000) | $(field "$home/report.json" peak_mib) |"
    best=$(python3 -c 'import sys; print(max(map(float, sys.argv[1:])))' "$best" "$rate")
done
echo "best: $best updates/s; the bar: $bar"
python3 -c 'import sys; sys.exit(float(sys.argv[1]) < float(sys.argv[2]))' "$best" "$bar"
