"""Whatever clients do in whatever order, a task is only ever where the table lets it be."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from time import monotonic, sleep
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.server import journal, members
from tests.server.conftest import StartYard
from tests.server.crew import NAMES, Crew, assignee
from tests.server.ledger import Ledger
from tests.server.talking import FINAL, TaskJson, problem

Method = TypeVar("Method", bound=Callable[..., None])

COMMANDS = st.sampled_from(
    ["true", "exit 3", "echo hello", "sleep 0.02", "sleep 600", "kill -9 $$", "echo a; sleep 600"]
)
PRIORITIES = st.sampled_from(["urgent", "normal", "low"])
POLICIES = st.sampled_from(["all_completed", "any_end"])
CHECKLISTS = st.sampled_from([None, [], [{"text": "look"}], [{"text": "look", "done": True}]])
# Which of the tasks, so that the same choice means the same when it is tried again; the latest
# more often, so that much happens to some.
PICK = st.integers(0, 4) | st.integers(0, 4) | st.integers(0, 1000)
PICKS = st.lists(PICK, max_size=3)
RARELY = st.sampled_from([False, False, False, True])
WHO = st.sampled_from([*NAMES, "otto"])
WHOM = st.sampled_from([None, *NAMES])
# So many seconds from now.
DEADLINES = st.sampled_from([None, None, 0.4, 1.2, 3600])

# From where each step of a person's task leads where.
FROM = {
    "assign": {"unassigned", "pending", "in_progress"},
    "unassign": {"pending", "in_progress"},
    "take": {"unassigned"},
    "start": {"pending"},
    "complete": {"pending", "in_progress"},
    "reopen": FINAL,
}
TO = {
    "assign": {"pending"},
    "unassign": {"unassigned"},
    "take": {"pending"},
    "start": {"in_progress"},
    "complete": {"completed"},
    "reopen": {"unassigned", "pending"},
}
# Who has a task may do this with it, though somebody else made it.
WORK = {"take", "start", "complete"}
UNENDED = {"unassigned", "pending", "in_progress", "blocked", "queued", "running"}
WAITING = {"blocked", "queued"}
# What says how a command runs: settled when it does.
DEFINITION = {"command", "after", "after_policy"}


def moment(seconds: float | None) -> str | None:
    return None if seconds is None else (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


CALLS: list[st.SearchStrategy[tuple[str, dict[str, Any]]]] = []


def call(often: int = 1, **given: st.SearchStrategy[Any]) -> Callable[[Method], Method]:
    """One of the things that are done. Were each a rule of its own, an example would try but a
    few of them, again and again: no task would get far."""

    def note(method: Method) -> Method:
        one = st.tuples(st.just(method.__name__), st.fixed_dictionaries(given))
        CALLS.extend([one] * often)
        return method

    return note


class TaskStates(RuleBasedStateMachine):
    """Four people, two of whom may do everything, with tasks of both kinds."""

    crew: Crew
    numbers = count()

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(self.crew, f"machine-{next(self.numbers)}")
        self.said: Counter[str] = Counter()
        self.turn = count()

    def teardown(self) -> None:
        try:
            self.some_begin_again()
            self.what_is_due_ends()
            self.all_end()
            self.what_has_ended_stays_so()
            self.what_was_said_is_kept()
            self.all_is_as_known()
            journal.check(self.crew.yard)
        finally:
            self.ledger.close()

    def some_begin_again(self) -> None:
        """With a deadline that will pass, or the one that they had."""
        for n, task in enumerate(self.latest("person", 4)):
            given = {} if n else {"deadline": moment(0.4)}
            self.step("otto", task["id"], "reopen", **given)

    def what_is_due_ends(self) -> None:
        """By itself."""
        soon = datetime.now(UTC) + timedelta(seconds=2)
        for task in list(self.ledger.seen.values()):
            deadline = members.deadline_of(task)
            if deadline is not None and deadline < soon:
                assert self.ledger.look_at(task["id"], wait=10)["status"] in FINAL

    def all_end(self) -> None:
        """What waits need not be cancelled: it goes on, or fails, when all else ends."""
        seen, give_up_at = self.ledger.seen, monotonic() + 30
        while unended := [id_ for id_, task in seen.items() if task["status"] not in FINAL]:
            assert monotonic() < give_up_at, [seen[task_id] for task_id in unended]
            for task_id in unended:
                if seen[task_id]["status"] not in WAITING:
                    force = {"force": True}
                    self.ledger.ask("owner", "POST", f"/tasks/{task_id}/cancel", json=force)
            for task_id in list(seen):
                self.ledger.look_at(task_id)
                self.somebody_is_asked_about(task_id)

    def what_has_ended_stays_so(self) -> None:
        for task in self.latest("person", 2) + self.latest("command", 2):
            steps = ["take", "start", "complete", "unassign"]
            for verb in [*steps, "reopen"] if task["kind"] == "command" else steps:
                self.step("otto", task["id"], verb)
            for name in ("ann", "ben"):
                self.step("otto", task["id"], "assign", user_id=self.crew.ids[name])
                self.patch("otto", task["id"], {"assigned_to": self.crew.ids[name]})
            self.patch("otto", task["id"], {"deadline": moment(3600)})
            self.patch("otto", task["id"], {"after": []})

    def latest(self, kind: str, n: int) -> list[TaskJson]:
        """Of this kind, those that have ended."""
        seen = self.ledger.seen
        found = [seen[id_] for id_ in sorted(seen, key=int) if seen[id_]["kind"] == kind]
        return [task for task in found if task["status"] in FINAL][-n:]

    def somebody_is_asked_about(self, task_id: str) -> None:
        """Where a failure is to open a person's task it does."""
        task, give_up_at = self.ledger.seen[task_id], monotonic() + 10
        while task["status"] == "failed" and task["on_failure"] and task["follow_up"] is None:
            assert monotonic() < give_up_at, task
            sleep(0.01)
            task = self.ledger.look_at(task_id)

    def what_was_said_is_kept(self) -> None:
        for task_id, n in self.said.items():
            if task_id in self.ledger.seen:
                found = self.ledger.ask("owner", "GET", f"/tasks/{task_id}/comments").json()
                assert len(found["comments"]) == n

    @initialize(seconds=st.sampled_from([0.4, 1.2, 3600]), policy=POLICIES)
    def some_wait_already(self, seconds: float, policy: str) -> None:
        """For a person, and for a command that runs until its deadline."""
        self.make("owner", {"command": "sleep 600", "grace_ms": 50, "deadline": moment(seconds)})
        self.make("owner", {"assigned_to": self.crew.ids["ben"]})
        runs, gate = sorted(self.ledger.seen, key=int)
        for after in ([gate], [runs, gate]):
            self.make("otto", {"command": "true", "after": after, "after_policy": policy})

    @rule(what=st.deferred(lambda: st.sampled_from(CALLS).flatmap(lambda one: one)))
    def do(self, what: tuple[str, dict[str, Any]]) -> None:
        name, given = what
        getattr(self, name)(**given)

    @invariant()
    def all_is_as_known(self) -> None:
        self.ledger.look_at_all()
        who = NAMES[next(self.turn) % len(NAMES)]
        found = self.ledger.list_of(who)
        if self.crew.rules(who):
            self.ledger.is_not_stuck(found)

    # New tasks

    @call(
        often=2,
        who=WHO,
        after=PICKS,
        is_blind=RARELY,
        to=st.sampled_from([..., ..., None, *NAMES]),
        seconds=DEADLINES,
        command=COMMANDS,
        priority=PRIORITIES,
        after_policy=POLICIES,
    )
    def submit(
        self,
        who: str,
        after: list[int],
        is_blind: bool,
        to: Any,
        seconds: float | None,
        **more: str,
    ) -> None:
        named = self.ledger.named(after, None if is_blind else UNENDED)
        body = {
            "after": [id_ for id_ in named if is_blind or self.ledger.is_known(who, id_)],
            "on_failure": None if to is ... else {"assign_to": self.crew.ids.get(to)},
            "deadline": moment(seconds),
            "grace_ms": 50,
            **more,
        }
        self.make(who, body)

    @call(who=WHO, to=WHOM, seconds=DEADLINES, priority=PRIORITIES, checklist=CHECKLISTS)
    def ask_somebody(self, who: str, to: str, seconds: float | None, **more: Any) -> None:
        self.make(who, {"assigned_to": self.crew.ids.get(to), "deadline": moment(seconds), **more})

    def make(self, who: str, body: dict[str, Any]) -> None:
        tagged = {**body, "tags": [self.ledger.tag]}
        answer = self.ledger.ask(who, "POST", "/tasks", json=tagged)
        if answer.status_code != 201:
            self.ledger.is_unfit(who, answer, body)
            return
        assert all(self.ledger.is_known(who, task_id) for task_id in body.get("after", ()))
        task = self.ledger.look_at_new(answer)
        assert task["created_by"]["id"] == self.crew.ids[who]
        assert assignee(task) == body.get("assigned_to")

    @call(who=WHO, pick=PICK)
    def rerun(self, who: str, pick: int) -> None:
        task = self.ledger.seen[self.ledger.pick(pick)]
        answer = self.ledger.try_on(who, "control", task, "POST", "/rerun")
        if answer is not None:
            again = self.ledger.look_at_new(answer)
            assert (again["kind"], again["after"]) == (task["kind"], task["after"])
            assert (again["deadline"], again["assigned_to"]) == (None, None)

    # What is done with people's tasks

    @call(
        often=3,
        who=WHO,
        pick=PICK,
        verbs=st.lists(st.sampled_from([*FROM]), min_size=1, max_size=5),
        is_blind=RARELY,
        to=st.sampled_from([*NAMES, None, None]),
        seconds=st.sampled_from([..., None, 0.4, 3600]),
    )
    def work(
        self, who: str, pick: int, verbs: list[str], is_blind: bool, to: str | None, seconds: Any
    ) -> None:
        """Where the first step can be done, if not blindly: then on a command too. Assigned is
        it to whoever has it already, where nobody is named."""
        fitting = (None, None) if is_blind else ("person", FROM[verbs[0]])
        task_id = self.ledger.pick(pick, *fitting)
        for verb in verbs:
            body: dict[str, Any] = {}
            if verb == "assign":
                body["user_id"] = self.crew.ids[to] if to else self.holder(task_id)
            if verb == "reopen" and seconds is not ...:
                body["deadline"] = moment(seconds)
            self.step(who, task_id, verb, **body)

    def holder(self, task_id: str) -> str:
        return assignee(self.ledger.seen[task_id]) or self.crew.ids["owner"]

    @call(pick=PICK)
    def see_it_done(self, pick: int) -> None:
        task_id = self.ledger.pick(pick, "person", FROM["complete"] | FROM["take"])
        for verb in ("take", "start", "assign", "complete"):
            again = {"user_id": self.holder(task_id)} if verb == "assign" else {}
            self.step("otto", task_id, verb, **again)

    def step(self, who: str, task_id: str, verb: str, **body: Any) -> None:
        before = self.ledger.look_at(task_id)
        act = "work" if verb in WORK else "control"
        has_passed = members.has_passed({**before, **body})
        answer = self.ledger.try_on(who, act, before, "POST", f"/{verb}", json=body)
        if answer is None:
            return
        fits = before["kind"] == "person" and before["status"] in FROM[verb]
        if answer.status_code == 200:
            assert fits or (verb == "reopen" and members.has_passed(before)), before
            assert not (has_passed and verb in ("complete", "reopen")), before
            self.is_stepped(who, verb, before, answer.json(), body)
        elif answer.status_code == 422:
            assert verb == "reopen"
            assert members.has_passed({**before, **body}), answer.text
        else:
            assert problem(answer) == (409, "conflict"), answer.text
            is_late = verb == "complete" and members.has_passed(before)
            has_moved = self.ledger.look_at(task_id)["version"] > before["version"]
            assert not fits or is_late or has_moved, (before, answer.text)

    def is_stepped(
        self, who: str, verb: str, before: TaskJson, after: TaskJson, body: dict[str, Any]
    ) -> None:
        had = assignee(before)
        is_theirs = verb == "assign" and had == body["user_id"]
        assert after["status"] in ({before["status"]} if is_theirs else TO[verb]), after
        asked = {"assign": body.get("user_id"), "take": self.crew.ids[who], "unassign": None}
        assert assignee(after) == asked.get(verb, had), after
        assert after["attempt"] == before["attempt"] + (verb == "reopen")
        self.ledger.look(after)

    @call(who=WHO, pick=PICK)
    def comment(self, who: str, pick: int) -> None:
        task = self.ledger.seen[self.ledger.pick(pick)]
        said = {"text": "Well."}
        answer = self.ledger.try_on(who, "work", task, "POST", "/comments", json=said)
        if answer is not None:
            assert answer.status_code == (201 if task["kind"] == "person" else 409), answer.text
            self.said[task["id"]] += answer.status_code == 201

    # Changes

    @call(
        often=2,
        who=WHO,
        pick=PICK,
        kind=st.sampled_from(["command", "person"]),
        is_blind=RARELY,
        given=st.fixed_dictionaries(
            {},
            optional={
                "name": st.sampled_from(["a", "b"]),
                "priority": PRIORITIES,
                "deadline": DEADLINES,
                "assigned_to": WHOM,
                "checklist": CHECKLISTS,
            },
        ),
    )
    def change(self, who: str, pick: int, kind: str, is_blind: bool, given: dict[str, Any]) -> None:
        body = dict(given)
        if "deadline" in body:
            body["deadline"] = moment(body["deadline"])
        if "assigned_to" in body:
            body["assigned_to"] = self.crew.ids.get(body["assigned_to"])
        self.patch(who, self.ledger.pick(pick, kind, None if is_blind else UNENDED), body)

    @call(
        often=2,
        who=WHO,
        pick=PICK,
        is_blind=RARELY,
        given=st.fixed_dictionaries(
            {},
            optional={"after": PICKS, "after_policy": POLICIES, "command": st.just("true")},
        ),
    )
    def change_how_it_runs(
        self, who: str, pick: int, is_blind: bool, given: dict[str, Any]
    ) -> None:
        body = dict(given)
        if "after" in body:
            body["after"] = self.ledger.named(body["after"], None if is_blind else UNENDED)
        task_id = self.ledger.pick(pick) if is_blind else self.ledger.pick(pick, "command", WAITING)
        self.patch(who, task_id, body)

    def patch(self, who: str, task_id: str, body: dict[str, Any]) -> None:
        before = self.ledger.look_at(task_id)
        act = "work" if body.keys() == {"checklist"} else "control"
        answer = self.ledger.try_on(who, act, before, "PATCH", json=body)
        if answer is None:
            return
        if answer.status_code == 200:
            assert not _is_settled(before, body), (before, body)
            self.is_patched(answer.json(), body)
        elif answer.status_code == 409:
            after = self.ledger.look_at(task_id)
            assert _is_settled(before, body) or _is_settled(after, body), (after, answer.text)
        else:
            self.ledger.is_unfit(who, answer, body, before)

    def is_patched(self, task: TaskJson, body: dict[str, Any]) -> None:
        for member in body.keys() & {"name", "priority", *DEFINITION}:
            assert task[member] == body[member], task
        if "assigned_to" in body:
            assert assignee(task) == body["assigned_to"], task
        if "deadline" in body:
            assert (task["deadline"] is None) == (body["deadline"] is None), task
        self.ledger.look(task)

    @call(pick=PICK, version=st.integers(-1, 0))
    def change_only_this_version(self, pick: int, version: int) -> None:
        task_id = self.ledger.pick(pick)
        known = self.ledger.seen[task_id]["version"] + version
        how: dict[str, Any] = {"json": {"name": "c"}, "headers": {"If-Match": f'"{known}"'}}
        answer = self.ledger.ask("owner", "PATCH", f"/tasks/{task_id}", **how)
        if answer.status_code == 200:
            assert version == 0
            assert answer.json()["version"] == known + 1
            self.ledger.look(answer.json())
        else:
            assert problem(answer) == (412, "precondition-failed")

    # Ends

    @call(who=WHO, pick=PICK, force=st.booleans())
    def cancel(self, who: str, pick: int, force: bool) -> None:
        before = self.ledger.look_at(self.ledger.pick(pick))
        how = {"json": {"force": force}}
        answer = self.ledger.try_on(who, "control", before, "POST", "/cancel", **how)
        if answer is None:
            return
        after = self.ledger.look_at(before["id"])["status"]
        if answer.status_code == 200:
            assert after == "cancelled"
        else:
            assert problem(answer) == (409, "task-finished")
            assert after in ("completed", "failed")
        assert before["status"] not in FINAL or after == before["status"]

    @call(who=WHO, pick=PICK, force=st.booleans())
    def delete(self, who: str, pick: int, force: bool) -> None:
        before = self.ledger.look_at(self.ledger.pick(pick))
        answer = self.ledger.try_on(who, "control", before, "DELETE", params={"force": force})
        if answer is None:
            return
        if answer.status_code == 204:
            self.is_gone(before["id"])
        else:
            assert problem(answer) == (409, "task-active")
            assert not force
            assert before["status"] not in FINAL

    def is_gone(self, task_id: str) -> None:
        del self.ledger.seen[task_id]
        self.ledger.gone.add(task_id)
        for path in ("", "/logs", "/comments"):
            answer = self.ledger.ask("owner", "GET", f"/tasks/{task_id}{path}")
            assert problem(answer) == (404, "not-found")

    @call(
        who=WHO,
        picks=st.lists(PICK, min_size=1, max_size=5),
        action=st.sampled_from(["cancel", "rerun", "assign"]),
    )
    def bulk(self, who: str, picks: list[int], action: str) -> None:
        ids = self.ledger.named(picks)
        whom = {"user_id": self.crew.ids["ben"]} if action == "assign" else {}
        body = {"action": action, "ids": ids, **whom}
        answer: httpx.Response = self.ledger.ask(who, "POST", "/tasks/bulk", json=body)
        results = answer.json()["results"]
        assert [result["id"] for result in results] == ids
        for result in results:
            refusal = self.crew.refusal(who, "control", self.ledger.seen[result["id"]])
            if refusal is not None:
                assert (result["ok"], result["code"]) == (False, refusal[1]), result
            else:
                assert result["ok"] or result["code"] in ("task-finished", "conflict"), result
        for task_id in [*ids, *(result["new_id"] for result in results if result["new_id"])]:
            self.ledger.look_at(task_id)

    # Looks

    @call(pick=PICK, seconds=st.sampled_from([0.01, 0.2, 0.5]))
    def wait(self, pick: int, seconds: float) -> None:
        self.ledger.look_at(self.ledger.pick(pick), wait=seconds)

    @call(
        who=WHO,
        pick=PICK,
        path=st.sampled_from(["", "/status", "/logs", "/comments", "/logs/download", "/result"]),
    )
    def peek(self, who: str, pick: int, path: str) -> None:
        task = self.ledger.seen[self.ledger.pick(pick)]
        answer = self.ledger.try_on(who, "see", task, "GET", path)
        assert answer is None or answer.is_success or path == "/result"


def _is_settled(task: TaskJson, body: dict[str, Any]) -> bool:
    """Whether something of this cannot change any more."""
    has_ended, is_command = task["status"] in FINAL, task["kind"] == "command"
    has_begun = task["status"] not in WAITING
    changes_hands = body.get("assigned_to", assignee(task)) != assignee(task)
    is_over = has_ended or members.has_passed(task)
    return (
        (is_command and has_begun and not DEFINITION.isdisjoint(body))
        or (not is_command and has_ended and changes_hands)
        or (is_over and "deadline" in body)
    )


@pytest.mark.timeout(180)
def test_no_order_of_calls_brings_a_task_where_it_may_not_be(start_yard: StartYard) -> None:
    _run(start_yard, examples=10, steps=30)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_order_of_very_many_calls_brings_a_task_where_it_may_not_be(
    start_yard: StartYard,
) -> None:
    _run(start_yard, examples=300, steps=60)


def _run(start_yard: StartYard, *, examples: int, steps: int) -> None:
    yard = start_yard(slots=2, deadline_warnings="800ms,200ms")

    class OnThisYard(TaskStates):
        crew = Crew(yard)

    run_state_machine_as_test(
        OnThisYard,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            # What a server did once it need not do again: the first example says most.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert yard.tagged() == []
