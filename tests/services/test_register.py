import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import update

from app.core.account import Origin, User
from app.core.database import Database
from app.core.errors import (
    AppError,
    Conflict,
    Forbidden,
    HasAdministrator,
    Invalid,
    RateLimited,
)
from app.core.group_commit import Transaction
from app.core.people import People
from app.core.person import Role
from app.core.security.passwords import Passwords
from app.core.setup_link import SetupKey
from app.models.people import users as table
from app.services.audit import Audit
from app.services.invites import Invites
from app.services.rates import LIMITS, Rates
from app.services.register import Register
from app.services.sign_in import SignedIn, SignIn
from app.services.users import Users
from app.store import users as rows
from tests.services.accounts import (
    OWNER,
    PASSWORD,
    Door,
    account,
    log,
    person,
    quick_passwords,
    settled,
    stored_user,
)
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "path", "published")

URL = "https://tasks.example.org"


class Hall:
    """Where who has a new account comes in."""

    def __init__(self) -> None:
        self.came: list[tuple[User, bool]] = []

    async def begin(self, user: User, *, origin: Origin, cookie: bool = False) -> SignedIn:
        self.came.append((user, cookie))
        return SignedIn(user=user, expires_in=600)


class House:
    def __init__(self, db: Database, passwords: Passwords, link: Path) -> None:
        self.db = db
        self.passwords = passwords
        self.link = link
        self.key = SetupKey(link)
        self.hall = Hall()
        self.people = People()
        self.rates = Rates()
        self.open_for("closed")

    def open_for(self, registration: str) -> "House":
        self.invites = Invites(self.db, Audit(self.db, self.rates), registration=registration)
        self.register = Register(
            self.db,
            self.passwords,
            cast(SignIn, self.hall),
            self.invites,
            self.people,
            Audit(self.db, self.rates),
            self.rates,
            setup_key=self.key,
            registration=registration,
        )
        return self

    async def comes(
        self, name: str, *, invite: str | None = None, address: str = "192.0.2.1", **members: Any
    ) -> User:
        asked = account(name, **members)
        origin = Origin(address)
        done = await self.register.register(asked, invite=invite, origin=origin, cookie=False)
        return done.user

    async def sets_up(self, name: str, key: str, *, address: str = "192.0.2.1") -> User:
        done = await self.register.set_up(key, account(name), origin=Origin(address), cookie=True)
        return done.user

    def new_key(self) -> str:
        return self.key.make(URL).partition("#k=")[2]


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = quick_passwords()
    yield made
    made.close()


@pytest.fixture
def house(db: Database, passwords: Passwords, tmp_path: Path) -> House:
    return House(db, passwords, tmp_path / "setup-link")


def outcomes(answers: list[Any]) -> tuple[int, set[type]]:
    """How many won, and what the others were told."""
    lost = {type(answer) for answer in answers if isinstance(answer, BaseException)}
    return sum(isinstance(answer, User) for answer in answers), lost


async def test_where_registration_is_open_anybody_becomes_a_user(house: House) -> None:
    ada = await house.open_for("open").comes("Ada", username="ada")
    assert (ada.role, ada.email, ada.username) == (Role.USER, "ada@example.org", "ada")
    assert house.hall.came == [(ada, False)]
    assert house.people.name_of(ada.id) == "Ada"
    (entry,) = await log(house.db, "account.register")
    assert (entry.note.actor_id, entry.note.target) == (ada.id, f"user:{ada.id}")
    assert entry.note.address == "192.0.2.1"


@pytest.mark.parametrize("mode", ["closed", "invite"])
async def test_without_an_invite_nobody_registers_where_it_is_not_open(
    house: House, mode: str
) -> None:
    with pytest.raises(Forbidden, match="administrator"):
        await house.open_for(mode).comes("Ada")
    await settled(house.db)
    (entry,) = await log(house.db, "account.register")
    assert (entry.note.outcome, entry.note.details["email"]) == ("refused", "ada@example.org")


@pytest.mark.parametrize("mode", ["closed", "invite", "open"])
async def test_an_invite_is_good_in_every_mode_and_gives_its_role(house: House, mode: str) -> None:
    made, secret = await house.open_for(mode).invites.create(
        "Ada@example.org", Role.OPERATOR, by=OWNER
    )
    ada = await house.comes("ada", invite=secret)
    assert ada.role is Role.OPERATOR
    (entry,) = await log(house.db, "account.register")
    assert (entry.note.details["invite"], entry.note.details["invited_by"]) == (made.id, 1)
    with pytest.raises(Forbidden):
        await house.comes("Ben", invite=secret)


async def test_an_invite_for_an_e_mail_is_good_for_no_other(house: House) -> None:
    _, secret = await house.invites.create("ada@example.org", Role.ADMIN, by=OWNER)
    with pytest.raises(Forbidden):
        await house.comes("Eve", invite=secret)
    await house.comes("Ada", invite=secret)


async def test_a_bad_invite_lets_nobody_in_where_registration_is_open(house: House) -> None:
    with pytest.raises(Forbidden):
        await house.open_for("open").comes("Eve", invite="tyi_nonsense")


async def test_of_many_with_one_invite_one_gets_the_account(house: House) -> None:
    _, secret = await house.invites.create(None, Role.USER, by=OWNER)
    answers = await asyncio.gather(
        *(house.comes(f"p{n}", invite=secret, address=f"10.0.0.{n}") for n in range(6)),
        return_exceptions=True,
    )
    assert outcomes(answers) == (1, {Forbidden})
    assert len(await house.db.read(rows.load_people)) == 2


async def test_an_invite_outlives_a_try_that_failed(house: House) -> None:
    await stored_user(house.db, "Ben")
    _, secret = await house.invites.create(None, Role.USER, by=OWNER)
    for members in ({"email": "ben@example.org"}, {"username": "ben"}, {"password": "short"}):
        with pytest.raises((Conflict, Invalid)):
            await house.comes("Ada", invite=secret, **members)
    await house.comes("Ada", invite=secret)


async def test_an_invite_goes_with_the_rights_of_who_made_it(house: House) -> None:
    eve = await stored_user(house.db, "Eve", Role.ADMIN)
    await stored_user(house.db, "Ada", Role.ADMIN)
    _, secret = await house.invites.create(None, Role.ADMIN, by=person(eve))
    users = Users(
        house.db, house.passwords, Door().keeper, house.people, house.register._audit, house.rates
    )
    await users.change(eve.id, {"role": Role.USER}, by=OWNER)
    with pytest.raises(Forbidden):
        await house.comes("Mallory", invite=secret)


async def test_an_e_mail_in_use_is_told_and_asking_is_limited(house: House) -> None:
    await stored_user(house.db, "Ben")
    house.open_for("open")
    for _ in range(LIMITS["register"].amount):
        with pytest.raises(Conflict, match="email"):
            await house.comes("Ben")
    with pytest.raises(RateLimited):
        await house.comes("Ada")
    await house.comes("Ada", address="192.0.2.2")


async def test_the_set_up_link_makes_the_first_administrator_once(house: House) -> None:
    key = house.new_key()
    assert not await house.register.has_admin()
    ada = await house.sets_up("Ada", key)
    assert ada.role is Role.ADMIN
    assert house.hall.came == [(ada, True)]
    assert await house.register.has_admin()
    assert not house.link.exists()
    (entry,) = await log(house.db, "server.setup")
    assert (entry.note.actor_id, entry.note.via) == (ada.id, "setup-link")
    with pytest.raises(Conflict):
        await house.sets_up("Eve", key)


async def test_of_two_who_set_up_at_once_one_becomes_the_administrator(house: House) -> None:
    key = house.new_key()
    answers = await asyncio.gather(
        *(house.sets_up(f"p{n}", key, address=f"10.0.0.{n}") for n in range(4)),
        return_exceptions=True,
    )
    won, lost = outcomes(answers)
    assert won == 1
    assert lost <= {HasAdministrator, Forbidden}, "there is one already, or the key is gone"
    assert await house.db.read(rows.administrators) == 1


async def test_a_wrong_key_is_refused_before_the_password_is_hashed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.new_key()
    monkeypatch.delattr(Passwords, "hash")
    monkeypatch.delattr(Passwords, "check")
    with pytest.raises(Forbidden):
        await house.sets_up("Eve", "wrong")
    await settled(house.db)
    (entry,) = await log(house.db, "server.setup")
    assert (entry.note.outcome, entry.note.address) == ("refused", "192.0.2.1")


async def test_a_try_with_a_bad_password_leaves_the_link_good(house: House) -> None:
    key = house.new_key()
    with pytest.raises(Invalid):
        await house.register.set_up(
            key, account("Ada", password="short"), origin=Origin(), cookie=False
        )
    await house.sets_up("Ada", key)


async def test_only_an_administrator_who_can_sign_in_counts(house: House) -> None:
    assert not await house.register.has_admin()
    await stored_user(house.db, "Ben", Role.OPERATOR)
    assert not await house.register.has_admin()
    ada = await stored_user(house.db, "Ada", Role.ADMIN)
    assert await house.register.has_admin()
    await house.db.write(disable, ada.id)
    assert not await house.register.has_admin()


def disable(tx: Transaction, user_ids: Any) -> list[None]:
    tx.connection.execute(update(table).where(table.c.id.in_(user_ids)).values(disabled_at=1))
    return [None] * len(user_ids)


async def test_the_settings_make_an_administrator_only_when_there_is_none(house: House) -> None:
    house.new_key()
    ada = await house.register.make_admin(account("Ada"))
    assert ada.role is Role.ADMIN
    assert not house.link.exists()
    (entry,) = await log(house.db, "server.setup")
    assert entry.note.via == "settings"
    with pytest.raises(Conflict):
        await house.register.make_admin(account("Ben"))


@pytest.mark.parametrize(
    "members", [{"email": "admin"}, {"password": "short"}, {"password": "password1234"}]
)
async def test_the_settings_are_held_to_the_same_rules(
    house: House, members: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as raised:
        await house.register.make_admin(account("Ada", **members))
    assert isinstance(raised.value, AppError)
    assert PASSWORD not in str(raised.value)
    assert not await house.register.has_admin()
