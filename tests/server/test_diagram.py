"""docs/states.md shows where tasks go: several people at once get none of them anywhere else."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.server.conftest import StartYard
from tests.server.crew import NAMES, Crew
from tests.server.journal import EDGE, Move, check, lives
from tests.server.talking import FINAL, rows
from tests.server.wire import wire

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
_DIAGRAM = re.compile(r"^## ([^\n]+)\n\n```mermaid\nstateDiagram-v2\n(.*?)```$", re.M | re.S)
_ARROW = re.compile(r"    (\S+) --> ([^\s:]+)(: \w+)?")
KINDS = {"Commands": "command", "People's tasks": "person"}
# What needs more than calls: a server that dies, somebody whose account is gone, a command that
# ends just when it is cancelled.
RARE = {
    ("running", "queued"),
    ("running", "cancelled"),
    ("completed", "unassigned"),
    ("cancelling", "completed"),
}

STEPS = ("unassign", "take", "start", "complete")

Call: TypeAlias = tuple[str, str, dict[str, Any] | None]


def diagrams() -> dict[str, set[Move]]:
    """The arrows of the page, by the kind of tasks that go along them."""
    found = {}
    for title, body in _DIAGRAM.findall(PAGE.read_text("utf-8")):
        arrows = [_ARROW.fullmatch(line) for line in body.splitlines()]
        assert all(arrows), body
        found[KINDS[title]] = {(arrow[1], arrow[2]) for arrow in arrows if arrow}
    assert found.keys() == set(KINDS.values())
    return found


def _soon() -> str:
    return (datetime.now(UTC) + timedelta(seconds=0.3)).isoformat()


def _command(line: str, **more: Any) -> Call:
    return "POST", "/tasks", {"command": line, "grace_ms": 50, **more}


def _persons(**members: Any) -> Call:
    return "POST", "/tasks", {"name": "a task", **members}


# What somebody asks about one task, when there is another one, and a person.
ASKED: dict[str, Callable[[str, str, str], Call]] = {
    "run": lambda one, other, who: _command("true"),
    "run for long": lambda one, other, who: _command("sleep 600", deadline=_soon()),
    "run in vain": lambda one, other, who: _command("exit 3", on_failure={"assign_to": who}),
    "run after it": lambda one, other, who: _command("true", after=[one]),
    "run after its end": lambda one, other, who: _command(
        "sleep 0.05", after=[one], after_policy="any_end", deadline=_soon()
    ),
    "let it wait": lambda one, other, who: ("PATCH", f"/tasks/{one}", {"after": [other]}),
    "let it go": lambda one, other, who: ("PATCH", f"/tasks/{one}", {"after": []}),
    "make": lambda one, other, who: _persons(),
    "make soon": lambda one, other, who: _persons(deadline=_soon(), assigned_to=who),
    "give": lambda one, other, who: ("PATCH", f"/tasks/{one}", {"assigned_to": who}),
    "drop": lambda one, other, who: ("PATCH", f"/tasks/{one}", {"assigned_to": None}),
    "hurry": lambda one, other, who: ("PATCH", f"/tasks/{one}", {"deadline": _soon()}),
    "assign": lambda one, other, who: ("POST", f"/tasks/{one}/assign", {"user_id": who}),
    "reopen": lambda one, other, who: ("POST", f"/tasks/{one}/reopen", {"deadline": None}),
    "delete": lambda one, other, who: ("DELETE", f"/tasks/{one}?force=true", None),
    "cancel all": lambda one, other, who: (
        "POST", "/tasks/bulk", {"action": "cancel", "ids": [one, other]}
    ),
    **{
        verb: lambda one, other, who, verb=verb: ("POST", f"/tasks/{one}/{verb}", None)  # type: ignore[misc]
        for verb in (*STEPS, "cancel", "rerun")
    },
}  # fmt: skip

# The latest more often, so that much happens to some; and some whose deadline has passed.
PICK = st.integers(0, 3) | st.integers(0, 100)
WHAT = st.sampled_from([*ASKED, "assign", "reopen", "reopen", *STEPS, *STEPS])
CALLS = st.lists(
    st.tuples(st.sampled_from(["otto", *NAMES]), WHAT, PICK, PICK),
    min_size=60,
    max_size=120,
)


async def _ask_all(crew: Crew, calls: list[tuple[str, str, int, int]], made: list[str]) -> None:
    """Everybody their own calls, one after the other; all of them at once. `made` are the ids
    of the tasks there are."""

    def pick(number: int) -> str:
        return made[-1 - number % len(made)] if made else "1"

    async def ask(who: str) -> None:
        async with wire(crew.yard, crew.headers[who]) as line:
            for asker, what, one, other in calls:
                if asker == who:
                    whom = crew.ids[NAMES[other % len(NAMES)]]
                    status, answer = await line.send(*ASKED[what](pick(one), pick(other), whom))
                    assert status < 500, answer
                    if status == 201:
                        made.append(answer["id"])

    await asyncio.gather(*map(ask, NAMES))


async def _end_all(crew: Crew) -> None:
    async with wire(crew.yard) as line:
        while unended := rows(
            crew.yard,
            "SELECT id FROM tasks WHERE status NOT IN ('completed', 'failed', 'cancelled')"
            " OR (status = 'failed' AND on_failure IS NOT NULL AND follow_up IS NULL)",
        ):
            for (task_id,) in unended:
                await line.send("POST", f"/tasks/{task_id}/cancel", {"force": True})


def test_several_people_at_once_get_tasks_only_where_the_diagrams_show(
    start_yard: StartYard,
) -> None:
    _compare(start_yard, examples=20)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_several_people_get_tasks_wherever_the_diagrams_show_and_only_there(
    start_yard: StartYard,
) -> None:
    seen = _compare(start_yard, examples=150)
    assert set().union(*diagrams().values()) - seen <= RARE


def _compare(start_yard: StartYard, *, examples: int) -> set[Move]:
    """The moves that there were."""
    yard = start_yard(slots=2)
    crew, shown = Crew(yard), diagrams()
    made: list[str] = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(CALLS)
    def ask_and_look(calls: list[tuple[str, str, int, int]]) -> None:
        asyncio.run(_ask_all(crew, calls, made))
        for life in lives(yard).values():
            assert set(life.moves) <= shown[life.kind], life

    ask_and_look()
    asyncio.run(_end_all(crew))
    check(yard)
    found = lives(yard).values()
    for life in found:
        assert (life.states[-1], EDGE) in shown[life.kind], life
        assert life.states[-1] in FINAL
    return {move for life in found for move in [*life.moves, (life.states[-1], EDGE)]}
