"""What generated requests are kept from: running a program, and harming the accounts that ask."""

import asyncio
from itertools import count
from typing import Any

import requests
from schemathesis import Case

from tests.server.people import PASSWORD, someone
from tests.server.yard import Yard

# Whatever the command says, this is what runs.
SHELL = "#!/bin/sh\necho harmless\n"

_numbers = count(1)


class Asking:
    """Somebody of `role` with an API token: that outlives sessions, passwords and keys."""

    def __init__(self, yard: Yard, role: str) -> None:
        who = asyncio.run(someone(yard, role))
        self.session = _session(asyncio.run(who.token("read", "run", "admin")))
        self._owner = _session(yard.owner)
        # A viewer sees everybody's tasks and makes none.
        self._maker = self._owner if role == "viewer" else self.session
        self._url = yard.url
        self._kept = {
            "user_id": {"1", who.id},
            "token_id": set(self._ids(self.session, "tokens")),
        }

    def keep_harmless(self, case: Case[Any], *, known: bool) -> None:
        """A number that fits is mostly one of nothing: with `known` it is one of something."""
        _keep_from_running(case.body)
        for name, value in (case.path_parameters or {}).items():
            if known or str(value) in self._kept.get(name, ()):
                case.path_parameters[name] = self._thing(name)

    def _thing(self, name: str) -> str:
        match name:
            case "task_id":
                return self._make(self._maker, "tasks", command="x")
            case "user_id":
                email = f"other{next(_numbers)}@example.org"
                return self._other(name, self._owner, "users", email=email, password=PASSWORD)
            case "token_id":
                return self._other(name, self.session, "tokens", name="other", scopes=["read"])
            case "invite_id":
                return self._other(name, self._owner, "invites", role="user")
            case "session_id":
                return next(iter(self._ids(self.session, "auth/sessions")), "1")
        raise AssertionError(f"say what may be done with {name}")

    def _other(self, kind: str, session: requests.Session, path: str, /, **new: Any) -> str:
        """One that nobody needs."""
        ids = (one for one in self._ids(session, path) if one not in self._kept.get(kind, ()))
        return next(ids, None) or self._make(session, path, **new)

    def _ids(self, session: requests.Session, path: str) -> list[str]:
        answer = session.get(f"{self._url}/{path}", timeout=30)
        assert answer.status_code == 200, answer.text
        return [each["id"] for each in answer.json()[path.rpartition("/")[2]]]

    def _make(self, session: requests.Session, path: str, /, **new: Any) -> str:
        answer = session.post(f"{self._url}/{path}", json=new, timeout=30)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def _session(headers: dict[str, str]) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers.update(headers)
    return session


def _keep_from_running(body: Any) -> None:
    """No program but the harmless shell and `true` is run."""
    if isinstance(body, list):
        for each in body:
            _keep_from_running(each)
    elif isinstance(body, dict):
        if isinstance(body.get("argv"), list):
            body["argv"] = ["true"]
        if isinstance(body.get("shell"), str):
            del body["shell"]
        for each in body.values():
            _keep_from_running(each)
