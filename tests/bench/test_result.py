import pytest

from bench.result import AtLeast, AtMost, Limit, Result
from bench.spread import Spread, spread


def test_a_bar_judges_the_ratio_where_there_is_a_limit() -> None:
    result = Result("tasks", 1500, "tasks/s", Limit("spawns", 3000), AtLeast(0.5))
    assert result.ratio == pytest.approx(0.5)
    assert result.ok is True


def test_a_bar_judges_the_value_where_there_is_no_limit() -> None:
    result = Result("memory", 91, "MB", bar=AtMost(90))
    assert result.ratio is None
    assert result.ok is False


def test_a_result_without_a_bar_is_not_judged() -> None:
    assert Result("p50", 1, "ms", Limit("bare", 2)).ok is None


def test_a_spread_names_the_middle_the_tail_and_the_worst() -> None:
    assert spread([*range(100, -1, -1)]) == Spread(50, 99, 100)


def test_one_sample_is_its_own_spread() -> None:
    assert spread([3.5]) == Spread(3.5, 3.5, 3.5)
