"""Frames (time, stream, bytes) to chunks and back.

The index of a chunk is 8 bytes a frame: milliseconds since the chunk's first
time, then the size with the stream in its lowest bit.
"""

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import NamedTuple

from app.core.clock import Millis
from app.core.output import Chunk, Stream

_FRAME = Struct("<II")
_HEAD = Struct("<BQI")
_VERSION = 1
# What an index can tell: a clock that is set while a command talks may leap further.
_LONGEST_DELAY: Millis = 2**32 - 1

# Writes of one stream this close together are told apart by nobody.
MERGE_WITHIN: Millis = 4


class Frame(NamedTuple):
    time: Millis
    stream: Stream
    data: bytes


def seal(
    frames: Iterable[Frame], *, first_byte: int, first_line: int, lines: int, continues: bool
) -> Chunk:
    frames = list(frames)
    index = _index(frames)
    delay, _ = _FRAME.unpack(index[-_FRAME.size :])
    return Chunk(
        first_byte=first_byte,
        first_line=first_line,
        lines=lines,
        continues=continues,
        first_time=frames[0].time,
        last_time=frames[0].time + delay,
        frames=index,
        data=frames[0].data if len(frames) == 1 else b"".join(frame.data for frame in frames),
    )


def _index(frames: list[Frame]) -> bytes:
    base = time = frames[0].time
    stream, size = frames[0].stream, 0
    index = bytearray()
    for frame in frames:
        if frame.stream is not stream or frame.time - time > MERGE_WITHIN:
            index += _entry(time - base, stream, size)
            time, stream, size = frame.time, frame.stream, 0
        size += len(frame.data)
    return bytes(index + _entry(time - base, stream, size))


def _entry(delay: Millis, stream: Stream, size: int) -> bytes:
    return _FRAME.pack(min(delay, _LONGEST_DELAY), size << 1 | (stream is Stream.ERR))


def frames_of(chunk: Chunk, from_byte: int = 0) -> Iterator[Frame]:
    """The frames of a chunk, from a byte of the log on."""
    skip = max(0, from_byte - chunk.first_byte)
    data = chunk.data
    if len(chunk.frames) == _FRAME.size and not skip:
        ((_, packed),) = _FRAME.iter_unpack(chunk.frames)
        yield Frame(chunk.first_time, _stream(packed), data)
        return
    start = 0
    for delay, packed in _FRAME.iter_unpack(chunk.frames):
        end = start + (packed >> 1)
        if end > skip:
            yield Frame(chunk.first_time + delay, _stream(packed), data[max(start, skip) : end])
        start = end


def _stream(packed: int) -> Stream:
    return Stream.ERR if packed & 1 else Stream.OUT


def encode(chunk: Chunk | None) -> bytes:
    """A whole short log as one blob; nothing at all for an empty one."""
    if chunk is None:
        return b""
    head = _HEAD.pack(_VERSION, chunk.first_time, len(chunk.frames) // _FRAME.size)
    return head + chunk.frames + chunk.data


def decode(blob: bytes) -> Chunk | None:
    if not blob:
        return None
    version, first_time, count = _HEAD.unpack_from(blob)
    if version != _VERSION:
        raise ValueError(f"an inline log of version {version}")
    border = _HEAD.size + count * _FRAME.size
    frames, data = blob[_HEAD.size : border], blob[border:]
    delays = [delay for delay, _ in _FRAME.iter_unpack(frames)]
    return Chunk(
        first_byte=0,
        first_line=1,
        lines=_lines(frames, data),
        continues=False,
        first_time=first_time,
        last_time=first_time + delays[-1],
        frames=frames,
        data=data,
    )


def _lines(frames: bytes, data: bytes) -> int:
    """How many lines a whole log has: each ends at a newline or where the stream switches."""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    place, before = 0, None
    for _, packed in _FRAME.iter_unpack(frames):
        stream = packed & 1
        if before not in (None, stream) and data[place - 1] != 0x0A:
            lines += 1
        place, before = place + (packed >> 1), stream
    return lines
