"""What each role may do to which tasks, by every way there is."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from app.core.errors import AppError, Forbidden, NotFound, TaskActive, Unauthenticated
from app.core.person import Person, Scope
from app.core.query import TaskQuery
from app.core.task import NewTask, Task
from tests.logs.writing import until
from tests.services.office import (
    ADA,
    ANN,
    BEN,
    LOCAL,
    OTTO,
    VERA,
    Office,
    office,
    with_access,
)
from tests.store.conftest import db, migrated, new, path, published

__all__ = ("db", "migrated", "office", "path", "published")

Try = Callable[[Office, int, Person], Awaitable[object]]


async def raw(office: Office, task_id: int, by: Person) -> None:
    assert [piece async for piece in await office.output.raw(task_id, by=by)] == []


async def follow(office: Office, task_id: int, by: Person) -> None:
    """As far as that it waits for the task to begin."""
    events = office.output.follow(task_id, by=by)
    following = asyncio.ensure_future(anext(events))
    await until(lambda: following.done() or task_id in office.output._book._opening)
    if following.done():
        following.result()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await events.aclose()


async def subscribe(office: Office, task_id: int, by: Person) -> None:
    (await office.events.subscribe(by=by, task_id=task_id)).close()


async def in_bulk(office: Office, action: str, task_id: int, by: Person) -> None:
    """Raises what the item says."""
    (item,) = await office.bulk.apply(action, ids=[task_id], by=by)
    errors: dict[str | None, AppError] = {
        "not-found": NotFound("task", task_id),
        "forbidden": Forbidden(""),
        "task-active": TaskActive(""),
    }
    if not item.ok:
        raise errors[item.code]


READS: dict[str, Try] = {
    "get": lambda o, i, by: o.browse.get(i, by=by),
    "output": lambda o, i, by: o.browse.output(i, by=by),
    "text": lambda o, i, by: o.output.text(i, by=by),
    "lines": lambda o, i, by: o.output.lines(i, by=by),
    "search": lambda o, i, by: o.output.search(i, by=by, q="x"),
    "raw": raw,
    "follow": follow,
    "past events": lambda o, i, by: o.events.past(i, by=by),
    "wait": lambda o, i, by: o.wait.until_final(i, by=by, seconds=0.001),
}
CONTROLS: dict[str, Try] = {
    "cancel": lambda o, i, by: o.cancel.cancel(i, by=by),
    "patch": lambda o, i, by: o.edit.patch(i, {"name": "other"}, by=by),
    "patch nothing": lambda o, i, by: o.edit.patch(i, {}, by=by),
    "delete": lambda o, i, by: o.edit.delete(i, by=by),
    "delete with force": lambda o, i, by: o.edit.delete(i, by=by, force=True),
    "rerun": lambda o, i, by: o.submit.rerun(i, {}, by=by),
    "bulk cancel": lambda o, i, by: in_bulk(o, "cancel", i, by),
    "bulk rerun": lambda o, i, by: in_bulk(o, "rerun", i, by),
    "bulk delete": lambda o, i, by: in_bulk(o, "delete", i, by),
}
OK, HIDDEN, REFUSED = "ok", "not-found", "forbidden"
#            own     assigned foreign  missing
MAY_READ = {
    "viewer": (OK, OK, OK, HIDDEN),
    "user": (OK, OK, HIDDEN, HIDDEN),
    "operator": (OK, OK, OK, HIDDEN),
    "admin": (OK, OK, OK, HIDDEN),
}
MAY_CONTROL = {
    "viewer": (REFUSED, REFUSED, REFUSED, REFUSED),
    "user": (OK, REFUSED, HIDDEN, HIDDEN),
    "operator": (OK, OK, OK, HIDDEN),
    "admin": (OK, OK, OK, HIDDEN),
}
EVERYBODY = (VERA, BEN, OTTO, ADA)


async def four(office: Office, by: Person) -> list[int]:
    """Ids of a task of theirs, one assigned to them, one of others, and none."""
    own = await office.task(by)
    assigned = await office.task(ANN, by)
    return [own.id, assigned.id, (await office.task(ANN)).id, 999]


async def outcome(attempt: Awaitable[object]) -> str:
    try:
        await attempt
    except TaskActive:  # it was let through to that
        return OK
    except (NotFound, Forbidden) as error:
        return error.code
    return OK


@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.role.value)
@pytest.mark.parametrize("name", READS)
async def test_reading_goes_by_the_table(office: Office, name: str, by: Person) -> None:
    found = [await outcome(READS[name](office, i, by)) for i in await four(office, by)]
    assert tuple(found) == MAY_READ[by.role.value]


@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.role.value)
@pytest.mark.parametrize("name", CONTROLS)
async def test_control_goes_by_the_table(office: Office, name: str, by: Person) -> None:
    found = [await outcome(CONTROLS[name](office, i, by)) for i in await four(office, by)]
    assert tuple(found) == MAY_CONTROL[by.role.value]


@pytest.mark.parametrize("by", EVERYBODY, ids=lambda by: by.role.value)
async def test_a_stream_of_one_task_is_for_who_may_see_it(office: Office, by: Person) -> None:
    ids = await four(office, by)
    found = [await outcome(subscribe(office, i, by)) for i in ids[:3]]
    assert tuple(found) == MAY_READ[by.role.value][:3]


@pytest.mark.parametrize("name", READS)
async def test_nothing_is_read_with_a_token_that_may_not(office: Office, name: str) -> None:
    task = await office.task(ANN)
    by = replace(ANN, scopes=frozenset({Scope.RUN}))
    assert await outcome(READS[name](office, task.id, by)) == REFUSED


@pytest.mark.parametrize("name", CONTROLS)
async def test_nothing_is_done_with_a_token_to_read(office: Office, name: str) -> None:
    task = await office.task(ANN)
    by = replace(LOCAL, scopes=frozenset({Scope.READ}))
    assert await outcome(CONTROLS[name](office, task.id, by)) == REFUSED


@pytest.mark.parametrize("name", [*READS, *CONTROLS, "subscribe", "create", "list", "counts"])
async def test_nothing_is_done_with_an_access_that_is_over(office: Office, name: str) -> None:
    task = await office.task(ANN)
    by = with_access(ANN)
    by.access.is_over = True
    others: dict[str, Try] = {
        "subscribe": subscribe,
        "create": lambda o, _, by: o.submit.create(new(), by=by),
        "list": lambda o, _, by: o.browse.page(TaskQuery(), by=by),
        "counts": lambda o, _, by: o.browse.counts(TaskQuery(), by=by),
    }
    with pytest.raises(Unauthenticated):
        await (READS | CONTROLS | others)[name](office, task.id, by)


async def test_who_creates_tasks(office: Office) -> None:
    for by in (ANN, OTTO, ADA, LOCAL):
        accepted = await office.submit.create(new(), by=by)
        assert accepted.task is not None
        assert accepted.task.created_by == by.id
        assert [t.created_by for t in await office.submit.create_many([new()], by=by)] == [by.id]
    for attempt in (office.submit.create(new(), by=VERA), office.submit.create_many([], by=VERA)):
        with pytest.raises(Forbidden):
            await attempt


async def listed(office: Office, by: Person) -> set[int]:
    return {task.id for task in (await office.browse.page(TaskQuery(), by=by)).tasks}


async def test_lists_and_counts_hold_what_one_may_see(office: Office) -> None:
    own = await office.task(BEN)
    assigned = await office.task(ANN, BEN)
    foreign = await office.task(ANN)
    for by in (VERA, OTTO, ADA):
        assert await listed(office, by) == {own.id, assigned.id, foreign.id}
    assert await listed(office, BEN) == {own.id, assigned.id}
    assert (await office.browse.counts(TaskQuery(), by=BEN))["queued"] == 2
    assert (await office.browse.counts(TaskQuery(), by=ANN))["queued"] == 2
    assert (await office.browse.counts(TaskQuery(), by=VERA))["queued"] == 3


async def test_whose_tasks_one_sees_is_not_for_the_question_to_say(office: Office) -> None:
    foreign = await office.task(ANN)
    assert (await office.browse.page(TaskQuery(seen_by=ANN.id), by=BEN)).tasks == []
    assert foreign.id in await listed(office, LOCAL)


async def test_bulk_by_filter_acts_on_the_own_and_says_of_the_assigned_why_not(
    office: Office,
) -> None:
    own, assigned = await office.task(BEN), await office.task(ANN, BEN)
    foreign = await office.task(ANN)
    items = await office.bulk.apply("cancel", query=TaskQuery(), by=BEN)
    assert [(item.id, item.code) for item in items] == [
        (own.id, None),
        (assigned.id, "forbidden"),
    ]
    assert (await office.browse.get(foreign.id, by=ANN)).status.value == "queued"


async def test_what_was_tried_in_vain_is_told_but_not_what_is_not_there(office: Office) -> None:
    assigned, foreign = await office.task(ANN, BEN), await office.task(ANN)
    for i in (assigned.id, foreign.id, 999):
        await outcome(office.cancel.cancel(i, by=BEN))
    await outcome(office.browse.get(foreign.id, by=BEN))
    await outcome(office.browse.get(999, by=BEN))
    await outcome(office.submit.create(new(), by=VERA))
    assert office.refused == [
        (BEN.id, "task.cancel", f"task:{assigned.id}"),
        (BEN.id, "task.cancel", f"task:{foreign.id}"),
        (BEN.id, "task.read", f"task:{foreign.id}"),
        (VERA.id, "task.create", None),
    ]


@pytest.mark.parametrize("bulk", [False, True])
async def test_control_of_the_tasks_of_others_is_remembered(office: Office, bulk: bool) -> None:
    task = await office.task(ANN)
    target = f"task:{task.id}"
    if bulk:
        for action in ("rerun", "cancel", "delete"):
            await office.bulk.apply(action, ids=[task.id], by=OTTO)
        assert [a for _, a, _ in await office.audited()] == [
            "task.rerun", "task.cancel", "task.delete",
        ]  # fmt: skip
        return
    await office.edit.patch(task.id, {"name": "other"}, by=OTTO)
    await office.submit.rerun(task.id, {}, by=OTTO)
    await office.edit.delete(task.id, force=True, by=ADA)
    assert await office.audited() == [
        (OTTO.id, "task.change", target),
        (OTTO.id, "task.rerun", target),
        (ADA.id, "task.cancel", target),
        (ADA.id, "task.delete", target),
    ]


async def test_who_controls_all_changes_all_with_a_token_that_reads_nothing(
    office: Office,
) -> None:
    task = await office.task(ANN)
    by = replace(OTTO, scopes=frozenset({Scope.RUN}))
    assert (await office.edit.patch(task.id, {"name": "other"}, by=by)).name == "other"


async def test_what_people_do_to_their_own_tasks_is_not(office: Office) -> None:
    task = await office.task(ANN)
    await office.edit.patch(task.id, {"name": "other"}, by=ANN)
    await office.submit.rerun(task.id, {}, by=ANN)
    await office.edit.delete(task.id, force=True, by=ANN)
    assert await office.audited() == []


async def test_a_rerun_is_of_who_asked_for_it_and_given_to_nobody(office: Office) -> None:
    task = await office.task(ANN, BEN)
    again = await office.submit.rerun(task.id, {}, by=OTTO)
    assert (again.created_by, again.assigned_to) == (OTTO.id, None)


async def test_who_is_all_is_read_for_nothing_more(office: Office) -> None:
    """What it costs the operator of a busy server to act: not a read more than the act."""
    task = await office.task(ANN)
    reads: list[Any] = []
    read = office.db.read

    async def counted(query: Callable[[Any], Any]) -> Any:
        reads.append(query)
        return await read(query)

    office.db.read = counted  # type: ignore[method-assign]
    await office.submit.create(NewTask(name="n", command="c"), by=ANN)
    await office.edit.patch(task.id, {"name": "other"}, by=OTTO)
    await office.cancel.cancel(task.id, by=OTTO)
    assert reads == []


async def test_waiting_ends_with_what_one_may_still_see(office: Office) -> None:
    task: Task = await office.task(ANN, BEN)

    async def wait(by: Person) -> str:
        return await outcome(office.wait.until_final(task.id, by=by, seconds=30))

    waiting = [asyncio.create_task(wait(by)) for by in (BEN, ANN, VERA)]
    await until(lambda: len(office.bus) == 3)
    await office.assign(task, None)
    await office.cancel.cancel(task.id, by=ANN)
    assert await asyncio.gather(*waiting) == [HIDDEN, OK, OK]


async def test_waiting_ends_without_an_answer_when_the_access_has(office: Office) -> None:
    task, by = await office.task(ANN), with_access(VERA)
    waiting = asyncio.create_task(office.wait.until_final(task.id, by=by, seconds=30))
    await until(lambda: len(office.bus) == 1)
    by.access.is_over = True
    await office.cancel.cancel(task.id, by=ANN)
    with pytest.raises(Unauthenticated):
        await waiting
