import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, update

from app.core.account import User, UserStats
from app.core.account_query import UserQuery
from app.core.database import Database
from app.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    RateLimited,
)
from app.core.group_commit import Transaction
from app.core.people import People
from app.core.person import Person, Role
from app.core.security.passwords import Passwords
from app.models.people import users as table
from app.models.tables import tasks
from app.services.audit import Audit
from app.services.rates import LIMITS, Rates
from app.services.users import Users
from app.store import users as rows
from tests.services.accounts import (
    OWNER,
    PASSWORD,
    Door,
    account,
    give_ways_in,
    log,
    person,
    quick_passwords,
    settled,
    stored_user,
    ways_in,
)
from tests.store.conftest import db, made, migrated, new, path, published

__all__ = ("db", "migrated", "path", "published")


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = quick_passwords()
    yield made
    made.close()


@pytest.fixture
def users(db: Database, door: Door, people: People, passwords: Passwords) -> Users:
    rates = Rates()
    return Users(db, passwords, door.keeper, people, Audit(db, rates), rates)


async def assign(db: Database, user: User, *statuses: str, created_by: int = 1) -> None:
    """A task of theirs in each status."""
    some = await made(db, *(new() for _ in statuses))

    def move(tx: Transaction, pairs: Any) -> list[None]:
        for task_id, status in pairs:
            tx.connection.execute(
                update(tasks)
                .where(tasks.c.id == task_id)
                .values(status=status, assigned_to=user.id, created_by=created_by)
            )
        return [None] * len(pairs)

    for task, status in zip(some, statuses, strict=True):
        await db.write(move, (task.id, status))


async def test_an_account_is_made_with_one_form_of_its_names(
    users: Users, people: People, db: Database
) -> None:
    asked = account(" Ada ", email="Ada@Example.ORG ", username="\uff21DA")
    ada = await users.create(asked, Role.OPERATOR, by=OWNER)
    assert (ada.email, ada.username, ada.name) == ("ada@example.org", "ada", "Ada")
    assert people.name_of(ada.id) == "Ada"
    (entry,) = await log(db, "user.create")
    assert entry.note.target == f"user:{ada.id}"
    assert entry.note.details["role"] == "operator"


async def test_the_password_is_nowhere_to_be_read(users: Users, db: Database) -> None:
    ada = await users.create(account("Ada"), Role.USER, by=OWNER)
    await users.change(ada.id, {"password": "another good one 7"}, by=OWNER)
    known = await db.read(lambda c: rows.password(c, ada.id))
    assert known is not None
    assert known.startswith("$argon2id$")
    told = str(await log(db))
    assert PASSWORD not in told
    assert "another good one" not in told
    assert known not in told


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"email": "ada"}, "/email"),
        ({"email": "a@b@c"}, "/email"),
        ({"email": "a b@c"}, "/email"),
        ({"email": "a\x00b@c"}, "/email"),
        ({"email": "a" * 250 + "@x.org"}, "/email"),
        ({"username": "ben@example.org"}, "/username"),
        ({"username": ""}, "/username"),
        ({"username": "a\nb"}, "/username"),
        ({"name": " "}, "/name"),
        ({"name": "a\u202eb"}, "/name"),
        ({"password": "short"}, "/password"),
        ({"password": "password1234"}, "/password"),
        ({"password": "ada@example.org"}, "/password"),
    ],
)
async def test_bad_form_is_told_with_its_place(
    users: Users, members: dict[str, str], pointer: str
) -> None:
    with pytest.raises(Invalid) as raised:
        await users.create(account("Ada", **members), Role.USER, by=OWNER)
    assert [where for where, _, _ in raised.value.problems] == [pointer]


async def test_what_another_system_calls_somebody_finds_them(users: Users) -> None:
    ada = await users.create(account("Ada", external_id="A-7"), Role.USER, by=OWNER)
    ben = await users.create(account("Ben"), Role.USER, by=OWNER)
    asked = UserQuery(external_ids=frozenset({"A-7"}))
    assert [user.id for user, _ in (await users.page(asked, by=OWNER)).users] == [ada.id]
    assert (await users.page(asked, by=person(ben))).users == []
    assert (await users.get(ada.id, by=person(ben)))[0].external_id is None
    changed = await users.change(ada.id, {"external_id": None}, by=OWNER)
    assert changed.external_id is None
    changed = await users.change(ben.id, {"external_id": "A-7"}, by=OWNER)
    assert (changed.external_id, changed.version) == ("A-7", ben.version + 1)
    await users.delete(ben.id, by=OWNER)
    await users.create(account("Cleo", external_id="A-7"), Role.USER, by=OWNER)


@pytest.mark.parametrize("member", ["email", "username", "external_id"])
async def test_a_name_in_use_is_a_conflict_that_says_which(users: Users, member: str) -> None:
    taken = {"email": "one@example.org", "username": "one", "external_id": "17"}
    await users.create(account("Ada", **taken), Role.USER, by=OWNER)
    asked = account("Ben", **{member: taken[member].upper()})
    with pytest.raises(Conflict, match=member):
        await users.create(asked, Role.USER, by=OWNER)
    ben = await users.create(account("Ben"), Role.USER, by=OWNER)
    with pytest.raises(Conflict, match=member):
        await users.change(ben.id, {member: taken[member].upper()}, by=OWNER)


async def test_of_many_who_want_a_name_at_once_one_gets_it(users: Users, db: Database) -> None:
    asked = [users.create(account("Ada", username=f"a{n}"), Role.USER, by=OWNER) for n in range(8)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(answer, User) for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 7
    assert len(await log(db, "user.create")) == 1


@pytest.mark.parametrize(
    ("changes", "action"),
    [
        ({"role": Role.VIEWER}, "user.change"),
        ({"disabled": True}, "user.disable"),
        ({"password": "another good one 7"}, "user.change"),
    ],
)
async def test_demotion_disabling_and_a_new_password_end_every_way_in(
    users: Users, db: Database, door: Door, changes: dict[str, Any], action: str
) -> None:
    ada, ben = await stored_user(db, "Ada"), await stored_user(db, "Ben")
    await give_ways_in(db, ada, names="ab")
    await give_ways_in(db, ben, names="ab")
    await users.change(ada.id, changes, by=OWNER)
    left = await ways_in(db, ada)
    assert (left["sessions"], left["tokens"]) == ([], [])
    assert bool(left["invites"]) == ("password" in changes)
    assert all(len(some) == 2 for some in (await ways_in(db, ben)).values())
    assert door.ended == [{"user_id": ada.id}]
    assert len(await log(db, action)) == 1


@pytest.mark.parametrize("changes", [{"role": Role.OPERATOR}, {"name": "Ada L."}])
async def test_promotion_and_a_new_name_only_refresh(
    users: Users, db: Database, door: Door, people: People, changes: dict[str, Any]
) -> None:
    ada = await stored_user(db, "Ada")
    await give_ways_in(db, ada, names="a")
    changed = await users.change(ada.id, changes, by=OWNER)
    assert all(len(some) == 1 for some in (await ways_in(db, ada)).values())
    assert (door.ended, door.refreshed) == ([], [ada.id])
    assert people.name_of(ada.id) == changed.name


async def test_the_audit_log_tells_before_and_after(users: Users, db: Database) -> None:
    ada = await stored_user(db, "Ada")
    changes = {
        "role": Role.ADMIN, "email": "new@example.org", "password": "another good one 7",
        "name": "Ada",
    }  # fmt: skip
    await users.change(ada.id, changes, by=OWNER)
    (entry,) = await log(db, "user.change")
    assert entry.note.details == {
        "role": {"before": "user", "after": "admin"},
        "email": {"before": "ada@example.org", "after": "new@example.org"},
        "password": "changed",
    }


async def test_what_changes_nothing_is_no_change(users: Users, db: Database, door: Door) -> None:
    ada = await stored_user(db, "Ada")
    same = await users.change(
        ada.id, {"role": ada.role, "disabled": False, "email": "ADA@example.org"}, by=OWNER
    )
    assert same == ada
    assert (door.ended, door.refreshed) == ([], [])
    assert await log(db, "user.change") == []


async def test_a_change_of_an_older_version_is_refused(users: Users, db: Database) -> None:
    ada = await stored_user(db, "Ada")
    newer = await users.change(ada.id, {"name": "Ada L."}, by=OWNER, if_version=1)
    assert newer.version == 2
    with pytest.raises(PreconditionFailed):
        await users.change(ada.id, {"name": "Ada"}, by=OWNER, if_version=1)


LAST = [{"role": Role.OPERATOR}, {"disabled": True}, None]


async def leave(users: Users, user: User, changes: dict[str, Any] | None) -> object:
    if changes is None:
        await users.delete(user.id, by=OWNER)
        return None
    return await users.change(user.id, changes, by=OWNER)


@pytest.mark.parametrize("changes", LAST)
async def test_the_last_administrator_cannot_go(
    users: Users, db: Database, changes: dict[str, Any] | None
) -> None:
    ada, ben = [await stored_user(db, name, Role.ADMIN) for name in ("Ada", "Ben")]
    await users.change(ben.id, {"disabled": True}, by=OWNER)
    with pytest.raises(Conflict, match="only administrator"):
        await leave(users, ada, changes)
    await users.change(ben.id, {"disabled": False}, by=OWNER)
    await leave(users, ada, changes)


@pytest.mark.parametrize("changes", LAST)
async def test_of_two_administrators_who_go_at_once_one_stays(
    users: Users, db: Database, changes: dict[str, Any] | None
) -> None:
    both = [await stored_user(db, name, Role.ADMIN) for name in ("Ada", "Ben")]
    answers = await asyncio.gather(
        *(leave(users, user, changes) for user in both), return_exceptions=True
    )
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert await db.read(rows.administrators) == 1


async def test_an_administrator_may_step_down_when_there_is_another(
    users: Users, db: Database
) -> None:
    ada = await stored_user(db, "Ada", Role.ADMIN)
    await stored_user(db, "Ben", Role.ADMIN)
    changed = await users.change(ada.id, {"role": Role.USER}, by=person(ada))
    assert changed.role is Role.USER


async def test_the_owner_of_the_machine_cannot_be_changed_or_deleted(users: Users) -> None:
    for asked in (
        users.change(1, {"role": Role.USER}, by=OWNER),
        users.change_me({"name": "me"}, current_password=None, by=OWNER),
        users.delete(1, by=OWNER),
    ):
        with pytest.raises(Conflict):
            await asked


async def test_who_never_did_anything_is_gone_without_a_trace_but_in_the_log(
    users: Users, db: Database, door: Door, people: People
) -> None:
    ada = await users.create(account("Ada"), Role.USER, by=OWNER)
    await give_ways_in(db, ada, names="a")
    await users.delete(ada.id, by=OWNER)
    assert ada.id not in people
    assert [user_id for user_id, _ in await db.read(rows.load_people)] == [1]
    assert await ways_in(db, ada) == {"sessions": [], "tokens": [], "invites": []}
    assert door.ended == [{"user_id": ada.id}]
    again = await users.create(account("Ada"), Role.USER, by=OWNER)
    assert again.id > ada.id, "an id is never used twice"


@pytest.mark.parametrize("history", ["assigned", "created", "audited"])
async def test_who_did_anything_stays_as_a_name_without_a_person(
    users: Users, db: Database, people: People, history: str
) -> None:
    ada = await stored_user(db, "Ada", Role.ADMIN)
    ben = await stored_user(db, "Ben", Role.ADMIN)
    await give_ways_in(db, ada, names="a")
    if history == "assigned":
        await assign(db, ada, "queued")
    elif history == "created":
        await assign(db, ben, "queued", created_by=ada.id)
    else:
        await users.create(account("Eve"), Role.USER, by=person(ada))
    await users.delete(ada.id, by=OWNER)
    assert people.name_of(ada.id) == f"deleted user {ada.id}"
    assert (ada.id, f"deleted user {ada.id}") in await db.read(rows.load_people)
    assert await ways_in(db, ada) == {"sessions": [], "tokens": [], "invites": []}
    assert await db.read(lambda c: rows.password(c, ada.id)) is None
    for asked in (
        users.get(ada.id, by=OWNER),
        users.change(ada.id, {"disabled": False}, by=OWNER),
        users.delete(ada.id, by=OWNER),
    ):
        with pytest.raises(NotFound):
            await asked
    listed = await users.page(UserQuery(), by=OWNER)
    assert ada.id not in [user.id for user, _ in listed.users]
    await users.create(account("Ada", username="ada"), Role.USER, by=OWNER)


async def test_an_ended_access_is_told_at_the_door_also_when_who_asked_has_gone(
    users: Users, db: Database, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await stored_user(db, "Ada")
    asked = asyncio.ensure_future(users.change(ada.id, {"disabled": True}, by=OWNER))
    write = db.write

    async def write_for_who_goes_away(verb: Any, item: Any) -> Any:
        asked.cancel()
        return await write(verb, item)

    monkeypatch.setattr(db, "write", write_for_who_goes_away)
    with pytest.raises(asyncio.CancelledError):
        await asked
    await door.told.wait()
    assert door.ended == [{"user_id": ada.id}]


async def test_numbers_of_tasks_are_those_assigned(users: Users, db: Database) -> None:
    ada, ben = await stored_user(db, "Ada"), await stored_user(db, "Ben")
    some = ("queued", "running", "cancelling", "completed", "completed", "failed", "cancelled")
    await assign(db, ada, *some, created_by=ben.id)
    _, stats = await users.get(ada.id, by=OWNER)
    assert stats == UserStats(assigned=7, completed=2, in_progress=2, failed=1)
    page = await users.page(UserQuery(), by=OWNER)
    assert {user.id: stats for user, stats in page.users} == {
        1: UserStats(), ada.id: stats, ben.id: UserStats(),
    }  # fmt: skip


async def test_a_page_costs_two_statements_however_long_it_is(users: Users, db: Database) -> None:
    for n in range(12):
        await assign(db, await stored_user(db, f"u{n}"), "completed")
    seen: list[str] = []
    engine = db._reader.sync_engine
    event.listen(engine, "before_cursor_execute", lambda _c, _d, text, *_: seen.append(text))
    assert len((await users.page(UserQuery(), by=OWNER)).users) == 13
    assert len(seen) == 2


async def test_the_numbers_of_a_page_come_from_an_index(db: Database) -> None:
    ada = await stored_user(db, "Ada")
    plan = await db.read(
        lambda c: c.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT assigned_to, status, count(*) FROM tasks"
            f" WHERE assigned_to IN (1, {ada.id}) GROUP BY assigned_to, status"
        ).all()
    )
    assert [step[3] for step in plan] == [
        "SEARCH tasks USING COVERING INDEX tasks_by_assignee (assigned_to=?)"
    ]


@pytest.mark.parametrize("order_by", ["created_at", "-created_at", "name", "-name"])
async def test_pages_show_everybody_once_in_order(
    users: Users, db: Database, order_by: str
) -> None:
    for name in ("Éva", "ada", "Ben", "Ada", "zoe", "ada"):
        await stored_user_called(db, name)
    seen: list[User] = []
    query = UserQuery(limit=2, order_by=order_by)
    while True:
        page = await users.page(query, by=OWNER)
        seen += [user for user, _ in page.users]
        if page.next_cursor is None:
            break
        query = replace(query, cursor=page.next_cursor)
    ids = [user.id for user in seen]
    assert sorted(ids) == [1, 2, 3, 4, 5, 6, 7]
    expected = [1, 2, 3, 4, 5, 6, 7] if "created_at" in order_by else [3, 5, 7, 4, 1, 6, 2]
    assert ids == (expected[::-1] if order_by.startswith("-") else expected)


async def stored_user_called(db: Database, name: str) -> User:
    used = len(await db.read(rows.load_people))
    user = await stored_user(db, f"u{used}")
    await db.write(rename, (user.id, name))
    return user


def rename(tx: Transaction, names: Any) -> list[None]:
    for user_id, name in names:
        tx.connection.execute(update(table).where(table.c.id == user_id).values(name=name))
    return [None] * len(names)


async def test_filters_leave_who_they_name(users: Users, db: Database) -> None:
    await stored_user(db, "Ada", Role.OPERATOR)
    ben = await stored_user(db, "Ben")
    await users.change(ben.id, {"disabled": True}, by=OWNER)
    for query, names in (
        (UserQuery(roles=frozenset({Role.OPERATOR})), ["Ada"]),
        (UserQuery(roles=frozenset()), []),
        (UserQuery(disabled=True), ["Ben"]),
        (UserQuery(disabled=False), ["Ada", "local"]),
        (UserQuery(q="EXAMPLE ad"), ["Ada"]),
        (UserQuery(q="100%"), []),
    ):
        page = await users.page(query, by=OWNER)
        assert [user.name for user, _ in page.users] == names


async def test_another_lists_cursor_is_refused(users: Users, db: Database) -> None:
    await stored_user(db, "Ada")
    by_name = await users.page(UserQuery(limit=1, order_by="name"), by=OWNER)
    with pytest.raises(Invalid):
        await users.page(UserQuery(cursor=by_name.next_cursor), by=OWNER)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.USER, Role.OPERATOR])
async def test_who_does_not_manage_people_sees_names_and_roles_of_the_active(
    users: Users, db: Database, role: Role
) -> None:
    me, ben = await stored_user(db, "Me", role), await stored_user(db, "Ben")
    gone = await stored_user(db, "Gone")
    await users.change(gone.id, {"disabled": True}, by=OWNER)
    by = person(me)
    shown = {user.id: (user, stats) for user, stats in (await users.page(UserQuery(), by=by)).users}
    assert shown.keys() == {1, me.id, ben.id}
    assert shown[me.id] == (me, UserStats())
    other, stats = shown[ben.id]
    assert (other.name, other.role, stats) == ("Ben", Role.USER, None)
    assert (other.email, other.username, other.last_login_at, other.created_at) == (
        None, None, None, 0,
    )  # fmt: skip
    assert await users.get(ben.id, by=by) == shown[ben.id]
    with pytest.raises(NotFound):
        await users.get(gone.id, by=by)
    for query in (UserQuery(q="example.org"), UserQuery(disabled=True, q="gone")):
        assert (await users.page(query, by=by)).users == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.USER, Role.OPERATOR])
async def test_only_who_manages_people_changes_others(
    users: Users, db: Database, role: Role
) -> None:
    by, ben = person(await stored_user(db, "Me", role)), await stored_user(db, "Ben")
    for asked in (
        users.create(account("Eve"), Role.USER, by=by),
        users.change(ben.id, {"name": "x"}, by=by),
        users.change(by.id, {"role": Role.ADMIN}, by=by),
        users.change_me({"role": Role.ADMIN}, current_password=PASSWORD, by=by),
        users.delete(ben.id, by=by),
    ):
        with pytest.raises(Forbidden):
            await asked
    await settled(db)
    refused = [entry.note for entry in await log(db) if entry.note.outcome == "refused"]
    assert [(said.actor_id, said.action, said.target) for said in refused] == [
        (by.id, "user.create", None),
        (by.id, "user.change", f"user:{ben.id}"),
        (by.id, "user.change", f"user:{by.id}"),
        (by.id, "user.change", f"user:{by.id}"),
        (by.id, "user.delete", f"user:{ben.id}"),
    ]


@pytest.fixture
async def ada(users: Users, db: Database) -> Person:
    user = await users.create(account("Ada"), Role.ADMIN, by=OWNER)
    await give_ways_in(db, user, names="ab")
    (session, _) = (await ways_in(db, user))["sessions"]
    return person(user, session=session)


async def test_ones_own_password_needs_the_old_one_and_keeps_this_session(
    users: Users, db: Database, door: Door, ada: Person
) -> None:
    changes = {"password": "another good one 7"}
    for wrong in (None, "", "seven lazy teapot"):
        with pytest.raises(Forbidden, match="the current password is not right"):
            await users.change_me(changes, current_password=wrong, by=ada)
    me = await users.change_me(changes, current_password=PASSWORD, by=ada)
    left = await ways_in(db, me)
    assert (left["sessions"], left["tokens"]) == ([ada.access.id], [])
    assert door.ended == [{"user_id": ada.id, "keep_session": ada.access.id}]
    refused = [e.note.outcome for e in await log(db, "user.change")]
    assert refused == ["refused"] * 3 + ["ok"]
    with pytest.raises(Forbidden):
        await users.change_me(changes, current_password=PASSWORD, by=ada)


@pytest.mark.parametrize("changes", [{"email": "x@example.org"}, {"username": "x"}])
async def test_ones_own_e_mail_and_username_need_the_password_too(
    users: Users, door: Door, ada: Person, changes: dict[str, Any]
) -> None:
    with pytest.raises(Forbidden):
        await users.change_me(changes, current_password=None, by=ada)
    me = await users.change_me(changes, current_password=PASSWORD, by=ada)
    assert changes.items() <= {"email": me.email, "username": me.username}.items()
    assert door.ended == []


async def test_ones_own_name_needs_no_password(users: Users, people: People, ada: Person) -> None:
    assert (await users.change_me({"name": "A."}, current_password=None, by=ada)).name == "A."
    assert people.name_of(ada.id) == "A."
    assert (await users.me(by=ada)).name == "A."


async def test_the_password_cannot_be_guessed_for_ever(users: Users, ada: Person) -> None:
    for _ in range(LIMITS["password"].amount):
        with pytest.raises(Forbidden):
            await users.change_me({"username": "x"}, current_password="no", by=ada)
    with pytest.raises(RateLimited):
        await users.change_me({"username": "x"}, current_password=PASSWORD, by=ada)


async def test_an_administrator_changes_the_own_password_like_everybody_else(
    users: Users, ada: Person
) -> None:
    with pytest.raises(Forbidden, match="/auth/me"):
        await users.change(ada.id, {"password": "another good one 7"}, by=ada)


async def test_nobody_there_is_not_found(users: Users) -> None:
    asked: list[Any] = [
        users.get(99, by=OWNER),
        users.change(99, {"name": "x"}, by=OWNER),
        users.delete(99, by=OWNER),
    ]
    for one in asked:
        with pytest.raises(NotFound):
            await one
