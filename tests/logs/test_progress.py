import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.task import Progress
from app.logs.progress import ProgressReader


def heard(*reads: bytes) -> Progress | None:
    reader = ProgressReader()
    for read in reads:
        reader.feed(read)
    return reader.current


@pytest.mark.parametrize(
    ("output", "fraction", "text", "source"),
    [
        (b"\x1b]9;4;1;42\x07", 0.42, None, "output"),
        (b"\x1b]9;4;2;100\x1b\\", 1.0, None, "output"),
        (b"\x1b]9;4;3\x07", None, None, "output"),
        (b"::progress 42::\n", 0.42, None, "output"),
        (b"::progress 7.5:: file 3 of 40\n", 0.075, "file 3 of 40", "output"),
        (b'{"progress":0.42}\n', 0.42, None, "output"),
        (b'{"progress": 1, "text": "done"}\n', 1.0, "done", "output"),
        (b"\r 42% [####    ]", 0.42, None, "guess"),
        (b"10%\r20%\r30%\r", 0.3, None, "guess"),
        (b"\r31/50 files", 0.62, "31/50", "guess"),
    ],
)
def test_each_way_of_saying_progress_is_understood(
    output: bytes, fraction: float | None, text: str | None, source: str
) -> None:
    assert heard(output) == Progress(fraction, text, source)


@pytest.mark.parametrize(
    "output",
    [
        b"42% done\n",
        b"a line\r\n50%\r\n",
        b"::progress 101::\n",
        b"::progress x::\n",
        b'{"progress": 7}\n',
        b'{"progress": true}\n',
        b'{"progress": "0.5"}\n',
        b'{"progress": 0.5\n',
        b"\x1b]9;4;9;42\x07",
        b"\r7/3",
        b"\r700%",
    ],
)
def test_what_only_looks_like_progress_is_not(output: bytes) -> None:
    assert heard(output) is None


def test_the_first_kind_that_speaks_is_believed_for_the_run() -> None:
    said = heard(b"::progress 10::\n", b"\x1b]9;4;1;90\x07", b'{"progress":0.8}\n')
    assert said == Progress(0.1, None, "output")


def test_a_guess_gives_way_to_what_is_said_on_purpose() -> None:
    assert heard(b"\r 80%", b"::progress 10::\n", b"\r 90%") == Progress(0.1, None, "output")


def test_a_label_is_short_and_plain() -> None:
    said = heard(b"::progress 1:: \x1b[31m" + b"x" * 300 + b"\x1b[0m\n")
    assert said is not None
    assert said.text == "x" * 80


@given(st.integers(1, 18))
def test_a_marker_cut_by_the_end_of_a_read_is_heard(cut: int) -> None:
    marker = b"::progress 42.5::x\n"
    assert heard(b"before\n" + marker[:cut], marker[cut:]) == Progress(0.425, "x", "output")


@given(st.lists(st.binary(max_size=60), max_size=10))
def test_no_output_breaks_the_reader(reads: list[bytes]) -> None:
    said = heard(*reads, b"\r")
    assert said is None or said.fraction is None or 0 <= said.fraction <= 1


pieces = b'\x1b]9;4;|1;50\x07|::progress |9::|{"progress"|:0.5}|\r|\n|%|1/2|{|7'.split(b"|")


@given(st.lists(st.sampled_from(pieces)))
def test_a_fraction_is_always_within_0_and_1(parts: list[bytes]) -> None:
    said = heard(b"".join(parts))
    assert said is None or said.fraction is None or 0 <= said.fraction <= 1
