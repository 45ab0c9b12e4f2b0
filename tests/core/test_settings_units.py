from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.settings_units import duration, duration_text, size, size_text


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("10", 10),
        (10, 10),
        (0.5, 0.5),
        ("10s", 10),
        ("500ms", 0.5),
        ("1.5h", 5400),
        ("1h30m", 5400),
        (" 2 D ", 172_800),
        (timedelta(3), 259_200),
    ],
)
def test_a_duration_is_read_as_people_write_it(written: object, seconds: float) -> None:
    assert duration(written) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "-1", "1x", "s", "1 2", "inf", "9999999999d", True])
def test_what_is_no_duration_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"is no duration|is longer"):
        duration(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("1000", 1000),
        ("12B", 12),
        ("1k", 1024),
        ("1KiB", 1024),
        ("1kB", 1000),
        ("256 MiB", 256 * 1024**2),
        ("1.5G", 1536 * 1024**2),
        ("2tb", 2 * 1000**4),
    ],
)
def test_a_size_is_read_as_people_write_it(written: str, number: int) -> None:
    assert size(written) == number


@pytest.mark.parametrize("written", ["", "-1", "1x", "MiB", "1ib", "inf"])
def test_what_is_no_size_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        size(written)


@given(st.integers(0, 10**12))
def test_a_duration_is_written_so_that_it_reads_back(millis: int) -> None:
    value = timedelta(milliseconds=millis)
    assert duration(duration_text(value)) == value


@given(st.integers(0, 2**60))
def test_a_size_is_written_so_that_it_reads_back(number: int) -> None:
    assert size(size_text(number)) == number
