from hypothesis import given
from hypothesis import strategies as st

from app.core.output import Stream
from app.logs.chunks import MERGE_WITHIN, Frame, decode, encode, frames_of, seal
from tests.logs.model import model, streams

frames = st.lists(
    st.tuples(st.integers(0, 20), streams, st.binary(min_size=1, max_size=20)), min_size=1
)


def framed(drawn: list[tuple[int, Stream, bytes]]) -> list[Frame]:
    time, made = 1_700_000_000_000, []
    for delay, stream, data in drawn:
        time += delay
        made.append(Frame(time, stream, data))
    return made


@given(frames)
def test_a_chunk_gives_back_every_byte_on_its_stream_within_a_few_ms(
    drawn: list[tuple[int, Stream, bytes]],
) -> None:
    written = framed(drawn)
    chunk = seal(written, first_byte=5, first_line=2, lines=1, continues=True)
    given_back = [(t, s, byte) for t, s, data in frames_of(chunk) for byte in data]
    expected = [(t, s, byte) for t, s, data in written for byte in data]
    assert [item[1:] for item in given_back] == [item[1:] for item in expected]
    for (before, _, _), (after, _, _) in zip(given_back, expected, strict=True):
        assert 0 <= after - before <= MERGE_WITHIN


@given(frames, st.integers(0, 100))
def test_frames_from_a_byte_on_are_the_rest_of_all_frames(
    drawn: list[tuple[int, Stream, bytes]], skip: int
) -> None:
    chunk = seal(framed(drawn), first_byte=100, first_line=1, lines=1, continues=False)
    rest = b"".join(data for _, _, data in frames_of(chunk, 100 + skip))
    assert rest == chunk.data[skip:]


@given(frames)
def test_an_inline_log_survives_its_encoding(drawn: list[tuple[int, Stream, bytes]]) -> None:
    expected = model([(stream, data) for _, stream, data in drawn])
    chunk = seal(
        framed(drawn), first_byte=0, first_line=1, lines=len(expected.lines), continues=False
    )
    assert decode(encode(chunk)) == chunk


def test_an_empty_log_is_no_bytes() -> None:
    assert encode(None) == b""
    assert decode(b"") is None


def test_a_leap_of_the_clock_costs_no_output() -> None:
    year = 365 * 24 * 3600 * 1000
    written = [Frame(0, Stream.OUT, b"before\n"), Frame(56 * year, Stream.OUT, b"after\n")]
    chunk = seal(written, first_byte=0, first_line=1, lines=2, continues=False)
    assert chunk.data == b"before\nafter\n"
    assert decode(encode(chunk)) == chunk
