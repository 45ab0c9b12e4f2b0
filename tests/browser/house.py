"""A server full of everything the page can show, with hostile names and texts throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.browser.hostile import MARKDOWN, NAMES, write_output
from tests.server.people import someone
from tests.server.talking import Client, ended, has_status, says, submit
from tests.server.yard import Yard

# Whatever leads to a page; those in braces are tasks of the house.
ROUTES = (
    "/",
    "/?status=failed&view=board",
    "/?view=timeline",
    "/new",
    "/new?kind=person",
    "/tasks/{talked}",
    "/tasks/{failed}",
    "/tasks/{running}",
    "/tasks/{person}",
    "/tasks/{talked}/logs",
    "/my",
    "/insights",
    "/users",
    "/tokens",
    "/audit",
    "/settings",
    "/profile",
    "/nowhere",
)


@dataclass(frozen=True)
class House:
    yard: Yard
    tasks: Mapping[str, str]

    def path(self, route: str) -> str:
        return route.format_map(self.tasks)


async def furnish(yard: Yard) -> House:
    async with yard.client() as owner:
        tasks = {
            **await _commands(yard, owner),
            **await _work(yard, owner),
        }
        for name in NAMES:
            await submit(owner, "true", name=name, tags=[name[:64]])
        body = {"name": NAMES[1][:100], "scopes": ["read"]}
        assert (await owner.post("/tokens", json=body)).status_code == 201
        assert (await owner.post("/invites", json={})).status_code == 201
    return House(yard, tasks)


async def _commands(yard: Yard, owner: Client) -> dict[str, str]:
    output = yard.work / "hostile.out"
    write_output(output)
    talked = await submit(owner, f"cat {output}", name=NAMES[0], description=MARKDOWN)
    failed = await submit(owner, "echo oh no >&2; exit 3", name=NAMES[2])
    running = await submit(owner, "echo '::progress 30::'; echo on; sleep 600", name=NAMES[3])
    blocked = await submit(owner, "true", name=NAMES[6], after=[running["id"]])
    cancelled = await submit(owner, "sleep 600", name=NAMES[7])
    await has_status(owner, cancelled["id"], "running")
    assert (await owner.delete(f"/tasks/{cancelled['id']}/cancel")).status_code == 200
    await ended(owner, talked["id"])
    await ended(owner, failed["id"])
    await says(owner, running["id"], "on")
    named = {"talked": talked, "failed": failed, "running": running, "blocked": blocked}
    return {name: task["id"] for name, task in named.items()}


async def _work(yard: Yard, owner: Client) -> dict[str, str]:
    ben = await someone(yard, "user")
    assert (await owner.patch(f"/users/{ben.id}", json={"name": NAMES[1]})).status_code == 200
    tomorrow = (datetime.now(UTC) + timedelta(hours=20)).isoformat()
    checklist = [{"text": name, "done": i == 0} for i, name in enumerate(NAMES[:3])]
    body = {
        "name": NAMES[5],
        "description": MARKDOWN,
        "assigned_to": ben.id,
        "deadline": tomorrow,
        "checklist": checklist,
        "type": "urgent",
    }
    person = await _person(owner, body)
    for text in (MARKDOWN, *NAMES):
        said = await owner.post(f"/tasks/{person}/comments", json={"text": text})
        assert said.status_code == 201, said.text
    nobodys = await _person(owner, {"name": NAMES[8], "deadline": tomorrow})
    return {"person": person, "nobodys": nobodys}


async def _person(owner: Client, body: Mapping[str, object]) -> str:
    made = await owner.post("/tasks", json=body)
    assert made.status_code == 201, made.text
    task_id: str = made.json()["id"]
    return task_id
