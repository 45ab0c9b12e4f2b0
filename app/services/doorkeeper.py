"""Who stands at the door. What was looked up is kept in memory, and everything that takes an
access away comes by here to have it forgotten."""

import asyncio
import hmac
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from ipaddress import IPv6Address, ip_address
from typing import Protocol

from sqlalchemy import Connection

from app.core.clock import Millis, now
from app.core.database import Database
from app.core.errors import Unauthenticated
from app.core.people import People
from app.core.person import LOCAL_ID, Access, Person, Role, Way
from app.core.security.access_tokens import AccessTokens, BadToken
from app.core.security.opaque import COOKIE, LOCAL_TOKEN, digest, is_api_token
from app.core.security.session_life import cookie_end
from app.services.known_accesses import Held, KnownAccesses
from app.store import credentials
from app.store.credentials import Credential, Use

_log = logging.getLogger(__name__)

_LONGEST = 2048
_HELD = 4096
_NOTE_EVERY: Millis = 60_000

Find = Callable[[Connection], Credential | None]


class HasPerson(Protocol):
    @property
    def person(self) -> Person: ...


EndStreams = Callable[[Callable[[HasPerson], bool], str], None]


class Doorkeeper:
    """`end_streams` ends the open streams of those it is asked about, and tells them a reason."""

    def __init__(
        self,
        database: Database,
        access_tokens: AccessTokens,
        people: People,
        *,
        local_token: str,
        end_streams: EndStreams,
        held: int = _HELD,
    ) -> None:
        self._db = database
        self._access_tokens = access_tokens
        self._people = people
        self._local_token = local_token.encode()
        self._end_streams = end_streams
        self._known = KnownAccesses(held)
        self._looking: dict[bytes, asyncio.Task[bool]] = {}
        self._owners_access = Access(Way.LOCAL)
        self._known.watch(self._owners_access, LOCAL_ID)

    async def admit(self, credential: str, *, address: str | None) -> Person:
        """By what a header carries; raises Unauthenticated."""
        # A cookie's secret is not good in a header: who holds it is a browser.
        if credential.startswith((LOCAL_TOKEN, COOKIE)):
            return self._owner(credential, address)
        key = _key_of(credential)
        return self._recognised(key, address) or await self._meet(
            key, address, lambda: self._find_of(credential, key)
        )

    async def admit_cookie(self, secret: str, *, address: str | None) -> Person:
        """By what the page's cookie carries; raises Unauthenticated."""
        if not secret.startswith(COOKIE):
            raise Unauthenticated
        key = _key_of(secret)
        return self._recognised(key, address) or await self._meet(
            key, address, lambda: partial(credentials.of_cookie, secret=key)
        )

    def end(
        self,
        *,
        user_id: int,
        session_id: int | None = None,
        token_id: int | None = None,
        keep_session: int | None = None,
    ) -> None:
        """After the commit that ended them: of a person one session, one API token, or all ways
        in but `keep_session`."""

        def is_meant(access: Access) -> bool:
            if session_id is not None:
                return access.way is Way.SESSION and access.id == session_id
            if token_id is not None:
                return access.way is Way.TOKEN and access.id == token_id
            return access.way is not Way.SESSION or access.id != keep_session

        self._known.end(user_id, is_meant)
        self._end_streams(lambda place: place.person.access.is_over, "access_ended")

    def refresh(self, user_id: int) -> None:
        """After a commit that changed what a person may do or is called. They stay signed in;
        their streams end, to come back as who they are now."""
        self._known.forget(user_id)
        self._end_streams(lambda place: place.person.id == user_id, "access_changed")

    def _owner(self, credential: str, address: str | None) -> Person:
        shown = credential.encode("utf-8", "surrogatepass")
        if not (hmac.compare_digest(shown, self._local_token) and is_loopback(address)):
            raise Unauthenticated
        if self._owners_access.is_over:  # its streams were ended; the file is still the owner's
            self._owners_access = Access(Way.LOCAL)
            self._known.watch(self._owners_access, LOCAL_ID)
        name = self._people.name_of(LOCAL_ID)
        return Person(LOCAL_ID, name, Role.ADMIN, access=self._owners_access, address=address)

    def _recognised(self, key: bytes, address: str | None) -> Person | None:
        held = self._known.find(key)
        if held is None:
            return None
        at = now()
        if not held.is_good(at):
            self._known.drop(key)
            raise Unauthenticated
        if held.person.address != address:
            held.person = replace(held.person, address=address)
        if at - held.noted_at >= _NOTE_EVERY:
            self._note(held, at)
        return held.person

    async def _meet(self, key: bytes, address: str | None, find_of: Callable[[], Find]) -> Person:
        while not self._known.is_stranger(key):
            if not await asyncio.shield(self._look(key, find_of)):
                break
            # It may have been forgotten again between the look and this moment.
            person = self._recognised(key, address)
            if person is not None:
                return person
        raise Unauthenticated

    def _look(self, key: bytes, find_of: Callable[[], Find]) -> "asyncio.Task[bool]":
        """One look for all who show the same at the same time."""
        task = self._looking.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._look_up(key, find_of()))
            self._looking[key] = task
            task.add_done_callback(partial(self._have_looked, key))
        return task

    def _have_looked(self, key: bytes, task: "asyncio.Task[bool]") -> None:
        del self._looking[key]
        if not task.cancelled():
            task.exception()  # seen, should all who waited for it have gone

    async def _look_up(self, key: bytes, find: Find) -> bool:
        while True:
            changes = self._known.changes
            found = await self._db.read(find)
            if changes == self._known.changes:
                break
        if found is None:
            self._known.add_stranger(key)
            return False
        self._known.add(key, found)
        return True

    def _find_of(self, credential: str, key: bytes) -> Find:
        if is_api_token(credential):
            return partial(credentials.of_api_token, secret=key)
        try:
            claims = self._access_tokens.read(credential)
        except BadToken as error:
            raise Unauthenticated from error
        return partial(
            credentials.of_session,
            session_id=claims.session_id,
            user_id=claims.user_id,
            until=claims.expires_at,
        )

    def _note(self, held: Held, at: Millis) -> None:
        """That it is in use. Nobody waits for it."""
        held.noted_at = at
        person, access = held.person, held.person.access
        assert access.id is not None
        if access.way is Way.TOKEN:
            noted = self._db.write_soon(
                credentials.note_token_uses, Use(access.id, at, person.address)
            )
        else:
            until = None
            if access.by_cookie:
                until = access.expires_at = cookie_end(held.created_at, at)
            noted = self._db.write_soon(
                credentials.note_session_uses, Use(access.id, at, person.address, until)
            )
        noted.add_done_callback(_complain)


def _key_of(credential: str) -> bytes:
    if len(credential) > _LONGEST:
        raise Unauthenticated
    return digest(credential)


@lru_cache(maxsize=256)
def is_loopback(address: str | None) -> bool:
    """None is this process itself."""
    if address is None:
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped.is_loopback
    return found.is_loopback


def _complain(noted: "asyncio.Future[None]") -> None:
    if not noted.cancelled() and (error := noted.exception()) is not None:
        _log.warning("the use of an access was not noted", exc_info=error)
