"""How often somebody may try something. This table is all of it."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from app.core.errors import RateLimited

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import MovingWindowRateLimiter

    from app.services.rate_windows import BoundedWindows


@dataclass(frozen=True, slots=True)
class Limit:
    """`amount` in any span of `per`."""

    amount: int
    per: timedelta


_MINUTE = timedelta(minutes=1)

LIMITS: Mapping[str, Limit] = {
    # By address: every attempt counts.
    "sign-in": Limit(20, _MINUTE),
    "register": Limit(10, _MINUTE),
    "set-up": Limit(10, _MINUTE),
    # By account: failures count. Who makes them on purpose keeps its owner from signing in, but
    # ends no session that is there.
    "password": Limit(10, timedelta(minutes=5)),
    # The same for names nobody has, counted apart: however many are tried, the failures of the
    # accounts there are stay known.
    "no-account": Limit(10, timedelta(minutes=5)),
    # What is written to the audit log, by address and action, and of all together.
    "refused": Limit(10, _MINUTE),
    "refused-anywhere": Limit(300, _MINUTE),
}

_KEYS = 20_000  # of each limit that are remembered; the longest unused go
_SITE = 64  # bits of an IPv6 address that say whose it is; the others its owner chooses at will


class Rates:
    def __init__(
        self,
        limits: Mapping[str, Limit] = LIMITS,
        *,
        keys: int = _KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._keys = keys
        self._clock = clock
        self._gauges: dict[str, _Gauge] = {}

    def hit(self, limit: str, key: str) -> None:
        """One more; raises RateLimited when it is one too many, which does not count."""
        gauge = self._gauge(limit)
        if not gauge.limiter.hit(gauge.item, key):
            raise RateLimited("too many attempts: wait a little", retry_after=gauge.wait(key))

    def give_back(self, limit: str, key: str) -> None:
        """The last one is not to count after all."""
        gauge = self._gauge(limit)
        gauge.windows.give_back(gauge.item.key_for(key))

    def _gauge(self, name: str) -> "_Gauge":
        found = self._gauges.get(name)
        if found is None:
            found = self._gauges[name] = _gauge_of(self._limits[name], self._keys, self._clock)
        return found


@dataclass(frozen=True, slots=True)
class _Gauge:
    item: "RateLimitItem"
    windows: "BoundedWindows"
    limiter: "MovingWindowRateLimiter"
    clock: Callable[[], float]

    def wait(self, key: str) -> int:
        """Seconds until there is room again."""
        reset = self.limiter.get_window_stats(self.item, key).reset_time
        return max(1, math.ceil(reset - self.clock()))


def _gauge_of(limit: Limit, keys: int, clock: Callable[[], float]) -> _Gauge:
    from limits import RateLimitItemPerSecond  # heavy, and not needed before somebody signs in
    from limits.strategies import MovingWindowRateLimiter

    from app.services.rate_windows import BoundedWindows

    windows = BoundedWindows(keys, clock)
    item = RateLimitItemPerSecond(limit.amount, int(limit.per.total_seconds()))
    return _Gauge(item, windows, MovingWindowRateLimiter(windows), clock)


def whose_address(address: str | None) -> str:
    """What stands for everything one person has: an IPv4 address, or 64 bits of an IPv6 one."""
    if address is None:
        return "here"
    try:
        return _site_of(ip_address(address.partition("%")[0]))
    except ValueError:
        return "unknown"


def _site_of(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{address.packed[: _SITE // 8].hex()}::/{_SITE}"
