#!/bin/sh
# Keeps a copy of a folder, and of the database beside it.
echo "packing $1"
tar -czf backup.tar.gz --exclude=backup.tar.gz . && ls -lh backup.tar.gz
for table in accounts baskets carriers deliveries invoices orders payments prices products refunds; do
  sleep "$(cat .pace)"
  if [ "$table" = deliveries ] && [ -n "$DB_DOWN" ]; then
    echo 'pg_dump: error: connection to server at "db" (10.0.0.12), port 5432 failed: timeout' >&2
    exit 2
  fi
  echo "dumped $table"
done
