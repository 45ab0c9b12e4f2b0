"""Several people who use one server at once, and what each of them may do there."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from tests.server.people import someone
from tests.server.yard import Yard

ROLES = {"ann": "user", "ben": "user", "otto": "operator"}
NAMES = ("owner", *ROLES)


class Crew:
    """Ann and Ben see what they made or have; Otto and the owner see to everything.

    `headers` are by name; `ids` are those of their accounts.
    """

    def __init__(self, yard: Yard) -> None:
        self.yard = yard
        self.ids = {"owner": "1"}
        self.headers = {"owner": yard.owner}
        asyncio.run(self._hire())

    async def _hire(self) -> None:
        for name, role in ROLES.items():
            one = await someone(self.yard, role)
            self.ids[name] = one.id
            self.headers[name] = await one.token("read", "run")

    def client(self, name: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.yard.url, headers=self.headers[name], timeout=30, trust_env=False
        )

    def rules(self, name: str) -> bool:
        """They see every task and may do everything with it."""
        return name in ("owner", "otto")

    def sees(self, name: str, task: Mapping[str, Any]) -> bool:
        return self.rules(name) or self.ids[name] in (_id(task, "created_by"), assignee(task))

    def refusal(self, name: str, act: str, task: Mapping[str, Any]) -> tuple[int, str] | None:
        """What keeps them from it, whatever the state of the task. Who sees it may `work` on it;
        to `control` it one must have made it."""
        if not self.sees(name, task):
            return 404, "not-found"
        if act == "control" and not self.rules(name) and _id(task, "created_by") != self.ids[name]:
            return 403, "forbidden"
        return None


def assignee(task: Mapping[str, Any]) -> str | None:
    return _id(task, "assigned_to")


def _id(task: Mapping[str, Any], member: str) -> str | None:
    person: dict[str, str] | None = task[member]
    return None if person is None else person["id"]
