#!/usr/bin/env bash
# A disk that is really full: `ajar serve` keeps everything on a tmpfs of 6 MiB, on which then no byte is left, while somebody goes on
# writing; then there is room again. As root, by hand: tests/with_full_disk.sh (PHONE=path names the stand-in for Telegram).
#
# Not here: a limit on the size of files, which needs no root (tests/all/full_disk.rs).
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

phone=${PHONE:-../shared/telegram/phone}
[ -x "$phone" ] || { echo "SKIPPED: there is no stand-in for Telegram at $phone (name it with PHONE=...)"; exit 0; }
[ "$(id -u)" = 0 ] || { echo "SKIPPED: mounting a tmpfs takes root"; exit 0; }
phone=$(realpath "$phone")

work=$(mktemp -d /tmp/ajar-disk.XXXXXX) failed=0 serve_pid= phone_pid=
clean_up() {
    cd /
    kill -TERM $serve_pid $phone_pid 2>/dev/null
    wait $serve_pid $phone_pid 2>/dev/null
    umount "$work/disk"
    rm -rf "$work"
}
trap clean_up EXIT

check() { if [ "$2" = 0 ]; then echo "PASS  $1"; else echo "FAIL  $1"; failed=1; fi; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
act() { PHONE_PORT=$port "$phone" "$@"; }
log_holds() { sed 's/\x1b\[[0-9;]*m//g' "$work/serve.log" | grep -qF -- "$1"; }
ready() { curl -s "http://127.0.0.1:$health/readyz"; }
count() { curl -s "http://127.0.0.1:$health/metrics" | grep -F "$1" | awk '{print $2}'; }
# within SECONDS COMMAND...
within() {
    local until=$((SECONDS + $1)); shift
    until "$@"; do [ $SECONDS -lt $until ] || return 1; sleep 0.2; done
}

cargo build --quiet || exit 1
binary=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/ajar
mkdir "$work/disk" && mount -t tmpfs -o size=6m tmpfs "$work/disk" || exit 1
port=$(free_port) health=$(free_port)
"$phone" serve --port "$port" >"$work/phone.log" 2>&1 &
phone_pid=$!
within 20 grep -q stand-in "$work/phone.log"
cd "$work/disk" || exit 1
export AJAR_TELEGRAM__API="http://127.0.0.1:$port" AJAR_TELEGRAM__TOKEN=12345:TEST AJAR_HTTP__LISTEN="127.0.0.1:$health"
"$binary" init >/dev/null || exit 1
"$binary" serve >"$work/serve.log" 2>&1 &
serve_pid=$!
within 20 log_holds "profile was looked at"; check "it starts" $?
act start kate >/dev/null
act wait kate --seconds 5 >/dev/null

# Whatever is left goes to somebody else's file.
dd if=/dev/zero of=filler bs=1k 2>/dev/null
echo "      $(df --output=avail -k "$work/disk" | tail -n 1) KiB left"
for n in 1 2 3 4 5 6 7 8 9 10; do act say kate "word-$n." >/dev/null; done
within 30 log_holds "it is kept at Telegram and tried again"; check "what is not taken is said to be kept at Telegram" $?
log_holds "has its disk room?"; check "the log asks for room" $?
is_red() { ready | grep -q "cannot be written: has its disk room?"; }
within 10 is_red; check "readiness turns red: $(ready | tr '\n' ' ')" $?
[ "$(curl -s "http://127.0.0.1:$health/healthz")" = alive ]; check "it lives" $?
echo "      failed so far: $(count 'ajar_updates_total{outcome="failed"}'), set aside: $(count 'ajar_updates_total{outcome="set_aside"}')"
sleep 20
kill -9 $serve_pid; wait $serve_pid 2>/dev/null
"$binary" serve >>"$work/serve.log" 2>&1 &
serve_pid=$!
sleep 5
if kill -0 $serve_pid 2>/dev/null; then echo "      started on the full disk: $(ready | tr '\n' ' ')"; else echo "      it does not start on the full disk: $(tail -n 3 "$work/serve.log")"; fi

rm filler
kill -0 $serve_pid 2>/dev/null || { "$binary" serve >>"$work/serve.log" 2>&1 & serve_pid=$!; }
all_there() {
    act screen kate --json | python3 -c '
import json, sys
text = "\n".join(m.get("text", "") for m in json.load(sys.stdin)["messages"] if m["from"]["is_bot"])
whole = "\n".join(f"word-{n}." for n in range(1, 11))
sys.exit(0 if text.count(whole) == 1 and text.count("word-") == 10 else 1)'
}
within 90 all_there; check "with room again all of it is shown, in order and once" $?
is_green() { [ "$(ready)" = ready ]; }
within 60 is_green; check "readiness is green again" $?
[ "$(count 'ajar_updates_total{outcome="set_aside"}')" = 0 ]; check "nothing was set aside" $?
! grep -q panicked "$work/serve.log"; check "nothing broke off" $?
! grep -q "word-" "$work/serve.log"; check "P28 no words in the log" $?
exit $failed
