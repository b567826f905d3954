#!/usr/bin/env bash
# Makes the pictures in the README: `ajar try` with a few words on the phone, both sides, light and dark.
#
#   cargo build && docs/pictures/make.sh           # needs Chromium (CHROMIUM=path) and curl
#
# AJAR=path names another build. The pictures stand beside this file. Nothing but a throw-away database is touched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ajar=${AJAR:-$here/../../target/debug/ajar}
chromium=${CHROMIUM:-chromium}
port=${PORT:-8099}
at=http://127.0.0.1:$port
work=$(mktemp -d)
"$ajar" try --port "$port" >"$work/log" 2>&1 &
tried=$!
trap 'kill $tried 2>/dev/null; wait $tried 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 200); do curl -fsS -o /dev/null "$at/try" 2>/dev/null && break; sleep 0.1; done

act() { curl -fsS -o /dev/null -H "Origin: $at" "$@"; }
phone() { act --data-urlencode "$1" ${2:+--data-urlencode "$2"} "$at/try/phone"; }
press() { # LABEL: the newest button that says so
    local value
    value=$(curl -fsS "$at/try/chat" | grep -o 'value="[0-9.]*"[^>]*>'"$1"'<' | tail -1 | cut -d'"' -f2)
    phone "button=$value"
}
picture() { # NAME SCHEME(0 dark, 1 light)
    "$chromium" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --hide-scrollbars --user-data-dir="$work/browser" --blink-settings=preferredColorScheme="$2" \
        --window-size=1440,1000 --timeout=4000 --screenshot="$here/$1.png" "$at/try" >/dev/null 2>&1
}

phone do=start code=library-1
phone do=say "words=I keep meaning to come in"
phone do=say "words=but I walk past"
act -d do=quiet "$at/try"
press 'Send these words'
picture try-light 1
picture try-dark 0
ls -l "$here"/*.png
