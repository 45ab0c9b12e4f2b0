import pytest

from app.core.account import AuditNote, User
from app.core.database import Database
from app.core.person import LOCAL_ID, Role
from app.store import user_create, user_edit, users
from app.store.user_create import NewUser
from app.store.user_edit import UserChange


async def made(db: Database, name: str, role: Role = Role.USER) -> User:
    new = NewUser(
        email=f"{name}@example.org",
        username=None,
        name=name,
        role=role,
        password="a hash",
        note=AuditNote(action="user.create"),
    )
    return await db.write(user_create.create, new)


async def test_a_new_file_knows_the_owner_of_the_machine_and_nobody_else(db: Database) -> None:
    assert await db.read(users.load_people) == [(LOCAL_ID, "local")]
    owner = await db.read(lambda c: users.one(c, LOCAL_ID))
    assert owner is not None
    assert (owner.role, owner.email, owner.is_active) == (Role.ADMIN, None, True)
    assert await db.read(users.administrators) == 0


async def test_the_owner_of_the_machine_is_called_as_the_machine_calls_them(db: Database) -> None:
    await db.write(user_edit.name_owner, "root")
    assert await db.read(users.load_people) == [(LOCAL_ID, "root")]


async def test_many_without_a_username_do_not_stand_in_each_others_way(db: Database) -> None:
    assert [(await made(db, name)).username for name in ("ada", "ben")] == [None, None]


@pytest.mark.parametrize(
    ("values", "is_still"),
    [({"name": "A."}, True), ({"role": Role.VIEWER}, False), ({"disabled": True}, False)],
)
async def test_an_account_is_still_what_it_was_until_it_may_do_less(
    db: Database, values: dict[str, object], is_still: bool
) -> None:
    ada = await made(db, "ada")
    note = AuditNote(action="user.change", actor_id=1)
    await db.write(user_edit.change, UserChange(user_id=ada.id, values=values, note=note))
    assert await db.read(lambda c: users.is_still(c, ada.id, Role.USER)) is is_still


async def test_a_password_is_in_no_fact_and_in_no_text_of_one(db: Database) -> None:
    new = NewUser(
        email="a@b", username=None, name="a", role=Role.USER, password="a hash",
        note=AuditNote(action="user.create"),
    )  # fmt: skip
    change = UserChange(user_id=2, values={"password": "a hash"}, note=new.note)
    assert "a hash" not in repr((new, change, await made(db, "ada")))
