#!/usr/bin/env bash
# SIGKILL at random, under load, with 429s, 500s, resets and duplicates: is anything lost, is anything doubled?
#
#     tests/load/kills.sh [KILLS]            300 if nothing is said; half of them while polling, half of them behind a webhook
#
# Runs of at most 250 kills, each on a fresh SQLite house and with a seed of its own (SEED, from 1), so that a bad one can be run again:
# MODES=webhook SEED=7 tests/load/kills.sh 150. People: PEOPLE at once. The judge is judge.py, and the exit code is its.
#
# What is answered within 15 s is late and not lost; how late is in tgload's p99, and depends on what else this machine does.
#
# Not here: PostgreSQL and two instances (two_instances.sh), kills at every single step (the fail-points in tests/).
. "$(dirname "$0")/lib.sh"
need_tgload
need_ajar

kills=${1:-300} at_most=250 seed=${SEED:-1} people=${PEOPLE:-1000}
read -ra modes <<<"${MODES:-polling webhook}"
faults=(--p-429 0.02 --retry-after 1 --p-500 0.02 --p-reset-before 0.02 --p-reset-after 0.02 --p-duplicate 0.1 --p-slow 0.01 --slow-ms 300)

one_run() {
    local mode=$1 count=$2 run=$work/$1-$seed port
    local more=() secret=tgload-brings-again-what-it-began-with-the-first-secret
    new_home "$run"
    if [ "$mode" = webhook ]; then
        port=$(free_port)
        printf '\n[webhook]\nurl = "http://127.0.0.1:%s/telegram"\nlisten = "127.0.0.1:%s"\nsecret = "%s"\n' "$port" "$port" "$secret" >>"$run/ajar.toml"
        more=(--webhook)
    fi
    echo "-- $mode, seed $seed: $count kills"
    STATE_DIR=$run timeout 900 "$TGLOAD" run --name "$mode-$seed" --bot-cmd "$work/ours.sh" --path "$here/patient.path" --reaction-answers \
        --people "$people" --think-ms 2000 --warm-up 3 --lost-after-ms 15000 --seed "$seed" --crashes "$count" --crash-gap-ms "${GAP:-60,400}" "${faults[@]}" "${more[@]}" \
        --record "$run/calls.jsonl" --out "$run/report.json" --bot-log "$run/serve.log" \
        --rows-cmd "python3 '$here/rows.py' '$AJAR' '$run'" >"$run/told" || { tail -5 "$run/told" "$run/serve.log"; fail "a run broke off"; }
    runs+=("$run")
}

runs=() place=0
while [ "$kills" -gt 0 ]; do
    left=$((kills < at_most ? kills : at_most))
    # The last two runs share what is left, so that each way has its part.
    [ "$kills" -gt $((2 * at_most)) ] || [ $((place % ${#modes[@]})) -ne 0 ] || [ ${#modes[@]} -lt 2 ] || left=$(((kills + 1) / 2))
    [ "$left" -le "$at_most" ] || left=$at_most
    one_run "${modes[$((place % ${#modes[@]}))]}" "$left"
    kills=$((kills - left)) place=$((place + 1)) seed=$((seed + 1))
done
echo
python3 "$here/judge.py" "${runs[@]}"
