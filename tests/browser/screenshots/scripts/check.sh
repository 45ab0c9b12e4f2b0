#!/bin/sh
# Runs the tests of a shop, and says of each how it went.
ok=$(printf '\033[32m✓\033[0m') bad=$(printf '\033[31m✗\033[0m') dim=$(printf '\033[2m') off=$(printf '\033[0m')
for part in basket prices delivery accounts; do
  echo "::group::$part"
  for what in "adds a line" "keeps the total" "rounds to cents" "survives a reload" "forgets nobody"; do
    sleep "$(cat .pace)"
    if [ "$part $what" = "delivery rounds to cents" ] && [ -n "$BROKEN" ]; then
      echo " $bad $part $what"
      printf '\033[31m%s\033[0m\n' "   AssertionError: 4.995 was rounded to 4.99, not to 5.00" >&2
      echo "   at delivery_test.py:118" >&2
    else
      echo " $ok $part $what ${dim}$(($$ % 90 + 3)) ms${off}"
    fi
  done
  echo "::endgroup::"
done
[ -n "$BROKEN" ] && { printf '\033[1;31m%s\033[0m\n' "1 failed, 19 passed"; exit 1; }
printf '\033[1;32m%s\033[0m\n' "20 passed"
