"""Passwords: Argon2id in a small pool of threads. Each hash takes 19 MiB and some 30 ms, so
without a bound a crowd at the door would take the machine's memory and both its cores."""

import asyncio
import functools
import math
import secrets
import threading
import unicodedata
import warnings
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from app.core.errors import Invalid, RateLimited

T = TypeVar("T")

SHORTEST = 10
LONGEST = 256
_THREADS = 2
_WAITING = 16
_LEAST_SCORE = 2
_ESTIMATED = 72  # letters: what the estimate takes, and how long it takes, has a bound
# Characters that stand for letters in several ways each: every way is an estimate of its own,
# so of a password with many ways it looks at the beginning.
_WAYS = 16
_ESTIMATED_BEGINNING = 12
_TELLING = 4  # letters: a shorter name is in many a good password by chance

_loading = threading.Lock()
_one_at_a_time = threading.Lock()  # the estimate keeps what it is told in a global


class Passwords:
    def __init__(self, *, memory_kib: int = 19 * 1024, passes: int = 2) -> None:
        self._cost = {"memory_cost": memory_kib, "time_cost": passes, "parallelism": 1}
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="password")
        self._asked = 0

    async def hash(self, password: str) -> str:
        return await self._run(lambda: str(self._argon2.hash(_normal(password))))

    async def matches(self, password: str, hash: str | None) -> bool:
        """Takes as long when there is no hash, or when the password is too long to be one."""
        return await self._run(lambda: self._matches(password, hash))

    def needs_rehash(self, hash: str) -> bool:
        return bool(self._argon2.needs_update(hash))

    async def check(self, password: str, about: Iterable[str]) -> None:
        """Raises Invalid for one that is easily guessed by who knows `about`: name and e-mail."""
        if len(password) < SHORTEST:
            raise _refused("short", f"takes at least {SHORTEST} characters")
        if len(password) > LONGEST:
            raise _refused("long", f"takes at most {LONGEST} characters")
        told = _parts_of(about)
        if any(part in password.casefold() for part in told):
            raise _refused("personal", "must not contain your name or e-mail address")
        await self._run(lambda: _estimate(password, told))

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        """Raises RateLimited when too many wait."""
        if self._asked >= _THREADS + _WAITING:
            raise RateLimited("too many people sign in at this moment", retry_after=2)
        self._asked += 1
        job = asyncio.get_running_loop().run_in_executor(self._pool, work)
        # Counted until it is done, also when nobody waits for it any more: it takes a thread.
        job.add_done_callback(self._done)
        return await asyncio.shield(job)

    def _done(self, job: "asyncio.Future[Any]") -> None:
        self._asked -= 1
        if not job.cancelled():
            job.exception()  # seen, should its caller have gone

    def _matches(self, password: str, hash: str | None) -> bool:
        is_possible = hash is not None and len(password) <= LONGEST
        found = self._argon2.verify(
            _normal(password[:LONGEST]), hash if is_possible else self._nobodys
        )
        return is_possible and bool(found)

    @property
    def _argon2(self) -> Any:
        with _loading:
            return self._loaded

    @functools.cached_property
    def _loaded(self) -> Any:
        # It uses a module that is to leave Python: for a release of it, not for who runs this.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="passlib")
        from passlib.hash import argon2  # type: ignore[import-untyped]

        argon2.set_backend()  # else it does so at the first use, and two of these could meet
        return argon2.using(type="ID", **self._cost)

    @property
    def _nobodys(self) -> str:
        with _loading:
            return self._nobodys_hash

    @functools.cached_property
    def _nobodys_hash(self) -> str:
        return str(self._loaded.hash(secrets.token_bytes(16)))


def _normal(password: str) -> bytes:
    """One password, however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _parts_of(about: Iterable[str]) -> list[str]:
    texts = [text.casefold() for text in about]
    parts = {
        text.strip() for whole in texts for text in (whole, *whole.split("@", 1), *whole.split())
    }
    return sorted(part for part in parts if len(part) >= _TELLING)


def _estimate(password: str, told: list[str]) -> None:
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]
    from zxcvbn.matching import L33T_TABLE  # type: ignore[import-untyped]

    ways = math.prod(sum(sign in password for sign in signs) or 1 for signs in L33T_TABLE.values())
    length = _ESTIMATED if ways <= _WAYS else _ESTIMATED_BEGINNING
    with _one_at_a_time:
        score = zxcvbn(password[:length], user_inputs=told)["score"]
    if score < _LEAST_SCORE:
        raise _refused(
            "common", "is too easily guessed: take some words that do not belong together"
        )


def _refused(code: str, detail: str) -> Invalid:
    return Invalid([("/password", code, detail)])
