"""A doorkeeper that knows a few, and accounts that are always the same."""

from collections.abc import AsyncIterator, Callable, Mapping
from types import SimpleNamespace
from typing import Any

from app.core.account import AuditEntry, NewAccount, Origin, User, UserStats
from app.core.account_query import AuditPage, AuditQuery, UserPage, UserQuery
from app.core.errors import NotFound, PreconditionFailed, Unauthenticated
from app.core.person import Access, Person, Role, Way
from app.services.register import WaysIn
from tests.api.facts import A_SESSION, A_TOKEN, ADMIN, AN_ENTRY, AN_INVITE, a_person, a_user

AS_ADMIN = {"Authorization": "Bearer ty_admin"}
COOKIE = "taskyard_2a=tys_ben"
STATS = UserStats(assigned=4, completed=2, in_progress=1, failed=1)


class FakeDoorkeeper:
    def __init__(self) -> None:
        self.known = {"ty_admin": ADMIN}
        self.cookies = {"tys_ben": a_person(access=Access(Way.SESSION, 12, by_cookie=True))}
        self.seen: list[tuple[str, str | None]] = []

    async def admit(self, credential: str, *, address: str | None) -> Person:
        return self._one(self.known, credential, address)

    async def admit_cookie(self, secret: str, *, address: str | None) -> Person:
        return self._one(self.cookies, secret, address)

    def _one(self, known: Mapping[str, Person], given: str, address: str | None) -> Person:
        self.seen.append((given, address))
        if given not in known:
            raise Unauthenticated
        return known[given]


class FakePeople:
    """Sign-in, registration, users and what else there is of people."""

    def __init__(self, note: Callable[..., None]) -> None:
        self._note = note
        self.users: dict[int, User] = {2: a_user(2, name="Ada", role=Role.ADMIN), 7: a_user(7)}

    # sign-in, registration

    async def login(self, name: str, password: str, *, origin: Origin, cookie: bool = False) -> Any:
        self._note("login", (name, password, origin, cookie))
        return self._signed_in(cookie)

    async def refresh(self, refresh_token: str, *, origin: Origin) -> Any:
        self._note("refresh", refresh_token)
        return self._signed_in(cookie=False)

    async def logout(self, *, by: Person) -> None:
        self._note("logout", None, by)

    async def register(
        self, new: NewAccount, *, invite: str | None, origin: Origin, cookie: bool
    ) -> Any:
        self._note("register", (new, invite))
        return self._signed_in(cookie)

    async def set_up(self, key: str, new: NewAccount, *, origin: Origin, cookie: bool) -> Any:
        self._note("set_up", (key, new))
        return self._signed_in(cookie)

    async def ways_in(self) -> WaysIn:
        return WaysIn(setup_open=False, registration="invite")

    def _signed_in(self, cookie: bool) -> Any:
        return SimpleNamespace(
            user=self.users[7],
            access_token=None if cookie else "ey.access",
            refresh_token=None if cookie else "tyr_next",
            expires_in=600,
            cookie="tys_ben" if cookie else None,
            cookie_max_age=86_400 if cookie else None,
        )

    async def rotate_key(self, *, by: Person) -> None:
        self._note("rotate_key", None, by)

    # users

    async def page(self, query: UserQuery, *, by: Person) -> UserPage:
        self._note("users", query, by)
        return UserPage([(user, STATS) for user in self.users.values()], None)

    async def get(self, user_id: int, *, by: Person) -> tuple[User, UserStats | None]:
        self._note("user", user_id, by)
        if user_id not in self.users:
            raise NotFound("user", user_id)
        return self.users[user_id], STATS if by.role is Role.ADMIN or by.id == user_id else None

    async def create(self, new: NewAccount, role: Role, *, by: Person) -> User:
        self._note("create_user", (new, role), by)
        return a_user(8, email=new.email, name=new.name, role=role, external_id=new.external_id)

    async def change(
        self, user_id: int, changes: Mapping[str, Any], *, by: Person, if_version: int | None
    ) -> User:
        self._note("change_user", changes, by)
        user, _ = await self.get(user_id, by=by)
        if if_version not in (None, user.version):
            raise PreconditionFailed(f"the account has version {user.version}")
        return user

    async def delete(self, user_id: int, *, by: Person) -> None:
        await self.get(user_id, by=by)

    async def me(self, *, by: Person) -> User:
        return self.users[by.id]

    async def change_me(
        self, changes: Mapping[str, Any], *, current_password: str | None, by: Person
    ) -> User:
        self._note("change_me", (changes, current_password), by)
        return self.users[by.id]

    # sessions, tokens, invites, audit

    async def sessions(self, *, by: Person) -> list[Any]:
        return [A_SESSION]

    async def end_session(self, session_id: int, *, by: Person) -> None:
        self._note("end_session", session_id, by)

    async def tokens(self, *, by: Person) -> list[Any]:
        return [A_TOKEN]

    async def create_token(self, name: str, scopes: Any, *, expires_at: Any, by: Person) -> Any:
        self._note("create_token", (name, scopes, expires_at), by)
        return A_TOKEN, "ty_secret"

    async def revoke_token(self, token_id: int, *, by: Person) -> None:
        self._note("revoke_token", token_id, by)

    async def invites(self, *, by: Person) -> list[Any]:
        return [AN_INVITE]

    async def create_invite(self, email: str | None, role: Role, *, by: Person) -> Any:
        self._note("create_invite", (email, role), by)
        return AN_INVITE, "tyi_secret"

    async def revoke_invite(self, invite_id: int, *, by: Person) -> None:
        self._note("revoke_invite", invite_id, by)

    async def audit_page(self, query: AuditQuery, *, by: Person) -> AuditPage:
        self._note("audit", query, by)
        return AuditPage([AN_ENTRY], "next")

    async def audit_verify(self, *, by: Person) -> int | None:
        self._note("audit_verify", None, by)
        return AN_ENTRY.id

    async def audit_export(self, query: AuditQuery, *, by: Person) -> AsyncIterator[AuditEntry]:
        self._note("audit_export", query, by)

        async def entries() -> AsyncIterator[AuditEntry]:
            yield AN_ENTRY
            yield AN_ENTRY

        return entries()
