"""What a task is to wait for: is it there, has it ended, and would the wait ever end?"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, func, select

from app.core.database import as_json
from app.core.errors import Invalid
from app.core.lifecycle import FINAL, Reason, Status
from app.core.task import AfterPolicy, NewTask, Task
from app.models.tables import task_after, tasks
from app.store.bulk import Prepared

t, a = tasks.c, task_after.c

# They go on, or fail, in the commit in which the one ends, and everybody else waits for that.
CROWD = 10_000


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What somebody waits for, as far as that matters to them; `crowd` is how many do."""

    id: int
    name: str
    status: Status
    reason: Reason | None
    created_by: int
    assigned_to: int | None
    crowd: int

    @property
    def has_ended(self) -> bool:
        return self.status in FINAL

    def is_seen_by(self, user_id: int | None) -> bool:
        """None sees everything."""
        return user_id is None or user_id in (self.created_by, self.assigned_to)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a task still waits for; it waits in vain when it needs the `lost` one completed."""

    awaited: tuple[int, ...]
    lost: Prerequisite | Task | None = None


def given(name: str = "ids") -> Select[Any]:
    """A parameter that is a JSON array, as a subquery of its values: it may be of any length."""
    rows = func.json_each(bindparam(name, "[]", type_=Text)).table_valued("value")
    return select(rows.c.value)


_some = select(a.task_id).where(a.after_id == t.id).limit(CROWD).correlate(tasks).subquery()
_FIND = Prepared(
    select(
        t.id,
        t.name,
        t.status,
        t.reason,
        t.created_by,
        t.assigned_to,
        select(func.count()).select_from(_some).scalar_subquery(),
    ).where(t.id.in_(given()))
)


def find(connection: Connection, task_ids: Collection[int]) -> dict[int, Prerequisite]:
    if not task_ids:
        return {}
    rows = _FIND.rows(connection, ids=as_json(sorted(set(task_ids))))
    found = (
        Prerequisite(id_, name, Status(status), reason and Reason(reason), *rest)
        for id_, name, status, reason, *rest in rows
    )
    return {one.id: one for one in found}


def refused(
    after: Sequence[int],
    known: Mapping[int, Prerequisite],
    *,
    seen_by: int | None,
    where: str = "/after",
    besides: Container[int] = (),
) -> list[tuple[str, str, str]]:
    """Problems with what names a task that is not there, or that `seen_by` may not see, or that
    a crowd waits for."""
    return [
        (f"{where}/{n}", *why)
        for n, task_id in enumerate(after)
        if task_id not in besides and (why := _why_not(task_id, known.get(task_id), seen_by))
    ]


def _why_not(
    task_id: int, found: Prerequisite | None, seen_by: int | None
) -> tuple[str, str] | None:
    if found is None or not found.is_seen_by(seen_by):
        return "unknown-task", f"no task with id {task_id}"
    if found.crowd >= CROWD:
        return "too-many", f"{CROWD:,} tasks wait for task {task_id} already"
    return None


def refused_in(
    new: Sequence[NewTask],
    known: Mapping[int, Prerequisite],
    *,
    seen_by: int | None,
    is_batch: bool,
) -> list[tuple[str, str, str]]:
    """The same for tasks to be created together."""
    return [
        problem
        for n, one in enumerate(new)
        if one.after
        for problem in refused(
            one.after,
            known,
            seen_by=seen_by,
            where=f"/tasks/{n}/after" if is_batch else "/after",
        )
    ]


def waits_of(made: Iterable[Task], known: Mapping[int, Prerequisite]) -> dict[int, Waiting]:
    """Of each task that is made to wait, by its id."""
    return {
        task.id: waiting(task.after, known, task.after_policy)
        for task in made
        if task.status is Status.BLOCKED
    }


def waiting(
    after: Iterable[int], known: Mapping[int, Prerequisite], policy: AfterPolicy
) -> Waiting:
    """What is gone has ended, and nobody can say any more how: it holds nobody back."""
    wanted = [known[task_id] for task_id in dict.fromkeys(after) if task_id in known]
    needs_success = policy is AfterPolicy.ALL_COMPLETED
    failed = (one for one in wanted if one.has_ended and one.status is not Status.COMPLETED)
    lost = next(failed, None) if needs_success else None
    return Waiting(tuple(one.id for one in wanted if not one.has_ended), lost)


_AWAITED_BY = Prepared(select(a.task_id, a.after_id).where(a.task_id.in_(given())))


def circle(connection: Connection, task_id: int, awaited: Sequence[int]) -> list[int] | None:
    """The way back to itself that a task would have if it waited for these, or None."""
    came_from = dict.fromkeys(awaited, task_id)
    level = list(came_from)
    while level and task_id not in came_from:
        rows = _AWAITED_BY.rows(connection, ids=as_json(level))
        level = []
        for waits, on in rows:
            if on not in came_from:
                came_from[on] = waits
                level.append(on)
    if task_id not in came_from:
        return None
    way = [task_id]
    while len(way) == 1 or way[-1] != task_id:
        way.append(came_from[way[-1]])
    return way[::-1]


# Of a long way round: the beginning, and how it closes.
_SHOWN = 8


def in_a_circle(way: Sequence[int]) -> Invalid:
    shown = [*way[:_SHOWN], "…", *way[-2:]] if len(way) > _SHOWN + 2 else way
    path = " → ".join(map(str, shown))
    return Invalid([("/after", "cycle", f"task {way[0]} would wait for itself: {path}")])
