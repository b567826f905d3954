#!/usr/bin/env bash
# Two instances on PostgreSQL behind one webhook, killed in turn under load with faults: the same bar as kills.sh, the same judge.
# One effect for each update, one referral and one owner for each person, each outbox row sent by one.
#
#     tests/load/two_instances.sh [KILLS]        200 if nothing is said, in runs of 100, each on fresh databases
#
# The server is a throw-away cluster in /tmp (as in tests/all/support/postgres.rs), run as `nobody` where this is run as root. house.py is
# the reverse proxy and the supervisor. Postgres itself is not killed here.
. "$(dirname "$0")/lib.sh"
need_tgload
need_ajar

kills=${1:-200} at_most=100 seed=${SEED:-1} people=${PEOPLE:-600}
secret=tgload-brings-again-what-it-began-with-the-first-secret
faults=(--p-429 0.02 --retry-after 1 --p-500 0.02 --p-reset-before 0.02 --p-reset-after 0.02 --p-duplicate 0.1 --p-slow 0.01 --slow-ms 300)

bin=$(pg_config --bindir 2>/dev/null)
[ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -n "$bin" ] && [ -x "$bin/initdb" ] || skip "there is no PostgreSQL server on this machine"

cluster=$work/pg
mkdir -m 755 "$cluster" && chmod 755 "$work"
as=()
if [ "$(id -u)" = 0 ]; then chown nobody "$cluster"; as=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
(cd "$cluster" && "${as[@]}" "$bin/initdb" -D "$cluster/data" -A trust -U ajar -E UTF8 --locale=C --no-sync >"$work/initdb.log" 2>&1) || fail "initdb did not work"
# With `fsync` as it comes: only Ajar is killed, so it does not matter to the judge, but it does to the pace.
"${as[@]}" "$bin/postgres" -D "$cluster/data" -k "$cluster" -c listen_addresses= -c max_connections=200 >"$work/postgres.log" 2>&1 &
started+=($!)
sql() { "$bin/psql" -h "$cluster" -U ajar -qAt "$@"; }
for _ in $(seq 150); do sql -d postgres -c 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.1; done

one_run() {
    local count=$1 run=$work/two-$seed name=two_$seed which keeper
    mkdir "$run"
    sql -d postgres -c "CREATE DATABASE $name" -c "CREATE DATABASE ${name}_keys" || fail "no database could be made"
    for which in one two; do
        new_home "$run/$which"
        sed -i -e "s|^# url = \"sqlite:ajar.db\"|url = \"postgres://ajar@localhost/$name?host=$cluster\"|" \
            -e "s|^# keystore = .*|keystore = \"postgres://ajar@localhost/${name}_keys?host=$cluster\"|" "$run/$which/ajar.toml"
    done
    cp -p "$run/one/ajar.key" "$run/two/ajar.key"
    for which in one two; do
        printf '\n[webhook]\nurl = "http://127.0.0.1:BALANCER/telegram"\nlisten = "127.0.0.1:%s"\nsecret = "%s"\n' "$(free_port)" "$secret" >>"$run/$which/ajar.toml"
    done
    AJAR_LOG=warn python3 "$here/house.py" keep "$run" "$AJAR" "$run/one" "$run/two" >"$run/keeper.log" 2>&1 &
    keeper=$!
    started+=("$keeper")
    for _ in $(seq 100); do [ -f "$run/port" ] && break; sleep 0.05; done
    sed -i "s/BALANCER/$(cat "$run/port")/" "$run/one/ajar.toml" "$run/two/ajar.toml"
    (cd "$run/one" && AJAR_TELEGRAM__API=http://127.0.0.1:9 "$AJAR" --config ajar.toml migrate >/dev/null) || fail "the databases could not be made ready"
    echo "-- two instances, seed $seed: $count kills"
    timeout 900 "$TGLOAD" run --name "two-$seed" --bot-cmd "python3 '$here/house.py' stand-in '$run'" --path "$here/patient.path" --reaction-answers \
        --people "$people" --think-ms 2000 --warm-up 3 --lost-after-ms 15000 --seed "$seed" --crashes "$count" --crash-gap-ms "${GAP:-200,900}" "${faults[@]}" --webhook \
        --record "$run/calls.jsonl" --out "$run/report.json" \
        --rows-cmd "'$bin/psql' -h '$cluster' -U ajar -qAt -d $name -c 'SELECT reference FROM referral ORDER BY created_at' >'$run/references' \
            && python3 '$here/rows.py' '$AJAR' '$run/one' '$run/references'" \
        >"$run/told" || { tail -5 "$run/told" "$run/keeper.log" "$run"/*/serve.log; fail "a run broke off"; }
    kill -TERM "$keeper" && wait "$keeper"
    cat "$run/keeper.log"
    one_owner "$name"
    runs+=("$run")
}

# What the judge cannot see from outside: two referrals of one person, one taken on by two.
one_owner() {
    local doubled
    doubled=$(sql -d "$1" -c "SELECT COUNT(*) FROM (SELECT person FROM referral GROUP BY person, queue HAVING COUNT(*) > 1) twice")
    [ "$doubled" = 0 ] || fail "$doubled people stand in a queue twice"
    doubled=$(sql -d "$1" -c "SELECT COUNT(*) FROM (SELECT referral FROM audit WHERE act = 'took on' GROUP BY referral HAVING COUNT(*) > 1) twice")
    [ "$doubled" = 0 ] || fail "$doubled referrals were taken on twice"
}

runs=()
while [ "$kills" -gt 0 ]; do
    one_run $((kills < at_most ? kills : at_most))
    kills=$((kills - at_most)) seed=$((seed + 1))
done
echo
python3 "$here/judge.py" "${runs[@]}"
