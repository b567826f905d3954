#!/usr/bin/env bash
# Ten thousand updates wait at the start, four thousand of them one person's. See backlog.py.
#
#     tests/load/backlog.sh [UPDATES]
. "$(dirname "$0")/lib.sh"
need_ajar
missed=0
echo "| | updates taken in | in s | a second | calls made | all sent after s | others' first answer: median s | longest s | never answered | peak MiB | bar |"
echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
for how in "" --mixed; do
    home=$work/backlog$how
    new_home "$home"
    # shellcheck disable=SC2086
    timeout 700 python3 "$here/backlog.py" "$AJAR" "$home" --waiting "${1:-10000}" --flood "$((${1:-10000} * 4 / 10))" $how || missed=1
done
exit $missed
