"""What the journal tells of the lives of all tasks there ever were."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeAlias

from app.core.lifecycle import BEGINNINGS, FINAL, moves
from tests.server.talking import rows
from tests.server.yard import Yard

EDGE = "[*]"  # as diagrams call what is before and after a life
Move: TypeAlias = tuple[str, str]

# How a task of either kind begins.
BEGINS = {"command": {"queued", "blocked"}, "person": {s.value for s in BEGINNINGS}}
_FINAL = {status.value for status in FINAL}
_MOVES = {(source.value, target.value) for source, target in moves()}
_REOPENINGS = {(end, begin) for end in _FINAL for begin in BEGINS["person"]}


@dataclass
class Life:
    """`moves` are between the states it was in; to have been given to somebody else while
    pending is none. `told` are the ids of the events in which it got each state."""

    task_id: int
    states: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    deleted: int | None = None

    @property
    def kind(self) -> str:
        return "command" if self.states[0] in BEGINS["command"] else "person"

    @property
    def moves(self) -> list[Move]:
        found = zip([EDGE, *self.states], self.states, strict=False)
        return [move for move in found if move != ("pending", "pending")]

    def was_gone(self, before: int) -> bool:
        return self.deleted is not None and self.deleted < before

    def became(self, states: Collection[str], *, before: int) -> bool:
        """Whether it was in one of these at some time before that event."""
        found = zip(self.told, self.states, strict=True)
        return any(event < before and state in states for event, state in found)


def lives(yard: Yard) -> dict[int, Life]:
    """By the task's id. Every one begins with its creation and is over with its deletion."""
    found: dict[int, Life] = {}
    for event, type_, task_id, changed in rows(
        yard, "SELECT id, type, task_id, changed FROM events ORDER BY id"
    ):
        if type_ == "task.created":
            assert task_id not in found, f"task {task_id} was made twice"
            found[task_id] = Life(task_id)
        life = found[task_id]
        assert life.deleted is None, f"task {task_id} was changed when it was gone"
        if type_ == "task.deleted":
            life.deleted = event
        elif status := json.loads(changed).get("status"):
            life.states.append(status)
            life.told.append(event)
    return found


def astray(life: Life) -> list[Move]:
    """Its moves that the table of the product does not know."""
    begins = {(EDGE, state) for state in BEGINS[life.kind]}
    allowed = begins | _MOVES | (_REOPENINGS if life.kind == "person" else set())
    return [move for move in life.moves if move not in allowed]


def check(yard: Yard) -> None:
    """All tasks went only where they may, and have ended: each is where the journal left it,
    none ran, or gave up waiting, before it could, and nothing more is to come of any."""
    found = lives(yard)
    assert {id_: wrong for id_, life in found.items() if (wrong := astray(life))} == {}
    kept = rows(yard, "SELECT id, kind, status FROM tasks")
    assert {(id_, kind, status) for id_, kind, status in kept} == {
        (id_, life.kind, life.states[-1]) for id_, life in found.items() if life.deleted is None
    }
    assert {life.states[-1] for life in found.values()} <= _FINAL
    assert _impatient(yard, found) == {}
    assert rows(yard, _MISCOUNTED) == []
    assert rows(yard, _TO_COME) == []
    assert rows(yard, "SELECT * FROM task_after") == []


_MISCOUNTED = """
    SELECT status, n, (SELECT count(*) FROM tasks WHERE tasks.status = task_counts.status) AS there
    FROM task_counts WHERE n != there
"""

_TO_COME = "SELECT id, status FROM tasks WHERE run_order IS NOT NULL OR due_at IS NOT NULL"


def _impatient(yard: Yard, found: dict[int, Life]) -> dict[int, str]:
    """Commands that ran before what they wait for had ended as they need it, or that gave up
    though nothing of it had failed; but for those that were told to wait for something else."""
    told_again = "SELECT task_id FROM events WHERE changed LIKE '%\"after%'"
    wrong = {}
    for id_, after, policy, reason in rows(
        yard,
        'SELECT id, "after", after_policy, reason FROM tasks'
        f' WHERE "after" IS NOT NULL AND id NOT IN ({told_again})',
    ):
        life = found[id_]
        # What was gone from the beginning holds nobody back.
        awaited = [one for n in json.loads(after) if not (one := found[n]).was_gone(life.told[0])]
        ends = _FINAL if policy == "any_end" else {"completed"}
        if "running" in life.states:
            at = life.told[life.states.index("running")]
            if not all(one.became(ends, before=at) for one in awaited):
                wrong[id_] = "ran too early"
        if reason == "dependency_failed":
            at = life.told[-1]
            if not any(one.became(_FINAL - {"completed"}, before=at) for one in awaited):
                wrong[id_] = "gave up too early"
    return wrong
