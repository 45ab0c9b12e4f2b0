"""A small shop's server after a week of work."""

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from tests.browser.screenshots.clock import Clock
from tests.server.people import PASSWORD, bearer, sign_in
from tests.server.talking import Client, ended, has_status, says, submit
from tests.server.yard import Yard

_SCRIPTS = Path(__file__).parent / "scripts"
_DAY = 24 * 3600
_DAYS = 7
_SPEED = 90  # a second of work in the past looks like one and a half minutes

PEOPLE = {"Amina": "admin", "Ben": "user", "Chloé": "operator", "Dara": "viewer"}

_Body: TypeAlias = Mapping[str, Any]

_IMPORT: _Body = {
    "name": "nightly-import",
    "command": "./import.sh --day yesterday",
    "tags": ["shop"],
}
_BACKUP: _Body = {"name": "backup", "command": "./backup.sh /srv/shop", "tags": ["db"]}
_TESTS: _Body = {"name": "test-suite", "command": "make test", "tags": ["ci"]}
_DEPLOY: _Body = {"name": "deploy-staging", "command": "./deploy.sh staging", "tags": ["ci"]}
_DISK: _Body = {"name": "disk-report", "command": "df -h / && du -sh ."}
_BROKEN: _Body
_DOWN: _Body
_BROKEN, _DOWN = {"env": {"BROKEN": "1"}}, {"env": {"DB_DOWN": "1"}}

# Of each day: at what hour, by whom, what.
_PLAN: tuple[tuple[float, str, _Body], ...] = (
    (2, "Amina", _IMPORT),
    (3, "Amina", _BACKUP),
    (6, "Amina", _DISK),
    (9.5, "Ben", _TESTS),
    (11, "Ben", _TESTS),
    (11.2, "Chloé", _DEPLOY),
    (15, "Ben", _TESTS),
    (15.3, "Chloé", _DEPLOY),
    (17, "Chloé", _DISK),
)


@dataclass(frozen=True)
class Scene:
    yard: Yard
    tasks: Mapping[str, str]

    def path(self, route: str) -> str:
        return route.format_map(self.tasks)


async def prepare(folder: Path) -> Scene:
    clock = Clock(folder / "clock")
    yard = Yard(folder / "yard", wrapper=clock.wrapper, slots=3)
    shutil.copytree(_SCRIPTS, yard.work, dirs_exist_ok=True)
    pace = yard.work / ".pace"
    _set(pace, 0.03)
    yard.start()
    await _hire(yard)
    clients = {name: await _client(yard, name) for name in PEOPLE}
    await _past(clock, clients)
    await clock.set(time.time() - 2 * 3600, speed=1)
    tasks = {**await _work(clients), **await _present(clock, pace, clients)}
    for client in clients.values():
        await client.aclose()
    return Scene(yard, tasks)


def _set(pace: Path, seconds: float) -> None:
    """How long a step of a script takes, from now on."""
    pace.write_text(str(seconds))


def email_of(name: str) -> str:
    return f"{name.lower().replace('é', 'e')}@shop.example"


async def _hire(yard: Yard) -> None:
    async with yard.client() as owner:
        for name, role in PEOPLE.items():
            new = {"email": email_of(name), "name": name, "password": PASSWORD, "role": role}
            assert (await owner.post("/users", json=new)).status_code == 201
        assert (await owner.post("/invites", json={"email": "emil@shop.example"})).is_success


async def _client(yard: Yard, name: str) -> Client:
    """By a token: what is signed by the hour does not outlive a week."""
    session = await sign_in(yard, email_of(name))
    async with yard.client(bearer(session["access_token"])) as client:
        body = {"name": "deploy hook", "scopes": ["read", "run"], "expires_at": None}
        made = await client.post("/tokens", json=body)
    return yard.client(bearer(made.json()["token"]))


async def _past(clock: Clock, clients: Mapping[str, Client]) -> None:
    chance = Random(7)
    midnight = time.time() // _DAY * _DAY
    for day in range(_DAYS, 0, -1):
        for hour, who, body in _PLAN:
            await clock.set(midnight - day * _DAY + hour * 3600, speed=_SPEED)
            more = _as_it_went(body, chance)
            task = await submit(clients[who], **{**body, **more})
            await ended(clients[who], task["id"])


def _as_it_went(body: _Body, chance: Random) -> _Body:
    if body is _TESTS and chance.random() < 0.25:
        return _BROKEN
    if body is _BACKUP and chance.random() < 0.2:
        return _DOWN
    return {}


async def _present(clock: Clock, pace: Path, clients: Mapping[str, Client]) -> dict[str, str]:
    """The last hour, and what runs now."""
    amina, ben, chloe = (clients[name] for name in ("Amina", "Ben", "Chloé"))
    now = time.time()
    await clock.set(now - 3000, speed=60)
    failed = await _over(ben, {**_TESTS, **_BROKEN})
    fixed = await _over(ben, _TESTS)
    await clock.set(now - 1500, speed=60)
    down = await _over(amina, {**_BACKUP, **_DOWN})
    await _stopped(chloe, {"name": "reindex", "command": "./reindex.sh catalogue"})
    await clock.set(time.time() - 150, speed=60)
    running = await submit(amina, **_IMPORT)
    await says(amina, running["id"], "loaded 41250")
    _set(pace, 600)
    await clock.set_right()
    watching = await submit(amina, "while sleep 5; do date; done", name="watch-queue")
    await submit(chloe, "sleep 900", name="sync-mirror")
    queued = await submit(chloe, "./reindex.sh catalogue", name="reindex", priority="low")
    then = await submit(chloe, **{**_DEPLOY, "after": [running["id"]]})
    named = {"running": running, "watching": watching, "queued": queued, "then": then}
    ids = {name: task["id"] for name, task in named.items()}
    return {**ids, "failed": failed, "fixed": fixed, "down": down}


async def _over(client: Client, body: _Body) -> str:
    task = await submit(client, **body)
    task_id: str = (await ended(client, task["id"]))["id"]
    return task_id


async def _stopped(client: Client, body: _Body) -> None:
    task = await submit(client, **body)
    await has_status(client, task["id"], "running")
    assert (await client.delete(f"/tasks/{task['id']}/cancel")).is_success


async def _work(clients: Mapping[str, Client]) -> dict[str, str]:
    """What people have to do."""
    amina, ben = clients["Amina"], clients["Ben"]
    people = (await amina.get("/users")).json()["users"]
    ids = {person["name"]: person["id"] for person in people}
    made = {}
    for name, body in work(ids).items():
        answer = await amina.post("/tasks", json=body)
        assert answer.is_success, answer.text
        made[name] = answer.json()["id"]
    for client, text in (
        (ben, "Two of the invoices have no order number. Shall I ask the supplier?"),
        (amina, "Yes, please. **Everything before noon** goes into this month."),
    ):
        said = await client.post(f"/tasks/{made['person']}/comments", json={"text": text})
        assert said.is_success, said.text
    assert (await ben.post(f"/tasks/{made['person']}/start")).is_success
    assert (await amina.post(f"/tasks/{made['done']}/complete")).is_success
    return made


def work(ids: Mapping[str, str]) -> Mapping[str, _Body]:
    return {
        "person": {
            "name": "Check the invoices of November",
            "description": INVOICES,
            "assigned_to": ids["Ben"],
            "deadline": _in(hours=4),
            "type": "urgent",
            "checklist": [
                {"text": "Download the list", "done": True},
                {"text": "Compare the totals", "done": True},
                {"text": "Ask about what is missing"},
                {"text": "Send them to the bank"},
            ],
        },
        "approve": {
            "name": "Approve the restore of shop-db",
            "description": "The copy of *last night* is whole: 14 tables, 2.1 GB.",
            "assigned_to": ids["Amina"],
            "deadline": _in(minutes=45),
        },
        "rotate": {
            "name": "Renew the certificate of shop.example",
            "assigned_to": ids["Amina"],
            "deadline": _in(days=1, hours=3),
            "checklist": [{"text": "Order it", "done": True}, {"text": "Put it in place"}],
        },
        "pool": {"name": "Answer the letter of the supplier", "deadline": _in(days=5)},
        "done": {"name": "Write down how to restore a copy", "assigned_to": ids["Amina"]},
    }


INVOICES = """Each invoice needs an **order number** and a *date in November*.

1. The list is in `/srv/exports/invoices.csv`
2. Anything above 5,000 € goes to Amina first
"""


def _in(**span: float) -> str:
    return (datetime.now(UTC) + timedelta(**span)).isoformat()
