#!/usr/bin/env bash
# What size costs: updates/s, p99, memory and start with 1,000, 100,000 and 1,000,000 stored people. The bar: flat within 20 %.
#
#     tests/load/growth.sh [SIZE...]         1000 100000 1000000 if nothing is said; ROUNDS=3, SECONDS_EACH=8
#
# Each size is a house of its own, filled by examples/populate (real people: states that open, drafts, referrals that can be read), and the houses
# are measured by turns, because the disk is not the same from one minute to the next. KEEP_HOUSES=FOLDER keeps them there for the next time.
# How long a million take to fill in, and how much disk: docs/performance.md.
. "$(dirname "$0")/lib.sh"
need_tgload
need_ajar
POPULATE=${POPULATE:-$(dirname "$AJAR")/examples/populate}
[ -x "$POPULATE" ] || fail "there is no $POPULATE (cargo build --release --example populate)"

read -ra sizes <<<"${*:-1000 100000 1000000}"
rounds=${ROUNDS:-3} houses=${KEEP_HOUSES:-$work}
for size in "${sizes[@]}"; do
    home=$houses/stored-$size
    [ -f "$home/filled" ] && continue
    new_home "$home"
    began=$SECONDS
    "$POPULATE" "$home/ajar.toml" "$size" >"$home/populated" || fail "the house could not be filled with $size"
    echo "filled with $size people in $((SECONDS - began)) s: $(du -shc "$home"/*.db* | tail -1 | cut -f1)" | tee "$home/filled"
done

measure() {
    local size=$1 name=$2 people=$3 think=$4 round=$5 home=$work/now
    # A copy each time: tgload's people and updates have the same numbers in every run, and would be known already.
    rm -rf "$home" && cp -r --reflink=auto "$houses/stored-$size" "$home" && sync -f "$home" || fail "no copy could be made"
    STATE_DIR=$home timeout 180 "$TGLOAD" run --name "$size" --bot-cmd "$work/ours.sh" --path "$here/ours.path" --reaction-answers --people "$people" \
        --think-ms "$think" --seconds "${SECONDS_EACH:-8}" --seed "$round" --out "$work/$name-$size.json" --bot-log "$work/serve.log" >"$work/told" \
        || { tail -5 "$work/told" "$work/serve.log"; fail "a run with $size broke off"; }
}

for round in $(seq "$rounds"); do
    for size in "${sizes[@]}"; do
        measure "$size" full 200 4 "$round"
        measure "$size" quiet 50 1000 "$round"
    done
done
python3 "$here/curve.py" "$work" "${sizes[@]}"
