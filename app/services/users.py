"""People: who there is, and how accounts come, change and go."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.core.account import NewAccount, User, UserStats
from app.core.account_query import UserPage, UserQuery
from app.core.database import Database
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.people import People
from app.core.person import LOCAL_ID, Person, Role, Way
from app.core.security.passwords import Passwords
from app.core.see_through import see_through
from app.services.access import Act, Whose, demand, whose
from app.services.audit import Audit, note
from app.services.doorkeeper import Doorkeeper
from app.services.new_account import checked_hash, in_form, stored
from app.services.rates import Rates
from app.store import user_create, user_edit, user_page, users
from app.store.user_create import NewUser
from app.store.user_edit import Changed, Removal, UserChange

# What one may change of oneself, and of that what takes the password one has.
_OWN = frozenset({"name", "email", "username", "password"})
_GUARDED = frozenset({"email", "username", "password"})
# What the door remembers of a person.
_CACHED = frozenset({"name", "role"})


class Users:
    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        doorkeeper: Doorkeeper,
        people: People,
        audit: Audit,
        rates: Rates,
    ) -> None:
        self._db = database
        self._passwords = passwords
        self._doorkeeper = doorkeeper
        self._people = people
        self._audit = audit
        self._rates = rates

    async def page(self, query: UserQuery, *, by: Person) -> UserPage:
        """Who does not manage people gets those who are active, and of others the name."""
        demand(by, Act.READ_PEOPLE)
        # Words would tell whose e-mail they are in.
        searched = user_page.EVERY_NAME if _manages(by) else user_page.SHOWN_NAME
        if not _manages(by):
            query = replace(query, disabled=False, external_ids=query.external_ids and frozenset())
        found, stats, cursor = await self._db.read(
            lambda c: user_page.with_statistics(c, query, searched=searched)
        )
        return UserPage([_shown(user, stats[user.id], by) for user in found], cursor)

    async def get(self, user_id: int, *, by: Person) -> tuple[User, UserStats | None]:
        demand(by, Act.READ_PEOPLE)
        user = await self._one(user_id)
        if not (user.is_active or _manages(by)):
            raise NotFound("user", user_id)
        stats = await self._db.read(lambda c: user_page.statistics(c, [user_id]))
        return _shown(user, stats[user_id], by)

    async def me(self, *, by: Person) -> User:
        demand(by, Act.READ_OWN_ACCOUNT)
        return await self._one(by.id)

    async def create(self, new: NewAccount, role: Role, *, by: Person) -> User:
        """Raises Invalid for bad form, Conflict where the e-mail or username is in use."""
        self._audit.demand(by, Act.MANAGE_PEOPLE, "user.create")
        asked = await stored(new, role, passwords=self._passwords, note=note(by, "user.create"))
        return await see_through(self._create(asked))

    async def change(
        self,
        user_id: int,
        changes: Mapping[str, Any],
        *,
        by: Person,
        if_version: int | None = None,
    ) -> User:
        """Raises NotFound, PreconditionFailed, Invalid, and Conflict for a name in use, for the
        owner of the machine, and where no administrator would be left."""
        self._audit.demand(by, Act.MANAGE_PEOPLE, "user.change", target=f"user:{user_id}")
        _refuse_owner(user_id)
        if user_id == by.id and (guarded := _GUARDED & changes.keys()):
            raise Forbidden(f"your own {_listed(guarded)}: change them at /auth/me")
        change = UserChange(
            user_id=user_id,
            values=await self._values(await self._one(user_id), changes),
            note=note(by, "user.change", target=f"user:{user_id}"),
            if_version=if_version,
        )
        return await see_through(self._change(change))

    async def change_me(
        self, changes: Mapping[str, Any], *, current_password: str | None, by: Person
    ) -> User:
        """Raises Forbidden without the right password where one is needed, Invalid, Conflict."""
        self._audit.demand(by, Act.CHANGE_OWN_ACCOUNT, "user.change", target=f"user:{by.id}")
        _refuse_owner(by.id)
        if others := changes.keys() - _OWN:
            self._audit.refused(by, "user.change", target=f"user:{by.id}", why=_listed(others))
            raise Forbidden(f"{_listed(others)}: only an administrator changes that")
        if _GUARDED & changes.keys():
            await self._check_current(current_password, by=by)
        session = by.access.id if by.access.way is Way.SESSION else None
        change = UserChange(
            user_id=by.id,
            values=await self._values(await self._one(by.id), changes),
            note=note(by, "user.change", target=f"user:{by.id}"),
            keep_session=session,
        )
        return await see_through(self._change(change))

    async def delete(self, user_id: int, *, by: Person) -> None:
        """Who has done anything stays as a name without a person. Raises NotFound, Conflict."""
        self._audit.demand(by, Act.MANAGE_PEOPLE, "user.delete", target=f"user:{user_id}")
        _refuse_owner(user_id)
        asked = Removal(user_id=user_id, note=note(by, "user.delete", target=f"user:{user_id}"))
        await see_through(self._delete(asked))

    async def _one(self, user_id: int) -> User:
        user = await self._db.read(lambda c: users.one(c, user_id))
        if user is None:
            raise NotFound("user", user_id)
        return user

    async def _values(self, user: User, changes: Mapping[str, Any]) -> dict[str, Any]:
        values = in_form(changes)
        if "password" in values:
            about = {"email": user.email, "username": user.username, "name": user.name}
            values["password"] = await checked_hash(
                values["password"],
                about={name: values.get(name, known) for name, known in about.items()},
                passwords=self._passwords,
            )
        return values

    async def _check_current(self, password: str | None, *, by: Person) -> None:
        self._rates.hit("password", str(by.id))
        known = await self._db.read(lambda c: users.password(c, by.id))
        if not await self._passwords.matches(password or "", known):
            self._audit.refused(by, "user.change", target=f"user:{by.id}", why="password")
            raise Forbidden("the current password is not right")
        self._rates.give_back("password", str(by.id))

    async def _create(self, new: NewUser) -> User:
        user = await self._db.write(user_create.create, new)
        self._people.learn([(user.id, user.name)])
        return user

    async def _change(self, change: UserChange) -> User:
        changed: Changed = await self._db.write(user_edit.change, change)
        user = changed.user
        self._people.learn([(user.id, user.name)])
        if changed.ended:
            self._doorkeeper.end(user_id=user.id, keep_session=changed.kept)
        elif changed.members & _CACHED:
            self._doorkeeper.refresh(user.id)
        return user

    async def _delete(self, removal: Removal) -> None:
        left = await self._db.write(user_edit.remove, removal)
        self._doorkeeper.end(user_id=removal.user_id)
        if left is None:
            self._people.forget(removal.user_id)
        else:
            self._people.learn([(removal.user_id, left)])


def _refuse_owner(user_id: int) -> None:
    if user_id == LOCAL_ID:
        raise Conflict("this is the owner of the machine: that account cannot change")


def _manages(by: Person) -> bool:
    return whose(by, Act.MANAGE_PEOPLE) is Whose.ALL


def _shown(user: User, stats: UserStats, by: Person) -> tuple[User, UserStats | None]:
    """As much as `by` may see of somebody."""
    if user.id == by.id or _manages(by):
        return user, stats
    unseen = replace(
        user,
        email=None,
        username=None,
        external_id=None,
        created_at=0,
        updated_at=0,
        last_login_at=None,
        version=0,
    )
    return unseen, None


def _listed(members: Iterable[str]) -> str:
    return ", ".join(sorted(members))
