# What the load scripts share: where the tools are, and how a house is made to be measured in. It is read by them with `.`.
#
# TGLOAD names the fake Telegram with its crowd, AJAR the program. Everything is kept in a folder of its own under /tmp, which
# goes at the end unless KEEP=1.
#
# Not here: what is measured, and what is judged (`judge.py`).

set -uo pipefail
exec </dev/null
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
AJAR=${AJAR:-${CARGO_TARGET_DIR:-$root/target}/release/ajar}
TGLOAD=${TGLOAD:-$root/../shared/load/tgload/target/release/tgload}
PEER=${PEER:-$root/../shared/load/peer/target/release/teloxide_bot}
work=$(mktemp -d /tmp/ajar-load.XXXXXX)
started=()

# Whoever ends, ends what was started, in the other order.
clean_up() {
    local pid
    for pid in $(printf '%s\n' "${started[@]}" | tac); do kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null; done
    if [ "${KEEP:-}" = 1 ] && [ -n "$(ls -A "$work")" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Loudly: nothing was shown if nothing was run.
skip() { printf 'SKIPPED  %s: %s\n' "$(basename "$0")" "$1" >&2; exit "${SKIP_CODE:-0}"; }
fail() { printf 'FAIL  %s: %s\n' "$(basename "$0")" "$1" >&2; exit 1; }

need_tgload() { [ -x "$TGLOAD" ] || skip "there is no tgload at $TGLOAD (build it, or name it with TGLOAD=...)"; TGLOAD=$(realpath "$TGLOAD"); }
need_peer() { [ -x "$PEER" ] || skip "there is no peer at $PEER (build it, or name it with PEER=...)"; PEER=$(realpath "$PEER"); }
need_ajar() { [ -x "$AJAR" ] || fail "there is no ajar at $AJAR (cargo build --release, or name it with AJAR=...)"; AJAR=$(realpath "$AJAR"); export AJAR; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# new_home FOLDER: a root key, and a config with the pace lifted and no quiet moment that falls into a run.
new_home() {
    local home=$1
    mkdir -p "$home"
    (cd "$home" && "$AJAR" init >/dev/null) || fail "ajar init did not work in $home"
    python3 - "$home/ajar.toml" <<'PY' || fail "the config could not be changed"
import re, sys
path = sys.argv[1]
text = open(path).read()
lifted = {"per_chat": "1000.0", "burst": "1000", "total": "100000", "in_flight": "64", "quiet_seconds": "45"}
for name, value in lifted.items():
    text, count = re.subn(rf"^# {name} = .*$", lambda _: f"{name} = {value}", text, count=1, flags=re.M)
    assert count == 1, name
open(path, "w").write(text)
PY
}

# tgload starts this with the address and the token of its own Telegram in the environment. `exec`: the process that is
# measured and killed is the bot itself.
cat >"$work/ours.sh" <<'SH'
#!/bin/sh
export AJAR_TELEGRAM__TOKEN="$BOT_TOKEN" AJAR_TELEGRAM__API="$BOT_API_URL" AJAR_LOG="${AJAR_LOG:-warn}"
exec ${BEFORE_AJAR:-} "$AJAR" --config "$STATE_DIR/ajar.toml" serve
SH
chmod +x "$work/ours.sh"

# field FILE NAME: one number of tgload's last report.
field() { python3 -c 'import json, sys; print(json.loads(open(sys.argv[1]).read().splitlines()[-1]).get(sys.argv[2], ""))' "$1" "$2"; }
