"""The accesses that were looked up, in memory: so many, the longest unused go."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from app.core.clock import Millis
from app.core.person import Access, Person
from app.store.credentials import Credential

V = TypeVar("V")

_STRANGERS = 1024
_STRANGE = 10.0  # seconds


@dataclass(slots=True, eq=False)
class Held:
    """Good until its access is over or expires."""

    person: Person
    created_at: Millis
    noted_at: Millis

    def is_good(self, at: Millis) -> bool:
        access = self.person.access
        return not access.is_over and (access.expires_at is None or at < access.expires_at)


class KnownAccesses:
    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[bytes, Held] = OrderedDict()
        self._strangers: OrderedDict[bytes, float] = OrderedDict()
        # Of everybody who came in, as long as anybody holds it: a stream may for days.
        self._accesses: WeakKeyDictionary[Access, int] = WeakKeyDictionary()
        # Grows whenever something is forgotten: what is being looked up then may be old already.
        self.changes = 0

    def __len__(self) -> int:
        return len(self._held)

    def find(self, key: bytes) -> Held | None:
        held = self._held.get(key)
        if held is not None:
            self._held.move_to_end(key)
        return held

    def add(self, key: bytes, found: Credential) -> None:
        access = Access(found.way, found.id, found.expires_at, found.by_cookie)
        person = Person(found.user_id, found.name, found.role, found.scopes, access)
        self.watch(access, found.user_id)
        _put(self._held, key, Held(person, found.created_at, found.last_used_at or 0), self._most)

    def watch(self, access: Access, user_id: int) -> None:
        self._accesses[access] = user_id

    def drop(self, key: bytes) -> None:
        self._held.pop(key, None)

    def add_stranger(self, key: bytes) -> None:
        _put(self._strangers, key, time.monotonic() + _STRANGE, _STRANGERS)

    def is_stranger(self, key: bytes) -> bool:
        """Was it looked up in vain a moment ago? What opened nothing never will: secrets are
        drawn, not chosen, and what was taken away is not given back."""
        return self._strangers.get(key, 0.0) > time.monotonic()

    def end(self, user_id: int, which: Callable[[Access], bool]) -> None:
        for access, owner in list(self._accesses.items()):
            if owner == user_id and which(access):
                access.is_over = True
        self._forget(lambda person: person.access.is_over)

    def forget(self, user_id: int) -> None:
        self._forget(lambda person: person.id == user_id)

    def _forget(self, which: Callable[[Person], bool]) -> None:
        self.changes += 1
        self._strangers.clear()
        for key in [key for key, held in self._held.items() if which(held.person)]:
            del self._held[key]


def _put(known: OrderedDict[bytes, V], key: bytes, value: V, most: int) -> None:
    known[key] = value
    known.move_to_end(key)
    if len(known) > most:
        known.popitem(last=False)
