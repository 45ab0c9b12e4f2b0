#!/bin/sh
# Keeps a copy of a folder, and of the database beside it.
echo "packing $1"
sleep "$(cat .pace)"
tar -czf "backup.tar.gz" --exclude=backup.tar.gz . && ls -l backup.tar.gz
if [ -n "$DB_DOWN" ]; then
  echo 'pg_dump: error: connection to server at "db" (10.0.0.12), port 5432 failed:' >&2
  echo '	Connection refused. Is the server running and accepting connections?' >&2
  exit 2
fi
echo "dumped 14 tables"
