"""Whose tasks are, who is given them, and that what one sends again is one's own."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from app.core.errors import Forbidden, IdempotencyKeyReused, Invalid
from app.core.masking import MASK
from app.core.person import Person, Scope
from app.models.people import users
from tests.services.office import ADA, ANN, BEN, GONE, OTTO, Office, office
from tests.store.conftest import db, migrated, new, path, published

__all__ = ("db", "migrated", "office", "path", "published")

NOBODY = Person(99, "Nobody", ANN.role)


def where(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem[0] for problem in refused.value.problems]


async def test_a_key_is_the_own_of_each_who_uses_it(office: Office) -> None:
    anns = await office.submit.create(new(env={"A": "1"}), by=ANN, key="k", body=b"a")
    bens = await office.submit.create(new(env={"A": "2"}), by=BEN, key="k", body=b"b")
    assert anns.task is not None
    assert bens.task is not None
    assert anns.task.id != bens.task.id
    again = await office.submit.create(new(), by=BEN, key="k", body=b"b")
    assert (again.task, again.first_reply) == (None, b"{'A': '2'}")
    with pytest.raises(IdempotencyKeyReused):
        await office.submit.create(new(), by=ANN, key="k", body=b"b")


@pytest.mark.parametrize("nobody", [GONE, NOBODY])
async def test_a_task_is_given_only_to_who_can_have_it(office: Office, nobody: Person) -> None:
    given: Any = new(assigned_to=nobody.id)
    with pytest.raises(Invalid) as refused:
        await office.submit.create(given, by=ANN)
    assert where(refused) == ["/assigned_to"]
    with pytest.raises(Invalid) as refused:
        await office.submit.create_many([new(), given], by=ANN)
    assert where(refused) == ["/tasks/1/assigned_to"]
    task = await office.task(ANN, BEN)
    with pytest.raises(Invalid) as refused:
        await office.edit.patch(task.id, {"assigned_to": nobody.id}, by=ANN)
    assert where(refused) == ["/assigned_to"]
    with pytest.raises(Invalid):
        await office.submit.rerun(task.id, {"assigned_to": nobody.id}, by=ANN)
    assert (await office.browse.get(task.id, by=ANN)).assigned_to == BEN.id


async def test_one_task_that_nobody_can_have_spoils_no_other(office: Office) -> None:
    refused, taken = await asyncio.gather(
        office.submit.create(new(assigned_to=GONE.id), by=ANN),
        office.submit.create(new(assigned_to=BEN.id), by=ANN),
        return_exceptions=True,
    )
    assert isinstance(refused, Invalid)
    assert not isinstance(taken, BaseException)
    assert taken.task is not None
    assert taken.task.assigned_to == BEN.id


async def test_a_task_is_given_taken_and_given_again(office: Office) -> None:
    task = await office.task(ANN)
    for to in (BEN, OTTO, None, BEN):
        changed = await office.edit.patch(task.id, {"assigned_to": to and to.id}, by=ANN)
        assert changed.assigned_to == (to and to.id)


async def test_whom_a_task_was_given_before_they_left_keeps_it_in_other_changes(
    office: Office,
) -> None:
    task = await office.task(ANN, BEN)

    def leave(tx: Any, _: Any) -> list[None]:
        tx.connection.execute(update(users).where(users.c.id == BEN.id).values(disabled_at=1))
        return [None]

    await office.db.write(leave, None)
    changed = await office.edit.patch(task.id, {"assigned_to": BEN.id, "name": "x"}, by=ANN)
    assert (changed.assigned_to, changed.name) == (BEN.id, "x")


async def test_a_request_sent_again_is_answered_whoever_has_left_since(office: Office) -> None:
    first = await office.submit.create(new(assigned_to=BEN.id), by=ANN, key="k", body=b"")
    assert first.task is not None
    again = await office.submit.create(new(assigned_to=GONE.id), by=ANN, key="k", body=b"")
    assert again.first_reply is not None


async def test_a_mask_is_not_stored_for_a_secret(office: Office) -> None:
    task = await office.task(ANN, env={"TOKEN": "x"})
    masked = {"TOKEN": MASK}
    with pytest.raises(Invalid):
        await office.edit.patch(task.id, {"env": masked}, by=OTTO)
    with pytest.raises(Invalid):
        await office.submit.rerun(task.id, {"env": masked}, by=OTTO)
    with pytest.raises(Invalid):
        await office.submit.create(new(env=masked), by=OTTO)
    assert (await office.browse.get(task.id, by=ANN)).env == {"TOKEN": "x"}


@pytest.mark.parametrize("who", [OTTO, replace(ADA, scopes=frozenset({Scope.READ, Scope.RUN}))])
async def test_nobody_gets_the_secrets_of_others_by_running_them(
    office: Office, who: Person
) -> None:
    task = await office.task(ANN, env={"TOKEN": "x"})
    with pytest.raises(Forbidden):
        await office.submit.rerun(task.id, {}, by=who)
    (item,) = await office.bulk.apply("rerun", ids=[task.id], by=who)
    assert (item.ok, item.code) == (False, "forbidden")
    for change in ({"command": "env"}, {"argv": ["env"]}, {"shell": "/tmp/sh"}, {"cwd": "/tmp"}):
        with pytest.raises(Forbidden):
            await office.edit.patch(task.id, change, by=who)
    assert (who.id, "task.rerun", f"task:{task.id}") in office.refused
    assert (who.id, "task.change", f"task:{task.id}") in office.refused


async def test_what_gives_nobody_a_secret_stays_allowed(office: Office) -> None:
    task = await office.task(ANN, env={"TOKEN": "x"})
    again = await office.submit.rerun(task.id, {"env": {"TOKEN": "mine"}}, by=OTTO)
    assert again.env == {"TOKEN": "mine"}
    await office.edit.patch(task.id, {"nice": 5}, by=OTTO)
    await office.edit.patch(task.id, {"command": "true"}, by=ANN)
    assert (await office.submit.rerun(task.id, {}, by=ADA)).env == {"TOKEN": "x"}
    plain = await office.task(ANN, env={"DAY": "today"})
    await office.edit.patch(plain.id, {"command": "env"}, by=OTTO)
    assert (await office.submit.rerun(plain.id, {}, by=OTTO)).env == {"DAY": "today"}
