import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.packing import pack, unpack


@given(
    st.one_of(
        st.binary(), st.text(min_size=1).map(lambda t: (t * 2000).encode("utf-8", "surrogatepass"))
    )
)
def test_what_is_unpacked_is_what_was_packed(data: bytes) -> None:
    packed, kept = pack(data)
    assert (unpack(kept, size=len(data)) if packed else kept) == data


def test_text_takes_a_fraction_and_noise_is_left_alone() -> None:
    text = b"".join(b"line %d of the output\n" % n for n in range(5000))
    packed, kept = pack(text)
    assert packed
    assert len(kept) < len(text) / 4
    noise = os.urandom(65_536)
    assert pack(noise) == (False, noise)


@pytest.mark.parametrize("size", [0, 1, 511])
def test_a_short_piece_is_kept_as_it_is(size: int) -> None:
    assert pack(b"x" * size) == (False, b"x" * size)


def test_threads_pack_side_by_side() -> None:
    data = b"the same line\n" * 10_000
    wrong: list[int] = []

    def work(n: int) -> None:
        mine = data + b"%d" % n
        for _ in range(20):
            _, kept = pack(mine)
            if unpack(kept, size=len(mine)) != mine:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
