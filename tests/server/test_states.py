"""Whatever clients do in whatever order, a task is only ever where the table lets it be."""

from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.core.lifecycle import FINAL, Status, moves
from tests.server.conftest import StartYard
from tests.server.talking import final_states
from tests.server.yard import Yard

_FINAL = {status.value for status in FINAL}
COMMANDS = st.sampled_from(
    ["true", "exit 3", "echo hello", "sleep 0.02", "sleep 600", "kill -9 $$", "echo a; sleep 600"]
)
PRIORITIES = st.sampled_from(["urgent", "normal", "low"])
# Which of the tasks there are; so that the same choice means the same when it is tried again.
PICK = st.integers(0, 1000)


def _reach() -> dict[str, set[str]]:
    """From each state, those one may find later; itself included."""
    reach: dict[Status, set[Status]] = {status: {status} for status in Status}
    for _ in Status:
        for source, target in moves():
            reach[source] |= reach[target]
    return {source.value: {t.value for t in targets} for source, targets in reach.items()}


_REACH = _reach()


class TaskStates(RuleBasedStateMachine):
    """`seen` is the last known of each task that must be there: its state and version."""

    yard: Yard
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.client = httpx.Client(
            base_url=self.yard.url, headers=self.yard.owner, timeout=30, trust_env=False
        )
        self.tag = f"machine-{next(self.numbers)}"
        self.seen: dict[str, tuple[str, int]] = {}
        self.gone: set[str] = set()

    def teardown(self) -> None:
        for task_id in self.seen:
            self.ask("POST", f"/tasks/{task_id}/cancel", json={"force": True})
        self.those_that_must_be_there_are_listed()
        assert {status for status, _ in self.seen.values()} <= _FINAL
        self.client.close()

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        answer = self.client.request(method, path, **how)
        assert answer.status_code < 500, answer.text
        return answer

    def pick(self, number: int) -> str:
        """Of the tasks there are; when there is none, a new one. Which rules may run must
        not depend on what the server was quick enough to do."""
        if not self.seen:
            self.look_at_new(
                self.ask("POST", "/tasks", json={"command": "true", "tags": [self.tag]})
            )
        found = sorted(self.seen, key=int)
        return found[number % len(found)]

    def look(self, task: dict[str, Any]) -> None:
        task_id, status, version = task["id"], task["status"], task["version"]
        before = self.seen.get(task_id)
        if before is not None:
            assert status in _REACH[before[0]], f"{task_id}: {before[0]} became {status}"
            assert version >= before[1]
            assert version > before[1] or status == before[0]
        self.seen[task_id] = (status, version)
        assert (task["finished_at"] is not None) == (status in _FINAL)
        assert status != "completed" or task["exit_code"] == 0
        assert status not in ("failed", "cancelled") or task["reason"] is not None
        assert (task["attempt"] == 0) or (status != "queued")

    def look_at(self, task_id: str, **parameters: Any) -> str:
        """Its state now."""
        self.look(self.ask("GET", f"/tasks/{task_id}", params=parameters).json())
        return self.seen[task_id][0]

    def look_at_new(self, answer: httpx.Response) -> None:
        assert answer.status_code == 201
        assert answer.json()["id"] not in self.seen.keys() | self.gone
        self.look(answer.json())

    @rule(command=COMMANDS, priority=PRIORITIES)
    def submit(self, command: str, priority: str) -> None:
        body = {"command": command, "priority": priority, "grace_ms": 50, "tags": [self.tag]}
        self.look_at_new(self.ask("POST", "/tasks", json=body))

    @rule(pick=PICK)
    def rerun(self, pick: int) -> None:
        self.look_at_new(self.ask("POST", f"/tasks/{self.pick(pick)}/rerun"))

    @rule(pick=PICK, seconds=st.sampled_from([0.01, 0.2]))
    def wait(self, pick: int, seconds: float) -> None:
        self.look_at(self.pick(pick), wait=seconds)

    @rule(pick=PICK, force=st.booleans())
    def cancel(self, pick: int, force: bool) -> None:
        task_id = self.pick(pick)
        before = self.seen[task_id][0]
        answer = self.ask("POST", f"/tasks/{task_id}/cancel", json={"force": force})
        after = self.look_at(task_id)
        if answer.status_code == 200:
            assert after == "cancelled"
        else:
            assert (answer.status_code, after) in {(409, "completed"), (409, "failed")}
        assert before not in _FINAL or after == before

    @rule(pick=PICK, name=st.sampled_from(["a", "b"]), priority=PRIORITIES)
    def rename(self, pick: int, name: str, priority: str) -> None:
        body = {"name": name, "priority": priority}
        answer = self.ask("PATCH", f"/tasks/{self.pick(pick)}", json=body)
        assert (answer.json()["name"], answer.json()["priority"]) == (name, priority)
        self.look(answer.json())

    @rule(pick=PICK)
    def change_command(self, pick: int) -> None:
        task_id = self.pick(pick)
        answer = self.ask("PATCH", f"/tasks/{task_id}", json={"command": "true"})
        if answer.status_code == 200:
            assert answer.json()["command"] == "true"
            self.look(answer.json())
        else:
            assert answer.json()["code"] == "conflict"
            assert self.look_at(task_id) != "queued"

    @rule(pick=PICK, version=st.integers(-1, 0))
    def change_only_this_version(self, pick: int, version: int) -> None:
        task_id = self.pick(pick)
        known = self.seen[task_id][1] + version
        answer = self.ask(
            "PATCH", f"/tasks/{task_id}", json={"name": "c"}, headers={"If-Match": f'"{known}"'}
        )
        if answer.status_code == 200:
            assert version == 0
            assert answer.json()["version"] == known + 1
            self.look(answer.json())
        else:
            assert answer.json()["code"] == "precondition-failed"

    @rule(pick=PICK, force=st.booleans())
    def delete(self, pick: int, force: bool) -> None:
        task_id = self.pick(pick)
        before = self.seen[task_id][0]
        answer = self.ask("DELETE", f"/tasks/{task_id}", params={"force": force})
        if answer.status_code == 409:
            assert not force
            assert answer.json()["code"] == "task-active"
            assert before not in _FINAL
            return
        assert answer.status_code == 204
        del self.seen[task_id]
        self.gone.add(task_id)
        assert self.ask("GET", f"/tasks/{task_id}/logs").status_code == 404

    @rule(picks=st.lists(PICK, min_size=1, max_size=5), action=st.sampled_from(["cancel", "rerun"]))
    def bulk(self, picks: list[int], action: str) -> None:
        ids = list(dict.fromkeys(map(self.pick, picks)))
        answer = self.ask("POST", "/tasks/bulk", json={"action": action, "ids": ids}).json()
        assert [result["id"] for result in answer["results"]] == ids
        for result in answer["results"]:
            assert result["ok"] or result["code"] == "task-finished"
        assert answer["succeeded"] + answer["failed"] == len(ids)

    @invariant()
    def those_that_must_be_there_are_listed(self) -> None:
        found: dict[str, dict[str, Any]] = {}
        given = {"tag": self.tag, "limit": 3}
        while True:
            page = self.ask("GET", "/tasks", params=given).json()
            assert not found.keys() & {task["id"] for task in page["tasks"]}
            found |= {task["id"]: task for task in page["tasks"]}
            if not page["has_more"]:
                break
            given["cursor"] = page["next_cursor"]
        assert self.seen.keys() <= found.keys()
        assert not self.gone & found.keys()
        for task in found.values():
            self.look(task)


def test_no_order_of_calls_brings_a_task_where_it_may_not_be(start_yard: StartYard) -> None:
    _run(start_yard(slots=2), examples=12, steps=25)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_order_of_very_many_calls_brings_a_task_where_it_may_not_be(
    start_yard: StartYard,
) -> None:
    _run(start_yard(slots=2), examples=300, steps=60)


def _run(yard: Yard, *, examples: int, steps: int) -> None:
    class OnThisYard(TaskStates):
        pass

    OnThisYard.yard = yard
    run_state_machine_as_test(
        OnThisYard,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {len(states) for states in final_states(yard).values()} == {1}
    assert yard.tagged() == []
