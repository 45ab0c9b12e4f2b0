from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from app.core.histogram import Histogram, Spread, one, pack, spread, total, unpack

HUNDRED_YEARS = 100 * 365 * 86_400_000
durations = st.one_of(st.integers(0, 2000), st.integers(0, HUNDRED_YEARS))
some = st.lists(durations, min_size=1, max_size=60)


def of(values: Sequence[int]) -> Histogram:
    return sum(map(one, values))


def by_rank(values: Sequence[int], percent: int) -> int:
    return sorted(values)[-(-len(values) * percent // 100) - 1]


@given(some)
def test_a_percentile_is_right_to_a_tenth(values: list[int]) -> None:
    found = spread(of(values), max(values))
    assert found is not None
    for percent, about in ((50, found.p50), (90, found.p90), (99, found.p99)):
        exact = by_rank(values, percent)
        assert abs(about - exact) <= 0.1 * exact
    assert found.p50 <= found.p90 <= found.p99 <= found.most == max(values)


def test_of_nothing_there_is_no_percentile() -> None:
    assert spread(0, 0) is None


def test_of_one_duration_all_are_about_that() -> None:
    assert spread(one(0), 0) == Spread(0, 0, 0, 0)
    assert spread(one(7), 7) == Spread(7, 7, 7, 7)


@given(some, some)
def test_two_added_are_as_one_of_both(values: list[int], more: list[int]) -> None:
    assert of(values) + of(more) == of(values + more)
    assert total(of(values + more)) == len(values + more)


@given(some, st.integers(1, 20_000_000))
def test_what_is_packed_is_the_same_again(values: list[int], times: int) -> None:
    histogram = of(values) * times
    assert unpack(pack(histogram)) == histogram
    assert unpack(pack(0)) == 0


def test_few_durations_take_few_bytes() -> None:
    assert len(pack(of([2_000, 2_500]))) < 10
