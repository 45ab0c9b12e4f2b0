"""How long sessions last. Times are UTC milliseconds."""

from datetime import timedelta

from app.core.clock import Millis, millis

BEARER = "bearer"
COOKIE = "cookie"

# A session with a refresh token, from its last exchange.
_BEARER_IDLE = timedelta(days=30)
# One of the page, from its last use, and from its beginning.
_COOKIE_IDLE = timedelta(days=14)
COOKIE_AT_MOST = timedelta(days=90)
# How long a refresh token that was exchanged still gives the same successor: two tabs, or an
# answer that was lost.
GRACE = timedelta(seconds=10)


def bearer_end(used_at: Millis) -> Millis:
    return used_at + millis(_BEARER_IDLE)


def cookie_end(created_at: Millis, used_at: Millis) -> Millis:
    return min(created_at + millis(COOKIE_AT_MOST), used_at + millis(_COOKIE_IDLE))
