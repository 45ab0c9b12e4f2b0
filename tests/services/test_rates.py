import gc
import tracemalloc
from datetime import timedelta

import pytest

from app.core.errors import RateLimited
from app.services.rates import LIMITS, Limit, Rates, whose_address


class Clock:
    """One that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rates(clock: Clock) -> Rates:
    return Rates({"tries": Limit(3, timedelta(seconds=60))}, keys=100, clock=clock)


def refused(rates: Rates, key: str = "a") -> int | None:
    """The seconds to wait."""
    try:
        rates.hit("tries", key)
    except RateLimited as error:
        return error.retry_after
    return None


def test_one_too_many_is_refused_and_told_how_long_to_wait(rates: Rates, clock: Clock) -> None:
    assert [refused(rates) for _ in range(3)] == [None] * 3
    clock.now += 10
    assert refused(rates) == 50
    assert refused(rates, "another") is None


def test_no_span_however_it_lies_has_more(rates: Rates, clock: Clock) -> None:
    let_in = []
    for _ in range(1000):
        clock.now += 1.7
        if refused(rates) is None:
            let_in.append(clock.now)
    assert all(later - first >= 60 for first, later in zip(let_in, let_in[3:], strict=False))
    assert len(let_in) > 70


def test_what_is_refused_does_not_count(rates: Rates, clock: Clock) -> None:
    for _ in range(100):
        refused(rates)
        clock.now += 0.1
    clock.now += 60
    assert [refused(rates) for _ in range(4)] == [None, None, None, 60]


def test_what_is_given_back_does_not_count(rates: Rates) -> None:
    for _ in range(50):
        assert refused(rates) is None
        rates.give_back("tries", "a")
    rates.give_back("tries", "never seen")
    assert [refused(rates) for _ in range(4)] == [None, None, None, 60]


def test_of_too_many_the_longest_unused_are_forgotten(rates: Rates) -> None:
    for _ in range(3):
        refused(rates, "guarded")
    for other in range(1000):
        assert refused(rates, str(other)) is None
        assert refused(rates, "guarded") == 60  # it is tried, so it is not forgotten
    for other in range(101):
        refused(rates, f"more {other}")
    assert refused(rates, "guarded") is None


def test_a_hundred_thousand_addresses_take_little_memory() -> None:
    rates = Rates()
    rates.hit("sign-in", "first")  # loads the library
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(100_000):
            rates.hit("sign-in", f"2001:db8:{number:x}::/64")
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 10 * 1024**2


def test_known_and_unknown_accounts_have_the_same_limit() -> None:
    assert LIMITS["password"] == LIMITS["no-account"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True), ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True), ("fe80::1%eth0", "fe80::2%eth1", True),
        ("2001:DB8:0:0::1", "2001:db8::2", True), (None, "127.0.0.1", False),
        ("not an address", "another", True),
    ],
)  # fmt: skip
def test_an_address_stands_for_all_its_owner_has(
    one: str | None, other: str | None, same: bool
) -> None:
    assert (whose_address(one) == whose_address(other)) is same
