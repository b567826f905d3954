#!/usr/bin/env bash
# Speed and memory, ours beside a plain teloxide bot, by turns in the same minutes on the same disk: one table, with the ratios.
#
#     tests/load/bars.sh [ROUNDS]            3 rounds of 8 s if nothing is said; the table shows the medians
#
# Two loads: 200 people who think 4 ms (as fast as it goes), and 50 people who think a second (about 50 updates/s). The peer keeps its dialogue state
# in SQLite with `synchronous=FULL`, and seals nothing. Both walk eight updates with the same two waits (ours.path, peer.path).
#
# Not here: a slow disk (slow_disk.sh), many people stored (growth.sh), kills (kills.sh).
. "$(dirname "$0")/lib.sh"
need_tgload
need_peer
need_ajar

rounds=${1:-3} seconds=${SECONDS_EACH:-8}

one() {
    local who=$1 load=$2 round=$3 people=$4 think=$5 run=$work/$1-$2-$3 command=$PEER path=$here/peer.path
    mkdir -p "$run"
    if [ "$who" = ours ]; then new_home "$run"; command=$work/ours.sh path=$here/ours.path; fi
    STATE_DIR=$run timeout 180 "$TGLOAD" run --name "$who" --bot-cmd "$command" --path "$path" --reaction-answers --people "$people" --think-ms "$think" \
        --warm-up "${WARM_UP:-2}" --seconds "$seconds" --seed "$round" --out "$work/$who-$load.json" --bot-log "$run/serve.log" >"$run/told" \
        || { tail -5 "$run/told" "$run/serve.log"; fail "$who broke off"; }
    rm -f "$run"/*.db*
}

for round in $(seq "$rounds"); do
    for who in peer ours; do
        one "$who" full "$round" 200 4
        one "$who" quiet "$round" 50 1000
    done
    echo "round $round of $rounds: $(python3 "$here/commits.py" "$work" 1) forced commits/s" >&2
done
python3 "$here/table.py" "$work"
