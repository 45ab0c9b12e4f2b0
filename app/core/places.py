"""How many may do something at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import TooManyStreams


class Places:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.taken = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place; raises TooManyStreams when there is none."""
        if self.taken >= self._limit:
            raise TooManyStreams(f"{self._limit} streams are open already")
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1
