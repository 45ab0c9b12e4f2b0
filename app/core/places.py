"""How many streams may be open at once, and whose they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.core.errors import TooManyStreams
from app.core.person import Person


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An open stream of somebody, of one task or of all. `end` ends it, with a reason."""

    person: Person
    task_id: int | None
    end: Callable[[str], None]


class Places:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: set[Place] = set()

    @property
    def taken(self) -> int:
        return len(self._held)

    @contextmanager
    def one(
        self, by: Person, *, task_id: int | None = None, end: Callable[[str], None]
    ) -> Iterator[None]:
        """Hold a place; raises TooManyStreams when there is none."""
        if self.taken >= self._limit:
            raise TooManyStreams(f"{self._limit} streams are open already")
        place = Place(by, task_id, end)
        self._held.add(place)
        try:
            yield
        finally:
            self._held.discard(place)

    def end(self, which: Callable[[Place], bool], reason: str) -> None:
        for place in [place for place in self._held if which(place)]:
            place.end(reason)
