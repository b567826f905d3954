#!/usr/bin/env bash
# What fifty coordinators with live pages open cost two hundred people who talk: the people's p99 with them and without, by turns. The bar: within 20 %.
#
#     tests/load/live_desk.sh [ROUNDS]       3 rounds of 10 s if nothing is said; COORDINATORS=50
#
# Two loads: 200 people who think a second (about 200 updates/s, more than any charity has), and 200 who think 4 ms (as fast as it goes). The
# coordinators and tgload run on the same cores as the bot, so what they cost themselves is in the figures too.
#
# Not here: how long the desk's pages take with many people kept (examples/desk_listing).
. "$(dirname "$0")/lib.sh"
need_tgload
need_ajar

rounds=${1:-3} seconds=${SECONDS_EACH:-10} many=${COORDINATORS:-50}
home=$work/home desk=127.0.0.1:$(free_port)
new_home "$home"
printf '\n[desk]\naddress = "http://%s"\nlisten = "%s"\n' "$desk" "$desk" >>"$home/ajar.toml"

# They sign up before anything is measured, at a bot whose Telegram cannot be reached.
AJAR_TELEGRAM__TOKEN=1:none AJAR_TELEGRAM__API=http://127.0.0.1:9 "$AJAR" --config "$home/ajar.toml" serve >"$work/sign-up.log" 2>&1 &
serving=$!
for _ in $(seq 100); do (exec 3<>"/dev/tcp/${desk/://}") 2>/dev/null && break; sleep 0.1; done
for at in $(seq "$many"); do
    "$AJAR" --config "$home/ajar.toml" coordinator invite "Sam $at" --role coordinator
done 2>"$work/invite.log" | grep -o 'http://[^ ]*/invited/[^ ]*' | python3 "$here/coordinators.py" sign-up "$desk" "$work/cookies" \
    || { tail -5 "$work/sign-up.log" "$work/invite.log"; fail "the coordinators could not sign up"; }
kill -TERM "$serving" && wait "$serving"

measure() {
    local load=$1 think=$2 with=$3 round=$4 now=$work/now watching
    rm -rf "$now" && cp -r "$home" "$now"
    if [ "$with" = with ]; then
        python3 "$here/coordinators.py" watch "$desk" "$work/cookies" >"$work/watched" 2>"$work/watch.log" &
        watching=$!
    fi
    STATE_DIR=$now timeout 180 "$TGLOAD" run --name "$with" --bot-cmd "$work/ours.sh" --path "$here/ours.path" --reaction-answers --people 200 \
        --think-ms "$think" --warm-up 3 --seconds "$seconds" --seed "$round" --out "$work/$load-$with.json" --bot-log "$work/serve.log" >"$work/told" \
        || { tail -5 "$work/told" "$work/serve.log"; fail "a run $with the desk broke off"; }
    if [ "$with" = with ]; then
        kill -TERM "$watching"; wait "$watching" || { cat "$work/watch.log"; fail "a coordinator's page failed"; }
        [ "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["pages"] > 0)' "$work/watched")" = True ] || fail "no page was fetched"
        sed "s/^/$load: /" "$work/watched" >>"$work/pages"
    fi
}

for round in $(seq "$rounds"); do
    for load in "talking 1000" "full 4"; do
        for with in without with; do measure $load "$with" "$round"; done
    done
done
cat "$work/pages"
python3 - "$work" <<'PY'
import json, statistics, sys

missed = 0
print("| load | | without | with | ratio | |\n|---|---|---:|---:|---:|---|")
for load in ("talking", "full"):
    for field in ("updates_per_s", "p50_ms", "p99_ms", "peak_mib"):
        without, with_them = (
            statistics.median(json.loads(line)[field] for line in open(f"{sys.argv[1]}/{load}-{who}.json", encoding="utf-8"))
            for who in ("without", "with")
        )
        ratio = with_them / without
        held = "" if field != "p99_ms" else "held" if ratio <= 1.2 else "MISSED"
        missed += held == "MISSED"
        print(f"| {load} | {field} | {without:g} | {with_them:g} | {ratio:.2f} | {held} |")
sys.exit(1 if missed else 0)
PY
