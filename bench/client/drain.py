"""Read one stream to its end, as fast as it comes, and say how much there was.

python -m bench.client.drain PORT TARGET
"""

import sys
import time

from bench.client.stream import open_stream
from bench.companion import announce_ready, answer

_CHUNKED_END = b"0\r\n\r\n"


def main() -> None:
    stream = open_stream(int(sys.argv[1]), sys.argv[2])
    announce_ready()
    room = bytearray(1 << 20)
    received, began = 0, time.perf_counter()
    while count := stream.recv_into(room):
        received += count
        if room[max(0, count - 5) : count] == _CHUNKED_END:
            break
    answer({"bytes": received, "seconds": time.perf_counter() - began})


if __name__ == "__main__":
    main()
