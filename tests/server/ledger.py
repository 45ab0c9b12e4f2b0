"""What is known of the tasks of one tag, compared with whatever the server says of them next."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import httpx

from app.core.lifecycle import Status, moves
from tests.server import members
from tests.server.crew import NAMES, Crew
from tests.server.talking import FINAL, TaskJson, problem


def _reach() -> dict[str, set[str]]:
    """From each state, those one may find later without a reopening; itself included."""
    reach: dict[Status, set[Status]] = {status: {status} for status in Status}
    for _ in Status:
        for source, target in moves():
            reach[source] |= reach[target]
    return {source.value: {t.value for t in targets} for source, targets in reach.items()}


_REACH = _reach()


class Ledger:
    """`seen` is the last known of each task that must be there, `gone` are those deleted."""

    def __init__(self, crew: Crew, tag: str) -> None:
        self.crew = crew
        self.tag = tag
        self.seen: dict[str, TaskJson] = {}
        self.gone: set[str] = set()
        self._stack = ExitStack()
        self._clients = {name: self._stack.enter_context(crew.client(name)) for name in NAMES}

    def close(self) -> None:
        self._stack.close()

    # Asking

    def ask(self, who: str, method: str, path: str, **how: Any) -> httpx.Response:
        answer = self._clients[who].request(method, path, **how)
        assert answer.status_code < 500, answer.text
        return answer

    def try_on(
        self, who: str, act: str, task: TaskJson, method: str, path: str = "", **how: Any
    ) -> httpx.Response | None:
        """None where they may not, and are told so."""
        answer = self.ask(who, method, f"/tasks/{task['id']}{path}", **how)
        refusal = self.crew.refusal(who, act, task)
        if refusal is not None:
            assert problem(answer) == refusal, (who, task, answer.text)
            return None
        assert answer.status_code not in (401, 403, 404), (who, task, answer.text)
        return answer

    def pick(
        self, number: int, kind: str | None = None, states: Collection[str] | None = None
    ) -> str:
        """Of the tasks there are, from the latest on: of those in one of the states, if any is;
        of this kind, even if a new one has to be made. What can be done next must not depend on
        what the server was quick enough to do."""
        found = [task for task in self.seen.values() if kind in (None, task["kind"])]
        if not found:
            body = {"command": "true"} if kind == "command" else {"name": "a task"}
            new = self.ask("owner", "POST", "/tasks", json={**body, "tags": [self.tag]})
            found = [self.look_at_new(new)]
        fitting = [task for task in found if states is None or task["status"] in states]
        ids: list[str] = sorted((task["id"] for task in fitting or found), key=int)
        return ids[-1 - number % len(ids)]

    def named(self, picks: Iterable[int], states: Collection[str] | None = None) -> list[str]:
        return list(dict.fromkeys(self.pick(pick, states=states) for pick in picks))

    def is_known(self, who: str, task_id: str) -> bool:
        return task_id in self.seen and self.crew.sees(who, self.seen[task_id])

    # Looking

    def look(self, task: TaskJson, asked_at: datetime | None = None) -> None:
        """At what was answered: now, or to a request of that moment."""
        members.check(task, asked_at=asked_at or datetime.now(UTC))
        self._compare(self.seen.get(task["id"], task), task)
        self.seen[task["id"]] = task
        follow_up = task["follow_up"]
        if follow_up is not None and follow_up not in self.seen.keys() | self.gone:
            self.look_at(follow_up)

    def _compare(self, before: TaskJson, task: TaskJson) -> None:
        was, status = before["status"], task["status"]
        told = f"{task['id']}: {was} became {status}"
        if task["kind"] == "command" or task["attempt"] == before["attempt"]:
            assert status in _REACH[was], told
            assert was not in FINAL or task["finished_at"] == before["finished_at"], told
        assert (task["kind"], task["created_by"]) == (before["kind"], before["created_by"])
        assert task["attempt"] >= before["attempt"]
        assert task["version"] >= before["version"]
        assert task["version"] > before["version"] or status == was, told

    def look_at(self, task_id: str, **parameters: Any) -> TaskJson:
        asked_at = datetime.now(UTC)
        answer = self.ask("owner", "GET", f"/tasks/{task_id}", params=parameters)
        assert answer.status_code == 200, answer.text
        self.look(answer.json(), asked_at)
        return self.seen[task_id]

    def look_at_new(self, answer: httpx.Response) -> TaskJson:
        assert answer.status_code == 201, answer.text
        task: TaskJson = answer.json()
        assert task["id"] not in self.seen.keys() | self.gone
        assert task["status"] in ("blocked", "queued", "unassigned", "pending", "failed"), task
        assert task["status"] != "failed" or task["reason"] == "dependency_failed", task
        self.look(task)
        return task

    def is_unfit(
        self, who: str, answer: httpx.Response, body: dict[str, Any], of: TaskJson | None = None
    ) -> None:
        """There is a reason for every refusal of what somebody asked, of a task or a new one."""
        assert problem(answer) == (422, "validation"), answer.text
        for error in answer.json()["errors"]:
            match error["code"]:
                case "unknown-task":
                    named = body["after"][int(error["pointer"].rpartition("/")[2])]
                    assert not self.is_known(who, named)
                case "past":
                    assert datetime.fromisoformat(body["deadline"]) <= datetime.now(UTC)
                case "conflict":
                    assert of is not None
                    assert ("checklist" in body) == (of["kind"] == "command")
                case "cycle":
                    assert of is not None
                    self._is_circle(error["detail"], of, body["after"])
                case code:
                    raise AssertionError(code)

    def _is_circle(self, told: str, of: TaskJson, after: list[str]) -> None:
        way = told.rpartition(": ")[2].split(" → ")
        assert way[0] == way[-1] == of["id"]
        for waits, on in pairwise(way):
            assert on in (after if waits == of["id"] else self.seen[waits]["after"]), told

    # The list

    def look_at_all(self) -> None:
        """Every task that must be there is listed, none that is gone."""
        asked_at = datetime.now(UTC)
        found = {task["id"]: task for task in self._pages()}
        assert self._ours("owner") <= found.keys()
        assert not self.gone & found.keys()
        for task in found.values():
            self.look(task, asked_at)

    def _pages(self) -> Iterator[TaskJson]:
        given = {"tag": self.tag, "limit": 7}
        told: set[str] = set()
        while True:
            page = self.ask("owner", "GET", "/tasks", params=given).json()
            ids = {task["id"] for task in page["tasks"]}
            assert not told & ids
            told |= ids
            yield from page["tasks"]
            if not page["has_more"]:
                return
            given["cursor"] = page["next_cursor"]

    def list_of(self, who: str) -> list[TaskJson]:
        """They are shown what is theirs, and how many of what. List and counts are two
        questions: between them a command may end."""
        given = {"tag": self.tag, "limit": 1000, "include": "counts"}
        for _ in range(20):
            page = self.ask(who, "GET", "/tasks", params=given).json()
            found: list[TaskJson] = page["tasks"]
            assert {task["id"] for task in found} == self._ours(who)
            if Counter(page["counts"]) == Counter(task["status"] for task in found):
                return found
        raise AssertionError((page["counts"], [task["status"] for task in found]))

    def _ours(self, who: str) -> set[str]:
        """Of this tag, and theirs to see."""
        tasks = self.seen.values()
        return {t["id"] for t in tasks if self.tag in t["tags"] and self.crew.sees(who, t)}

    def is_not_stuck(self, found: Iterable[TaskJson]) -> None:
        """Of the tasks of one answer the blocked ones wait for what can end, none for itself."""
        unended = {task["id"]: task for task in found if task["status"] not in FINAL}
        others = {id_ for id_, task in self.seen.items() if self.tag not in task["tags"]}
        waits = {
            id_: {n for n in task["after"] if n in unended or n in others}
            for id_, task in unended.items()
            if task["status"] == "blocked"
        }
        assert all(waits.values()), waits
        while waits:
            freed = {id_ for id_, awaited in waits.items() if not awaited & waits.keys()}
            assert freed, f"they wait for each other: {waits}"
            waits = {id_: awaited for id_, awaited in waits.items() if id_ not in freed}
