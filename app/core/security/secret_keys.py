"""The keys that sign access tokens: one that signs, and the one before, which is still good."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from app.core.errors import CannotStart, Conflict
from app.core.private_file import write_private
from app.core.security.own_file import read_own

_BYTES = 32
_LEAST_DIFFERENT = 8
# From documentation and templates: thousands of servers have them.
_WELL_KNOWN = frozenset(
    {
        "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
        "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
        "a-string-secret-at-least-256-bits-long",
        "your-256-bit-secret-your-256-bit-secret",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "0123456789abcdef0123456789abcdef",
        "00112233445566778899aabbccddeeff",
    }
)
_PLACEHOLDERS = (
    "changeme", "changethis", "replaceme", "insecure", "yoursecret", "yoursupersecret",
    "supersecretkey", "mysecretkey", "secretkeyhere", "notsosecret", "notasecret",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SecretKey:
    kid: str
    secret: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> Self:
        return cls(hashlib.sha256(b"kid" + secret).hexdigest()[:8], secret)


class SecretKeys:
    def __init__(self, keys: tuple[SecretKey, ...], path: Path | None) -> None:
        self._keys = keys  # the one that signs first
        self._path = path

    @classmethod
    def open(cls, path: Path, setting: str | None) -> Self:
        """The key of the setting, else those of the file, which is made when there is none.

        Raises CannotStart: the setting is no secret, or the file is damaged or not private.
        """
        if setting is not None:
            return cls((SecretKey.of(_good(setting)),), None)
        content = read_own(path)
        if content is not None:
            return cls(_parsed(path, content), path)
        keys = (SecretKey.of(secrets.token_bytes(_BYTES)),)
        _write(path, keys)
        return cls(keys, path)

    @property
    def current(self) -> SecretKey:
        return self._keys[0]

    def by_kid(self, kid: str) -> SecretKey | None:
        return next((key for key in self._keys if key.kid == kid), None)

    def rotate(self) -> None:
        """Sign with a new key; the one before stays good. Raises Conflict."""
        if self._path is None:
            raise Conflict("the key is a setting: change SECRET_KEY and restart instead")
        keys = (SecretKey.of(secrets.token_bytes(_BYTES)), self.current)
        _write(self._path, keys)
        self._keys = keys


def _good(setting: str) -> bytes:
    secret = setting.strip().encode("utf-8", "surrogateescape")
    if len(secret) < _BYTES:
        raise CannotStart(f"SECRET_KEY: too short, {_BYTES} bytes at least; `openssl rand -hex 32`")
    plain = "".join(filter(str.isalnum, setting.lower()))
    if (
        setting.strip().lower() in _WELL_KNOWN
        or any(word in plain for word in _PLACEHOLDERS)
        or len(set(secret)) < _LEAST_DIFFERENT
    ):
        raise CannotStart("SECRET_KEY: this value is well known; `openssl rand -hex 32`")
    return secret


def _parsed(path: Path, content: str) -> tuple[SecretKey, ...]:
    try:
        found = [base64.b64decode(line, validate=True) for line in content.split()]
    except ValueError:
        found = []
    if len(found) not in (1, 2) or any(len(secret) != _BYTES for secret in found):
        raise CannotStart(f"{path} is damaged: delete it, and everybody has to sign in again")
    return tuple(SecretKey.of(secret) for secret in found)


def _write(path: Path, keys: tuple[SecretKey, ...]) -> None:
    write_private(path, b"".join(base64.b64encode(key.secret) + b"\n" for key in keys))
