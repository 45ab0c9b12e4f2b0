"""Refresh tokens: one family for a session, a fresh part for each of its tokens.

Who shows an old token of a family proves that it was in two hands, however often it was
exchanged since; the number of a session, which anybody can guess, proves nothing.
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Self

from app.core.security.opaque import digest, random_text

_PREFIX = "tyr_"
_PART = 22  # 131 bits
_FORM = re.compile(rf"{_PREFIX}([0-9A-Za-z]{{{_PART}}})([0-9A-Za-z]{{{_PART}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    family: str = field(repr=False)
    fresh: str = field(repr=False)

    @classmethod
    def first(cls) -> Self:
        return cls(random_text(_PART), random_text(_PART))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        found = _FORM.fullmatch(text)
        return None if found is None else cls(*found.groups())

    def successor(self) -> "RefreshToken":
        return RefreshToken(self.family, random_text(_PART))

    @property
    def text(self) -> str:
        return _PREFIX + self.family + self.fresh

    @property
    def digest(self) -> bytes:
        return digest(self.text)

    @property
    def family_digest(self) -> bytes:
        return digest(self.family)

    def seal(self, successor: "RefreshToken") -> bytes:
        """The fresh part of its successor; only who has this token can open it."""
        return self._crypt(successor.fresh.encode("ascii"))

    def unseal(self, sealed: bytes) -> "RefreshToken":
        return RefreshToken(self.family, self._crypt(sealed).decode("ascii"))

    def _crypt(self, part: bytes) -> bytes:
        pad = hashlib.sha256(b"seal" + self.text.encode("ascii")).digest()
        return bytes(a ^ b for a, b in zip(part, pad[: len(part)], strict=True))
