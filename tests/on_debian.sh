#!/usr/bin/env bash
# docs/operating.md, followed on a machine with nothing but Debian 12, under a real systemd: the commands are taken out of the page itself.
# The machine is emulated (qemu, no KVM needed), so it takes some ten minutes. Optional: not part of .ci/run.
#
# By hand, as root, after `cargo build --release`: tests/on_debian.sh
#   PHONE=path     the stand-in for Telegram            BINARY=path   the program, built on Debian 12 or older
#   WORK=folder    kept, so that the next run need not fetch Debian again
#   apt install qemu-system-x86 debootstrap e2fsprogs openssh-client python3
#
# Not here: what is done inside (on_debian/inside.sh), load, PostgreSQL, a reverse proxy.
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

phone=${PHONE:-../shared/telegram/phone} binary=${BINARY:-target/release/ajar}
skip() { echo "SKIPPED: docs/operating.md was not followed on a machine of its own: $1"; exit 0; }
[ "$(id -u)" = 0 ] || skip "only root can put a Debian together"
for tool in debootstrap mke2fs ssh python3 curl; do command -v "$tool" >/dev/null || skip "there is no $tool"; done
qemu=${QEMU:-$(command -v qemu-system-x86_64)} || skip "there is no qemu-system-x86_64 (or name one with QEMU=...)"
[ -x "$phone" ] || skip "there is no stand-in for Telegram at $phone (name it with PHONE=...)"
[ -x "$binary" ] || skip "there is no program at $binary (cargo build --release)"
phone=$(realpath "$phone")

work=${WORK:-$(mktemp -d /tmp/ajar-debian.XXXXXX)}
mkdir -p "$work"
passed=0 failed=0 qemu_pid= phone_pid=
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
phone_port=$((port > 60000 ? port - 1 : port + 1))

clean_up() {
    for pid in $qemu_pid $phone_pid; do kill "$pid" 2>/dev/null; done
    wait 2>/dev/null
    [ -n "${WORK:-}" ] || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

pass() { passed=$((passed + 1)); echo "PASS  $1"; }
fail() { failed=$((failed + 1)); echo "FAIL  $1"; [ $# -lt 2 ] || printf '%s\n' "$2" | tail -n 15 | sed 's/^/      /'; }
act() { PHONE_PORT=$phone_port timeout 60 "$phone" "$@"; }

# ---- A machine ----

# Debian as debootstrap makes it, a kernel, and ssh to look in. Nothing that the page does not ask for.
make_debian() {
    local base=$work/base mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
    [ -e "$work/base.done" ] || {
        rm -rf "$base"
        debootstrap --include=linux-image-cloud-amd64,openssh-server,systemd-timesyncd bookworm "$base" "$mirror" >"$work/debootstrap.log" || return
        touch "$work/base.done"
    }
    rm -f "$work/key" "$work/key.pub" && ssh-keygen -q -t ed25519 -N '' -f "$work/key" || return
    install -D -m 0600 "$work/key.pub" "$base/root/.ssh/authorized_keys"
    echo debian >"$base/etc/hostname"
    printf '127.0.0.1 localhost debian\n' >"$base/etc/hosts"
    printf 'auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n' >"$base/etc/network/interfaces"
    echo '/dev/vda / ext4 errors=remount-ro 0 1' >"$base/etc/fstab"
    rm -rf "$base/root/ajar" && mkdir -p "$base/root/ajar/target/release"
    cp -r contrib docs dialogues "$base/root/ajar/"
    cp "$binary" "$base/root/ajar/target/release/ajar"
    cp tests/on_debian/inside.sh "$base/root/inside.sh"
    blocks >"$base/root/page.sh"
    cp "$base"/boot/vmlinuz-* "$work/kernel" && cp "$base"/boot/initrd.img-* "$work/initrd" || return
    rm -f "$work/disk" "$work/small"
    mke2fs -q -t ext4 -d "$base" "$work/disk" 3G && mke2fs -q -t ext4 "$work/small" 96M
}

# The commands of "Install", with a token for Ctrl-D and a script for the editor.
blocks() {
    sed -n '/^## Install/,/^## Fetching/p' docs/operating.md | awk '/^```$/ { inside = !inside; next } /^```/ { inside = 1; skip = 1; next } inside' |
        awk '/^\[database\]/ { skip = 1 } /^systemctl daemon-reload/ { skip = 0 } !skip' |
        sed -e 's|^install -m 0600 /dev/stdin|printf "12345:TEST" \| &|' -e 's|^nano ajar.toml|sh /root/inside.sh fill_in|' \
            -e 's|apt install|DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends|'
}

boot() {
    nice -n 5 "$qemu" -M q35 -accel tcg,thread=multi -cpu max -m 1024 -smp 1 -display none -monitor none \
        -kernel "$work/kernel" -initrd "$work/initrd" -append 'console=ttyS0 root=/dev/vda rw net.ifnames=0 quiet' \
        -drive "file=$work/disk,if=virtio,format=raw,cache=unsafe" -drive "file=$work/small,if=virtio,format=raw,cache=unsafe" \
        -netdev "user,id=n,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=n -serial "file:$work/serial.log" &
    qemu_pid=$!
    reach
}

# Waits for the machine, and lends it the stand-in as 127.0.0.1:8081.
reach() {
    local until=$((SECONDS + 240))
    rm -f "$work/control"
    until timeout 20 ssh "${options[@]}" -o ControlMaster=yes -o ControlPersist=yes -R 8081:127.0.0.1:$phone_port -f -N root@127.0.0.1 2>/dev/null; do
        [ $SECONDS -lt $until ] || { fail "the machine starts" "$(tail -n 5 "$work/serial.log")"; exit 1; }
        sleep 2
    done
}

options=(-q -i "$work/key" -p "$port" -S "$work/control" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5)
inside() { timeout 300 ssh "${options[@]}" root@127.0.0.1 "sh /root/inside.sh $*" 2>&1; }

# Times and systemd's score, if the machine told any.
figures() { grep -oE '[0-9]+ ms|level for ajar.service: [0-9.]+' <<<"$1" | sed 's/.*: //' | paste -sd, | sed 's/.\+/ (&)/'; }

# shows WHAT TEXT COMMAND...: the machine says TEXT.
shows() {
    local what=$1 text=$2 said
    shift 2
    said=$(inside "$@")
    if [[ $said == *"$text"* ]]; then pass "$what$(figures "$said")"; else fail "$what" "wanted: $text"$'\n'"$said"; fi
}

# ---- A person ----

# Somebody says ten things at once, and is shown them all, once and in order.
says() {
    act start "$1" >/dev/null && sleep 2
    local words=() n
    for n in 0 1 2 3 4 5 6 7 8 9; do words+=("$1 word $n."); done
    act say "$1" "${words[@]}" >/dev/null
}

whole() {
    local until=$((SECONDS + 90)) wanted n
    wanted=$(for n in 0 1 2 3 4 5 6 7 8 9; do echo "$2 word $n."; done)
    until [[ $(act screen "$2" --json | python3 -c 'import json, sys; print("\n".join([m.get("text", "") for m in json.load(sys.stdin)["messages"] if m["from"]["is_bot"]][-1:]))') == *"$wanted"* ]]; do
        [ $SECONDS -lt $until ] || { fail "$1" "$(act screen "$2" --last 2)"; return; }
        sleep 2
    done
    pass "$1"
}

# ---- All of it ----

make_debian || { fail "a Debian is put together" "$(tail -n 5 "$work/debootstrap.log")"; exit 1; }
"$phone" serve --port $phone_port >"$work/phone.log" 2>&1 &
phone_pid=$!
boot

shows "the page's commands install it and start it" "Status: \"ready\"" follow_the_page
shows "doctor finds nothing broken" "exit 0" doctor
shows "systemd thinks it is safe" "OK" security
shows "nothing but its own folder can be written to, and nothing else can be run" "nothing else" hardening
says ann
shows "kill -9: systemd starts it again" "again after" kill_it
whole "P31 after kill -9, the words are whole" ann
says ben
shows "it stops in time while somebody writes" "in time" stop_it
whole "P31 after a stop, the words are whole" ben
shows "the disk is full: readiness and status say so, and it stays up" "as it should" fill_the_disk
says cat
shows "a full disk is told in words" "nothing can be written" look_at_the_full_disk
shows "with room again, it goes on by itself" "ready" make_room
whole "P31 after a full disk, the words are whole" cat
shows "nothing was set aside" "set_aside 0" set_aside
act tap cat "Send these words" >/dev/null && sleep 5
shows "what is sent is in the queue" "waiting" queue
shows "upgrade and going back" "went back" upgrade
shows "helplines that were rung, in a folder of the operator's own" "each of the" own_helplines
shows "a copy of the databases can be put back" "Status: \"ready\"" restore
for way in example no_key wrong_key no_token wrong_permission broken_config another_keystore; do
    shows "$way: it says why, and is left alone" "left alone" wrong $way
done
shows "a taken port: it says so, and is tried again" "tried again" wrong taken_port
shows "a token that Telegram does not know: it says so, and asks once a minute" "once a minute" wrong unknown_token
shows "Telegram is away: it says so, and waits" "waits" wrong no_telegram
inside reboot >/dev/null
sleep 5 && reach
says dan
whole "after the machine was started again, it serves" dan
if wrong=$(act wrong); then pass "Telegram would have refused nothing"; else echo "NOTE  Telegram would have refused or ignored: $wrong"; fi
printf '%s passed, %s failed\n' "$passed" "$failed"
[ $failed = 0 ]
