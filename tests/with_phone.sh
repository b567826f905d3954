#!/usr/bin/env bash
# The main job through a strict stand-in for Telegram: real polling, real sending, real databases, `ajar` as it is shipped.
# Two stories, told on SQLite and then on PostgreSQL, with `ajar serve` stopped (SIGTERM) and started between any two steps.
#
# By hand: tests/with_phone.sh   (PHONE=path names the stand-in; AJAR_REQUIRE=postgres makes a missing PostgreSQL an error)
#
# Not here: what the words say (`ajar check`), what happens when the program is killed, load.
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

phone=${PHONE:-../shared/telegram/phone}
[ -x "$phone" ] || { echo "FAIL  there is no stand-in for Telegram at $phone (name it with PHONE=...)"; exit 1; }
phone=$(realpath "$phone")

work=$(mktemp -d /tmp/ajar-phone.XXXXXX)
passed=0 failed=0 serve_pid= phone_pid= postgres_pid= slowest_ms=0 cleaned=

# ---- What is told ----

pass() { passed=$((passed + 1)); printf 'PASS  %s: %s\n' "$place" "$1"; }
fail() { failed=$((failed + 1)); printf 'FAIL  %s: %s\n' "$place" "$1"; [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/      /'; }

# A story cannot go on from here: what was on the screen, and on to the next one.
give_up() {
    fail "$1" "${2:-}"
    printf '      -- the end of the screen --\n'; PHONE_PORT=$port "$phone" screen kate --last 5 2>&1 | sed 's/^/      /'
    touch "$home/serve.log"
    printf '      -- the end of the log --\n'; tail -n 5 "$home/serve.log" | sed 's/^/      /'
    exit_story=1
}

clean_up() {
    [ -z "$cleaned" ] || return
    cleaned=1
    local pid
    for pid in $serve_pid $phone_pid $postgres_pid; do kill -TERM "$pid" 2>/dev/null; done
    for pid in $serve_pid $phone_pid $postgres_pid; do wait "$pid" 2>/dev/null; done
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# ---- The machine room ----

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
now_ms() { date +%s%3N; }
ajar() { (cd "$home" && exec env "${settings[@]}" "$binary" "$@"); }
act() { PHONE_PORT=$port "$phone" "$@" >"$work/act.out" 2>&1 || { give_up "phone $1 ${3:-}" "$(cat "$work/act.out")"; return 1; }; }

# Whether a file comes to hold a text within so many seconds.
comes_to_hold() {
    local until=$((SECONDS + $3))
    until grep -qF -- "$2" "$1" 2>/dev/null; do
        [ $SECONDS -lt $until ] || return 1
        sleep 0.05
    done
}

start_serving() {
    : >"$home/once.log"
    (cd "$home" && exec env "${settings[@]}" "$binary" serve) >"$home/once.log" 2>&1 &
    serve_pid=$!
    comes_to_hold "$home/once.log" "profile was looked at" 30 || give_up "ajar serve receives" "$(cat "$home/once.log")"
}

stop_serving() {
    local began took code
    began=$(now_ms)
    kill -TERM "$serve_pid" 2>/dev/null
    wait "$serve_pid"; code=$?
    took=$(($(now_ms) - began))
    serve_pid=
    cat "$home/once.log" >>"$home/serve.log"
    [ $took -le $slowest_ms ] || slowest_ms=$took
    [ $code = 0 ] || fail "ajar serve ends well on SIGTERM" "it ended with $code: $(tail -n 3 "$home/once.log")"
}

restart() { stop_serving; start_serving; }

# Moves the clock of both sides on. Whoever serves reads it within a second.
later() { echo $(($(cat "$home/clock") + $1)) >"$home/clock"; }

# ---- A phone ----

# What is on the screen since `mark`: `looks text` prints the bot's words, `looks keyboards` counts messages with buttons,
# `looks marked` says whether the newest message of kate's has its mark.
looks() {
    PHONE_PORT=$port "$phone" screen kate --json | python3 -c '
import json, sys
what, mark = sys.argv[1], int(sys.argv[2])
messages = json.load(sys.stdin)["messages"]
isolates = dict.fromkeys(range(0x2066, 0x206a))
if what == "newest":
    print(max((m["message_id"] for m in messages), default=0))
elif what == "keyboards":
    print(sum(bool(m.get("reply_markup", {}).get("inline_keyboard")) for m in messages))
elif what == "marked":
    print([m.get("_reaction") for m in messages if not m["from"]["is_bot"] and m["message_id"] > mark][-1] is not None)
elif what == "text":
    print("\n".join(m.get("text", "").translate(isolates) for m in messages if m["from"]["is_bot"] and m["message_id"] > mark))
elif what == "words":
    said = " ".join(m.get("text", "") for m in messages if m["from"]["is_bot"]).replace(sys.argv[3], "")
    print(sum(any(c.isalnum() for c in word) for word in said.split()))
' "$1" "${mark:-0}" "${2:-}"
}

set_mark() { mark=$(looks newest); }

# sees WHAT TEXT: the bot says TEXT after the mark, and then only one message has buttons.
sees() {
    local until=$((SECONDS + 40)) text
    until text=$(looks text) && [[ $text == *"$2"* ]] && [ "$(looks keyboards)" = 1 ]; do
        [ $SECONDS -lt $until ] || { give_up "$1" "not seen within 40 s (or buttons on more than one message): $2"; return 1; }
        sleep 0.2
    done
    pass "$1"
}

# step WHAT TEXT VERB...: kate does something, the bot says TEXT; then the program is stopped and started.
step() {
    [ -z "$exit_story" ] || return
    local what=$1 text=$2; shift 2
    set_mark
    act "$@" && sees "$what" "$text" && restart
}

# The same, but the program is not there while kate does it.
step_away() {
    [ -z "$exit_story" ] || return
    local what=$1 text=$2; shift 2
    set_mark
    stop_serving
    act "$@"; local done=$?
    start_serving
    [ $done = 0 ] && sees "$what" "$text" && restart
}

# kept WHAT VERB...: words are only kept, and the newest has its mark (earlier ones may go without: only the newest counts).
kept() {
    [ -z "$exit_story" ] || return
    local what=$1; shift
    set_mark
    act "$@" || return
    local until=$((SECONDS + 40))
    until [ "$(looks marked)" = True ]; do
        [ $SECONDS -lt $until ] || { give_up "$what" "the newest message has no mark"; return; }
        sleep 0.2
    done
    pass "$what"
    restart
}

# quiet WHAT TEXT: the quiet moment comes, without waiting for it.
quiet() {
    [ -z "$exit_story" ] || return
    set_mark
    later 30
    sees "$1" "$2" && restart
}

expect() {
    [ -z "$exit_story" ] || return
    if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "wanted: $2"$'\n'"got:    $3"; fi
}

# sent WHAT NUMBER EXPECTED.json: approval NUMBER of $reference holds exactly these parts, in this order, byte for byte.
sent() {
    [ -z "$exit_story" ] || return
    local shown
    if ! ajar --json queue --as Sam show "$reference" >"$work/shown.json" 2>"$work/shown.err"; then
        fail "$1" "$(cat "$work/shown.err")"; return
    fi
    ajar queue --as Sam show "$reference" >"$work/shown.txt" || return
    if shown=$(python3 - "$work/shown.json" "$work/shown.txt" "$2" "$3" <<'PY'
import json, sys
whole, plain = json.load(open(sys.argv[1])), open(sys.argv[2], "rb").read()
wanted = json.load(open(sys.argv[4]))
sent = next(one for one in whole["sent"] if one["number"] == int(sys.argv[3]))
def short(piece):
    return piece["words"] if "words" in piece else "<voice>" if "voice" in piece else "<picture>"
got = [[section["part"], [short(piece) for piece in section["pieces"]]] for section in sent["sections"]]
if got != wanted:
    sys.exit("wanted: " + json.dumps(wanted)[:600] + "\ngot:    " + json.dumps(got)[:600])
for part, pieces in wanted:
    for piece in pieces:
        if not piece.startswith("<") and piece.encode() not in plain:
            sys.exit(f"what is printed of {part} is not byte for byte what was typed")
PY
    ) 2>"$work/why"; then pass "$1"; else fail "$1" "$shown$(cat "$work/why")"; fi
}

# ---- The stories ----

# A house of its own: config, key, databases, a stand-in, a clock.
open_house() {
    place=$1 home=$work/$1-$2 exit_story= mark=0
    mkdir -p "$home"
    echo 0 >"$home/clock"
    port=$(free_port)
    "$phone" serve --port "$port" --clock "$home/clock" >"$home/phone.log" 2>&1 &
    phone_pid=$!
    comes_to_hold "$home/phone.log" "stand-in" 20 || { give_up "the stand-in starts"; return; }
    settings=(AJAR_TELEGRAM__API="http://127.0.0.1:$port" AJAR_TELEGRAM__TOKEN=12345:TEST AJAR_CLOCK_FILE="$home/clock")
    [ "$place" = sqlite ] || settings+=(AJAR_DATABASE__URL="$(new_database)" AJAR_DATABASE__KEYSTORE="$(new_database)")
    ajar init >"$home/init.log" 2>&1 || { give_up "ajar init" "$(cat "$home/init.log")"; return; }
    ajar coordinator add Sam >"$home/init.log" 2>&1 || { give_up "a coordinator is added" "$(cat "$home/init.log")"; return; }
    start_serving
}

close_house() {
    local wrong
    if [ -n "$serve_pid" ]; then stop_serving; fi
    if wrong=$(PHONE_PORT=$port "$phone" wrong); then pass "Telegram would have refused nothing"; else fail "Telegram would have refused nothing" "$wrong"; fi
    if grep -qiE "$secret" "$home/serve.log"; then fail "P28 no words in the log" "$(grep -iE "$secret" "$home/serve.log" | head -n 3)"; else pass "P28 no words in the log"; fi
    kill "$phone_pid" 2>/dev/null; wait "$phone_pid" 2>/dev/null; phone_pid=
}

reference_of_the_first() { ajar --json queue --as Sam list | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["reference"])'; }

shortest_way() {
    open_house "$1" short
    secret='lost my job'
    local story=$'I lost my job in March.\n\n  it is  a lot 🌧️'
    step "the shortest way: Start" "Nobody is reading live" start kate
    kept "the shortest way: words are kept with no button" say kate "$story"
    quiet "the shortest way: they are shown as they would be sent" "$story"
    [ -n "$exit_story" ] || expect "P10 at most 120 words on the way" yes "$(n=$(looks words "$story"); [ "$n" -le 120 ] && echo yes || echo "$n words")"
    step "the shortest way: sent" "Your words are sent" tap kate "Send these words"
    if [ -z "$exit_story" ]; then
        reference=$(reference_of_the_first)
        python3 -c 'import json, sys; json.dump([["story", [sys.argv[1]]]], open(sys.argv[2], "w"))' "$story" "$work/wanted.json"
        sent "P11 the shortest way: in the queue byte for byte" 1 "$work/wanted.json"
    fi
    close_house
}

# What kate types on the long way, as files that are compared later.
write_the_words() {
    python3 - "$work" <<'PY'
import json, sys
work = sys.argv[1]
short = [f"bread {n}" for n in range(1, 58)] + ["  wi' two  spaces ", "ünïcödé 🍞 \u202b\u05dc\u05d7\u05dd\u202c", "a\tb\n\nc"]
long = ("It began in the spring, and ye ken hoo it is. Zażółć gęślą jaźń; مرحبا. 🐕 " * 200)
long = long[:6_000 - 11] + "\nthe  end\n!"
assert len(short) == 60 and len(long) == 6_000
open(f"{work}/short", "w").write("\0".join(short) + "\0")
open(f"{work}/long", "w").write(long)
parts = lambda dog: [["strengths", ["\n".join(short)]], ["people", [long, "<voice>", dog]], ["found-us", ["by the link gp-seaton"]]]
json.dump(parts("my dog"), open(f"{work}/first.json", "w"))
json.dump(parts("my dog Rex"), open(f"{work}/second.json", "w"))
PY
}

long_way() {
    open_house "$1" long
    secret='bread|it began|my d|behind the lib'
    write_the_words || { give_up "the words are written"; return; }
    local short=() long=
    mapfile -d '' short <"$work/short"
    IFS= read -r -d '' long <"$work/long"
    step "from a poster's link" "Nobody is reading live" start kate gp-seaton
    step "just looking" "Nothing is asked" tap kate "Just looking"
    step "a page" "You can come as you are" tap kate "A first visit"
    step "stop" "You can stop here" tap kate "Stop for now"
    [ -n "$exit_story" ] || later $((30 * 3600))
    step "P6 back after 30 hours" "Hello. Your place is kept." start kate
    step "P6 the place is kept" "You can come as you are" tap kate "Go on where I was"
    step "tell" "Write anything, in any order" tap kate "Tell you something"
    step "P8 strengths first" "Anything you like doing" tap kate "Anything I like doing"
    kept "P9 thirty short messages" say kate "${short[@]:0:30}"
    quiet "P4 a quiet moment is said once" "There is time"
    kept "P9 thirty more" say kate "${short[@]:30}"
    step "that is all for now" "there is room for more" tap kate "That is all for now"
    step "places" "Anywhere that feels all right" tap kate "Anywhere that feels right"
    kept "a place that will be left out" say kate "behind the library"
    step "that is all of places" "there is room for more" tap kate "That is all for now"
    step "people" "Anybody, or any animal" tap kate "Somebody I am glad to see"
    kept "P9 a text of 6,000 characters" say kate "$long"
    step_away "P9 a voice note, while the program is away" "cannot hear or see it" voice kate 12
    kept "a word with a slip" say kate "my dgo"
    # An edit is answered with nothing: what it did is seen on the review.
    [ -n "$exit_story" ] || { act edit kate "my dog" && sleep 2 && restart; }
    step "that is all of people" "there is room for more" tap kate "That is all for now"
    step "that is enough" "This is what would be sent" tap kate "That is enough"
    step "one by one" "bread 1" tap kate "Look one by one"
    step "the edit has changed the words" "my dog" tap kate "Next"
    step "the next part" "behind the library" tap kate "Next"
    step "P12 it is left out" "It would not be sent" tap kate "Leave out"
    step "the next part" "gp-seaton" tap kate "Next"
    step "P13 the whole, as it would be sent" "They answer here" tap kate "Next"
    if [ -z "$exit_story" ]; then
        if [[ $(looks text) == *"behind the library"* ]]; then fail "P12 what is left out is not shown"; else pass "P12 what is left out is not shown"; fi
    fi
    step "P18 sent" "Your words are sent" tap kate "Send these words"
    [ -n "$exit_story" ] || reference=$(reference_of_the_first)
    sent "P11 in the queue byte for byte, without what was left out" 1 "$work/first.json"
    step "P18 where are my words" "Sam has opened your words" tap kate "Where are my words"
    if [ -z "$exit_story" ]; then act edit kate "my dog Rex" && sleep 2 && restart; fi
    sent "P14 a late edit changes nothing that was sent" 1 "$work/first.json"
    quiet "P14 a late edit is shown as it would be sent" "my dog Rex"
    step "a new approval" "Your words are sent" tap kate "Send these words"
    sent "P14 the first approval stays as it was" 1 "$work/first.json"
    sent "P14 the second holds the edit" 2 "$work/second.json"
    step "more" "You can also" tap kate "More"
    step "P15 taken back" "It is taken back" tap kate "Take it back"
    [ -n "$exit_story" ] || gone
    close_house
}

gone() {
    if ajar queue --as Sam show "$reference" >"$work/gone" 2>&1; then fail "P15 gone from the queue" "it can still be opened"; else pass "P15 gone from the queue"; fi
    if grep -qiE "$secret" "$work/gone"; then fail "P15 no words are shown" "$(cat "$work/gone")"; else pass "P15 no words are shown"; fi
    expect "P15 the coordinator who had opened it is told" "taken back" "$(ajar queue --as Sam list | grep -o 'taken back')"
}

# ---- PostgreSQL: a throw-away cluster, never run by root ----

postgres_programs() {
    local one
    for one in "$(pg_config --bindir 2>/dev/null)" /usr/lib/postgresql/*/bin; do
        [ ! -x "$one/initdb" ] || [ ! -x "$one/postgres" ] || { echo "$one"; return; }
    done
    return 1
}

start_postgres() {
    cluster=$work/cluster
    mkdir "$cluster" && chmod 711 "$work"
    local as=()
    if [ "$(id -u)" = 0 ]; then
        as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
        chown nobody "$cluster"
    fi
    (cd "$cluster" && "${as[@]}" "$1/initdb" -D "$cluster/data" -A trust -U ajar -E UTF8 --locale=C --no-sync) >"$work/initdb.log" 2>&1 || return
    (cd "$cluster" && exec "${as[@]}" "$1/postgres" -D "$cluster/data" -k "$cluster" -c listen_addresses= -c fsync=off) >"$work/postgres.log" 2>&1 &
    postgres_pid=$!
    comes_to_hold "$work/postgres.log" "ready to accept connections" 60
}

new_database() {
    local name=ajar_$(now_ms)
    "$programs/psql" -q -h "$cluster" -U ajar -d postgres -c "CREATE DATABASE $name" >&2 || return
    echo "postgres://ajar@localhost/$name?host=$cluster"
    sleep 0.01
}

# ---- All of it ----

cargo build --quiet || { echo "FAIL  ajar is built"; exit 1; }
binary=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/ajar

tell() {
    shortest_way "$1"
    long_way "$1"
}

tell sqlite
if ! programs=$(postgres_programs); then
    place=postgres
    if [[ ",${AJAR_REQUIRE:-}," == *,postgres,* ]]; then
        fail "PostgreSQL is on this machine" "AJAR_REQUIRE names postgres, and no server was found"
    else
        echo "SKIPPED on PostgreSQL: no server was found on this machine (AJAR_REQUIRE=postgres makes this an error)"
    fi
elif place=postgres && start_postgres "$programs"; then
    tell postgres
else
    fail "a throw-away PostgreSQL starts" "$(tail -n 5 "$work/initdb.log" "$work/postgres.log" 2>&1)"
fi

place=both
if [ $slowest_ms -lt 10000 ]; then pass "every stop took less than 10 s (the slowest $slowest_ms ms)"; else fail "every stop took less than 10 s" "the slowest took $slowest_ms ms"; fi
clean_up
printf '%s passed, %s failed\n' "$passed" "$failed"
[ $failed = 0 ]
