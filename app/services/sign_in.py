"""Sessions begin with a password, go on with refresh tokens, and end."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NoReturn, Protocol

from app.core.account import Origin, User
from app.core.account_form import compared
from app.core.clock import now
from app.core.database import Database
from app.core.errors import Conflict, Unauthenticated
from app.core.person import Person, Way
from app.core.security.access_tokens import LIFETIME, AccessTokens
from app.core.security.opaque import COOKIE as COOKIE_PREFIX
from app.core.security.opaque import digest, new_secret
from app.core.security.passwords import Passwords
from app.core.security.refresh_token import RefreshToken
from app.core.security.session_life import (
    BEARER,
    COOKIE,
    COOKIE_AT_MOST,
    bearer_end,
    cookie_end,
)
from app.core.see_through import see_through
from app.services.audit import note
from app.services.doorkeeper import Doorkeeper
from app.services.rates import Rates, whose_address
from app.store import credentials, rotation, sessions
from app.store.rotation import Reused, Rotated, Rotation
from app.store.sessions import Ending, NewSession

_SECOND = timedelta(seconds=1)
_LONGEST_NAME = 320
# One text, whoever is unknown, disabled or has another password.
_WRONG = "wrong name or password"
_OVER = "this session has ended: sign in again"


class Refused(Protocol):
    """Hears of what was tried in vain. Waits for nothing."""

    def __call__(
        self,
        by: Person | None,
        action: str,
        *,
        target: str | None = None,
        address: str | None = None,
    ) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """With an access and a refresh token, or with a cookie. Times in seconds."""

    user: User
    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_in: int
    cookie: str | None = field(default=None, repr=False)
    cookie_max_age: int | None = None


class SignIn:
    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        access_tokens: AccessTokens,
        doorkeeper: Doorkeeper,
        rates: Rates,
        *,
        refused: Refused,
    ) -> None:
        self._db = database
        self._passwords = passwords
        self._access_tokens = access_tokens
        self._doorkeeper = doorkeeper
        self._rates = rates
        self._refused = refused

    async def login(
        self, name: str, password: str, *, origin: Origin, cookie: bool = False
    ) -> SignedIn:
        """`name` is an e-mail or a username. Raises Unauthenticated, RateLimited."""
        self._rates.hit("sign-in", whose_address(origin.address))
        wanted = _wanted(name)
        user, known = await self._account(wanted)
        limit, key = _limit_of(user, wanted)
        # Taken before the password is looked at: many at once do not get more than their number.
        self._rates.hit(limit, key)
        is_right = await self._passwords.matches(password, known)
        if user is None or known is None or not is_right or not user.is_active:
            self._refuse(user, origin)
        self._rates.give_back(limit, key)
        rehashed = None
        if self._passwords.needs_rehash(known):
            rehashed = await self._passwords.hash(password)
        return await self._begin(user, origin, cookie, proved=known, rehashed=rehashed)

    async def begin(self, user: User, *, origin: Origin, cookie: bool = False) -> SignedIn:
        """For who proved in another way who they are."""
        return await self._begin(user, origin, cookie)

    async def refresh(self, refresh_token: str, *, origin: Origin) -> SignedIn:
        """Raises Unauthenticated. A token that comes back later than a moment ends its session:
        it is in two hands."""
        token = RefreshToken.parse(refresh_token)
        if token is None or not await self._db.read(
            lambda c: rotation.is_known(c, token.family_digest)
        ):
            raise Unauthenticated(_OVER)
        return await see_through(self._exchange(token, origin))

    async def logout(self, *, by: Person) -> None:
        """Raises Conflict when it is no session that asks."""
        if by.access.way is not Way.SESSION or by.access.id is None:
            raise Conflict("this is no session: it ends when its token is revoked")
        await see_through(self._end(by, by.access.id))

    async def _account(self, wanted: str) -> tuple[User | None, str | None]:
        found = await self._db.read(lambda c: credentials.by_login(c, wanted))
        return (None, None) if found is None else found

    def _refuse(self, user: User | None, origin: Origin) -> NoReturn:
        target = None if user is None else f"user:{user.id}"
        self._refused(None, "session.begin", target=target, address=origin.address)
        raise Unauthenticated(_WRONG)

    async def _begin(
        self,
        user: User,
        origin: Origin,
        cookie: bool,
        *,
        proved: str | None = None,
        rehashed: str | None = None,
    ) -> SignedIn:
        at = now()
        token = RefreshToken.first()
        secret = new_secret(COOKIE_PREFIX) if cookie else token.text
        begun = await self._db.write(
            sessions.begin,
            NewSession(
                user_id=user.id,
                kind=COOKIE if cookie else BEARER,
                secret=digest(secret),
                family=None if cookie else token.family_digest,
                expires_at=cookie_end(at, at) if cookie else bearer_end(at),
                origin=origin,
                proved=proved,
                rehashed=rehashed,
            ),
        )
        if begun is None:
            raise Unauthenticated(_WRONG)
        session_id, user = begun
        return self._by_cookie(user, secret) if cookie else self._by_tokens(user, session_id, token)

    def _by_cookie(self, user: User, secret: str) -> SignedIn:
        age = COOKIE_AT_MOST // _SECOND
        return SignedIn(user=user, expires_in=age, cookie=secret, cookie_max_age=age)

    def _by_tokens(self, user: User, session_id: int, token: RefreshToken) -> SignedIn:
        return SignedIn(
            user=user,
            access_token=self._access_tokens.issue(user.id, session_id),
            refresh_token=token.text,
            expires_in=LIFETIME // _SECOND,
        )

    async def _exchange(self, token: RefreshToken, origin: Origin) -> SignedIn:
        successor = token.successor()
        done = await self._db.write(
            rotation.rotate,
            Rotation(
                secret=token.digest,
                family=token.family_digest,
                successor=successor.digest,
                sealed=token.seal(successor),
                origin=origin,
            ),
        )
        match done:
            case Rotated(session_id, user, sealed):
                return self._by_tokens(user, session_id, token.unseal(sealed))
            case Reused(session_id, user_id):
                self._doorkeeper.end(user_id=user_id, session_id=session_id)
        raise Unauthenticated(_OVER)

    async def _end(self, by: Person, session_id: int) -> None:
        asked = Ending(
            session_id=session_id,
            of=by.id,
            why="logout",
            note=note(by, "session.end", target=f"session:{session_id}"),
        )
        await self._db.write(sessions.end, asked)
        self._doorkeeper.end(user_id=by.id, session_id=session_id)


def _wanted(name: str) -> str:
    """As names are compared; what no database can hold is nobody's."""
    return compared(name[:_LONGEST_NAME]).encode("utf-8", "replace").decode("utf-8")


def _limit_of(user: User | None, wanted: str) -> tuple[str, str]:
    return ("no-account", digest(wanted).hex()) if user is None else ("password", str(user.id))
