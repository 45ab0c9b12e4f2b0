#!/bin/sh
# Loads what a shop sold on a day, table by table.
pause() { sleep "$(cat .pace)"; }
echo "reading sales of $2 from /srv/exports"
for table in orders:66000 payments:41800 refunds:920; do
  rows=${table#*:} table=${table%:*} at=0
  echo "::group::$table"
  while [ $at -lt "$rows" ]; do
    at=$((at + 2750))
    [ $at -gt "$rows" ] && at=$rows
    [ $table = orders ] && echo "::progress $((at * 80 / rows))::"
    echo "$table: loaded $at of $rows rows"
    pause
  done
  [ $table = refunds ] && printf '\033[33m%s\033[0m\n' "3 refunds have no order: kept for review" >&2
  echo "::endgroup::"
done
printf '\033[32m%s\033[0m\n' "108,720 rows in place"
