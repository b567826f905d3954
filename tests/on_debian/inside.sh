# What tests/on_debian.sh does on the machine itself: `sh inside.sh NAME …` does one thing and says how it went.
#
# Not here: what has to come of it (the caller looks for it in what is said).
set -u

page() { exec 3<&-; look "$1"; }

# Debian has no curl, and needs none for this.
look() { bash -c 'exec 3<>/dev/tcp/127.0.0.1/8090 && printf "GET %s HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n" "$1" >&3 && cat <&3' - "$1" 2>/dev/null; }
status() { systemctl status ajar --no-pager -n 0; }
pid() { systemctl show -p MainPID --value ajar; }
now_ms() { date +%s%3N; }

# until_true SECONDS COMMAND…
until_true() {
    left=$(($1 * 5)); shift
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1)); [ $left -gt 0 ] || return 1
        sleep 0.2
    done
}

is_ready() { look /readyz | grep -q '^ready'; }
says_ready() { status | grep -q 'Status: "ready"'; }
is_not_ready() { ! is_ready; }
# "inactive" is what systemd says of a file that is missing.
has_failed() { case $(systemctl is-active ajar) in failed | inactive) ;; *) return 1 ;; esac; }
said() { journalctl -u ajar -o cat --no-pager --since "$began" | grep -v systemd; }

fill_in() {
    sed -i -e 's/^name = "The Open Door"/name = "Harbour Listening"/' -e 's/^phone = .*/phone = "01632 960 999"/' \
        -e 's|^# url = "sqlite:ajar.db"|url = "sqlite:/var/lib/ajar/ajar.db"|' -e 's|^# \[http\]|[http]|' \
        -e 's|^# keystore = .*|keystore = "sqlite:/var/lib/ajar/ajar-keys.db"|' -e 's|^# api = .*|api = "http://127.0.0.1:8081"|' ajar.toml
}

follow_the_page() {
    cd /root/ajar || exit 1
    sh -ex /root/page.sh || echo "a command of the page failed"
    until_true 30 says_ready
    status
}

doctor() { ajar-admin doctor; echo "exit $?"; }
queue() { ajar-admin queue --as Sam list; }
security() { systemd-analyze security ajar --no-pager | tail -n 1; }
set_aside() { look /metrics | sed -n 's/^ajar_updates_total{outcome="set_aside"}/set_aside/p'; }

# Writes from where the service stands. Its root has no program that may be run, so the kernel is asked through /proc.
hardening() {
    root=/proc/$(pid)/root; bad=
    grep -q '^NoNewPrivs:.*1' "/proc/$(pid)/status" || bad="$bad privileges"
    grep -q '^CapEff:.*0000000000000000' "/proc/$(pid)/status" || bad="$bad capabilities"
    grep -q '^Seccomp:.*2' "/proc/$(pid)/status" || bad="$bad syscalls"
    for place in /etc/ajar /usr/local/bin /var /var/log /opt /srv; do
        if touch "$root$place/x" 2>/dev/null; then bad="$bad $place"; rm -f "$root$place/x"; fi
    done
    touch "$root/var/lib/ajar/x" && rm "$root/var/lib/ajar/x" || bad="$bad its-own-folder"
    [ -z "$(ls -A "$root/home" 2>/dev/null)" ] || bad="$bad home"
    for program in /bin/sh /usr/bin/env; do
        if nsenter -t "$(pid)" -m "$program" -c true 2>/dev/null; then bad="$bad runs-$program"; fi
    done
    for file in /etc/ajar/ajar.key /etc/ajar/telegram-token /var/lib/ajar/ajar.db; do
        if setpriv --reuid=nobody --clear-groups cat "$file" >/dev/null 2>&1; then bad="$bad reads-$file"; fi
    done
    for file in /etc/ajar/ajar.key /etc/ajar/telegram-token; do
        if setpriv --reuid=ajar --regid=ajar --clear-groups cat "$file" >/dev/null 2>&1; then bad="$bad ajar-reads-$file"; fi
    done
    [ -z "$bad" ] && echo "nothing else" || echo "holes:$bad"
}

kill_it() {
    for _ in 1 2 3; do
        begun=$(now_ms); old=$(pid)
        kill -9 "$old"
        until_true 30 is_not_ready; until_true 60 is_ready && echo "again after $(($(now_ms) - begun)) ms"
        sleep 1
    done
}

stop_it() {
    begun=$(now_ms); systemctl stop ajar; took=$(($(now_ms) - begun))
    [ $took -lt 10000 ] && echo "in time: $took ms" || echo "too slow: $took ms"
    systemctl start ajar
}

fill_the_disk() {
    systemctl stop ajar
    mkdir -p /mnt/small && mount /dev/vdb /mnt/small && cp -a /var/lib/ajar/. /mnt/small/ && umount /mnt/small
    mount /dev/vdb /var/lib/ajar && chown ajar:ajar /var/lib/ajar && chmod 0700 /var/lib/ajar
    systemctl start ajar
    dd if=/dev/zero of=/var/lib/ajar/filler bs=64k 2>/dev/null; dd if=/dev/zero of=/var/lib/ajar/filler2 bs=1k 2>/dev/null
    [ "$(df --output=avail /var/lib/ajar | tail -n 1 | tr -d ' ')" = 0 ] && systemctl is-active ajar && echo "as it should"
}

look_at_the_full_disk() { until_true 60 is_not_ready; sleep 11; look /readyz; status; journalctl -u ajar -o cat --no-pager -n 5; look /healthz; }
make_room() { rm /var/lib/ajar/filler*; until_true 60 is_ready; look /readyz; }

upgrade() {
    cd /root/ajar || exit 1
    cp /usr/local/bin/ajar /usr/local/bin/ajar.before
    install -m 0755 target/release/ajar /usr/local/bin/ajar.new && mv /usr/local/bin/ajar.new /usr/local/bin/ajar
    ajar-admin migrate && systemctl restart ajar && until_true 30 says_ready && echo "went forward"
    mv /usr/local/bin/ajar.before /usr/local/bin/ajar && systemctl restart ajar && until_true 30 says_ready && echo "went back"
}

# The helplines from a folder of the operator's own, which only has to hold that one file.
own_helplines() {
    mkdir -p /etc/ajar/content/dialogues && cp /root/ajar/dialogues/helplines.toml /etc/ajar/content/dialogues/
    sed -i -e '/^checked_on\|^checked_by/d' -e "/^id = /a checked_on = \"$(date +%F)\"\nchecked_by = \"Sam\"" /etc/ajar/content/dialogues/helplines.toml
    sed -i 's|^# dir = "content"|dir = "content"|' /etc/ajar/ajar.toml
    systemctl restart ajar && until_true 30 says_ready && ajar-admin doctor
}

restore() {
    umask 077; mkdir -p /backup /elsewhere
    sqlite3 /var/lib/ajar/ajar.db ".timeout 5000" ".backup '/backup/ajar.db'"
    sqlite3 /var/lib/ajar/ajar-keys.db ".timeout 5000" ".backup '/elsewhere/ajar-keys.db'"
    systemctl stop ajar
    mkdir -p -m 0700 /root/broken && mv /var/lib/ajar/ajar* /root/broken/
    install -o ajar -g ajar -m 0600 /backup/ajar.db /var/lib/ajar/ajar.db
    install -o ajar -g ajar -m 0600 /elsewhere/ajar-keys.db /var/lib/ajar/ajar-keys.db
    systemctl start ajar && until_true 30 says_ready
    status
    ajar-admin queue --as Sam list
}

# wrong WAY: makes something wrong, starts, tells how it ended, and puts it right again.
wrong() {
    systemctl stop ajar; systemctl reset-failed ajar 2>/dev/null
    rm -rf /root/kept && mkdir /root/kept && cp -a /etc/ajar /root/kept/etc && cp -a /var/lib/ajar /root/kept/lib
    began=$(date '+%Y-%m-%d %H:%M:%S'); sleep 1
    "wrong_$1"
    echo "-- what it said:"; said | grep -v 'ajar.service' | tail -n 4; systemctl status ajar --no-pager -n 0 | sed -n 3p
    systemctl stop ajar; systemctl reset-failed ajar 2>/dev/null
    cp -a /root/kept/etc/. /etc/ajar/ && cp -a /root/kept/lib/. /var/lib/ajar/ && systemctl start ajar || echo "it does not start again"
}

# It does not start, says TEXT, and is not tried again.
left_alone() {
    systemctl start ajar 2>&1
    sleep 4
    tries=$(systemctl show -p NRestarts --value ajar)
    whole=$({ said; systemctl status ajar --no-pager; } | tr -s '\n |' ' ')
    case $whole in *"$1"*) has_failed && [ "$tries" = 0 ] && echo "left alone";; *) echo "not said: $1";; esac
}

wrong_example() { sed -i 's/^name = .*/name = "The Open Door"/; s/^phone = .*/phone = "01632 960 123"/; s|^api = .*||' /etc/ajar/ajar.toml; left_alone "still the example"; }
wrong_no_key() { rm /etc/ajar/ajar.key; left_alone "/etc/ajar/ajar.key"; }
wrong_wrong_key() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n' >/etc/ajar/ajar.key; left_alone "the root key is not the one"; }
wrong_no_token() { rm /etc/ajar/telegram-token; left_alone "/etc/ajar/telegram-token"; }
wrong_wrong_permission() { chmod 0600 /etc/ajar/ajar.toml; chown root:root /etc/ajar/ajar.toml; left_alone "cannot be read"; }
wrong_broken_config() { echo 'nmae = 1' >>/etc/ajar/ajar.toml; left_alone "has a mistake"; }
wrong_another_keystore() {
    rm -f /var/lib/ajar/ajar-keys.db*; mv /var/lib/ajar/ajar.db /var/lib/ajar/a && mv /var/lib/ajar/ajar.db-wal /root/ 2>/dev/null
    ajar-admin migrate >/dev/null 2>&1; mv /var/lib/ajar/a /var/lib/ajar/ajar.db; rm -f /var/lib/ajar/ajar.db-*
    left_alone "does not belong to this database"
}

wrong_taken_port() {
    socat=$(bash -c 'command -v nc python3 | head -n 1')
    systemd-run --quiet --unit=taker --property=Type=exec /usr/bin/perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:8090", Listen => 1) or die; sleep 60' || echo "no taker ($socat)"
    sleep 1; timeout 6 systemctl start ajar; sleep 1
    said | grep -q 'cannot be listened at' && [ "$(systemctl show -p NRestarts --value ajar)" -gt 0 ] && echo "tried again"
    systemctl stop taker
    until_true 20 is_ready || echo "it did not come up"
}

wrong_unknown_token() {
    printf 12345:WRONG >/etc/ajar/telegram-token
    systemctl start ajar; sleep 8
    said | grep -q 'does not know the bot' && systemctl is-active ajar && [ "$(systemctl show -p NRestarts --value ajar)" = 0 ] && echo "once a minute"
}

wrong_no_telegram() {
    sed -i 's|^api = .*|api = "http://127.0.0.1:9"|' /etc/ajar/ajar.toml
    systemctl start ajar; sleep 4
    status | grep -q 'Telegram was not reached' && look /readyz | grep -q 'Telegram was not reached' && echo waits
}

"$@"
