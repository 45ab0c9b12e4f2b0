"""A log as a person would read it off a list of writes: the plain answer all others must equal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from app.core.output import Stream

Write = tuple[Stream, bytes]

streams = st.sampled_from(Stream)
words = [b"a", b"bb", b"\n", b"\n", b"\r", "é€𝄞".encode(), b"\xff", b"\0"]
texts = st.one_of(
    st.lists(st.sampled_from(words)).map(b"".join),
    st.binary(max_size=30),
)
writes = st.lists(st.tuples(streams, texts), max_size=30)


@dataclass
class Model:
    raw: bytes = b""
    lines: list[tuple[int, Stream, str]] = field(default_factory=list)


def model(written: Sequence[Write]) -> Model:
    """Byte by byte: a line ends at a newline, or where the stream switches."""
    lines: list[tuple[Stream, bytearray]] = []
    is_open = False
    for stream, data in written:
        for byte in data:
            if not is_open or lines[-1][0] is not stream:
                lines.append((stream, bytearray()))
            is_open = byte != 0x0A
            if is_open:
                lines[-1][1].append(byte)
    numbered = [
        (n, stream, line.decode("utf-8", "replace")) for n, (stream, line) in enumerate(lines, 1)
    ]
    return Model(b"".join(data for _, data in written), numbered)
