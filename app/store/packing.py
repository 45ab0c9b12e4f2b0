"""Output is kept compressed (Zstandard): text takes a fifth of the disk or less, and a
flood takes less time to compress than its bytes would take to be written."""

import threading

import zstandard

_LEVEL = 1
# Smaller pieces gain nothing worth a decompression.
_WORTH = 512

# A compressor serves one thread at a time.
_own = threading.local()


def pack(data: bytes) -> tuple[bool, bytes]:
    """Whether it was compressed, and what to keep: the data itself where that is no larger."""
    if len(data) < _WORTH:
        return False, data
    packed: bytes = _compressor().compress(data)
    return (True, packed) if len(packed) < len(data) else (False, data)


def unpack(packed: bytes, *, size: int) -> bytes:
    """`size` is that of the data, in bytes."""
    return _decompressor().decompress(packed, max_output_size=size)


def _compressor() -> zstandard.ZstdCompressor:
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(level=_LEVEL)
    compressor: zstandard.ZstdCompressor = _own.compressor
    return compressor


def _decompressor() -> zstandard.ZstdDecompressor:
    if not hasattr(_own, "decompressor"):
        _own.decompressor = zstandard.ZstdDecompressor()
    decompressor: zstandard.ZstdDecompressor = _own.decompressor
    return decompressor
