"""The link that makes the first administrator: one use, one hour, five tries."""

import hmac
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from app.core.errors import CannotStart, Forbidden
from app.core.private_file import write_private
from app.core.security.own_file import read_own

_KEY_BYTES = 24
_VALID_SECONDS = 60 * 60
_TRIES = 5
_MARK = "/setup#k="
_ANOTHER = "; `taskyard setup-link` on the server prints another"


class SetupKey:
    """The file holds the whole link, for its owner to read. Whoever replaces it makes the one
    before worthless; the server looks at it for every try."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        # Wrong tries in all, and for which key.
        self._wrong = 0
        self._tried = ""

    def make(self, url: str) -> str:
        """A new link; `url` is the server's public one."""
        link = f"{url}{_MARK}{secrets.token_urlsafe(_KEY_BYTES)}"
        write_private(self._path, f"{link}\n".encode())
        return link

    def matches(self, key: str) -> bool:
        """Raises Forbidden when no key is good (any more)."""
        kept = self._kept()
        if kept != self._tried:
            self._tried, self._wrong = kept, 0
        if self._wrong >= _TRIES:
            raise Forbidden("the set-up link was tried too often" + _ANOTHER)
        if hmac.compare_digest(kept.encode(), key.encode()):
            return True
        self._wrong += 1
        return False

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)

    def _kept(self) -> str:
        try:
            link = read_own(self._path) or ""
        except CannotStart as error:
            raise Forbidden(f"{error}{_ANOTHER}") from None
        key = link.strip().partition(_MARK)[2]
        if not key:
            raise Forbidden("there is no set-up link (any more)" + _ANOTHER)
        age = self._now() - self._path.stat().st_mtime
        if not -60 <= age <= _VALID_SECONDS:
            raise Forbidden("the set-up link is older than an hour" + _ANOTHER)
        return key
