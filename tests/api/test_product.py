"""The contract against the whole product: a server process of its own, real commands."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from tests.api.test_streams import Reader, following

Client = httpx.AsyncClient


class Product:
    def __init__(self, home: Path) -> None:
        program = [sys.executable, "-c", "from app.cli import main; main()"]
        self.process = subprocess.Popen(
            [*program, "serve", "--port", "0", "--data", str(home / "data")],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(home),
                "TASKYARD_WORK_DIR": str(home),
                "TASKYARD_DRAIN": "0s",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.url = next(word for word in said.split() if word.startswith("http://"))
        self._token = home / "data" / "local-token"

    def client(self) -> Client:
        """Of the owner of the machine."""
        headers = {"Authorization": f"Bearer {self._token.read_text().strip()}"}
        return Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=15)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(15)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(tmp_path_factory.mktemp("product"))
    yield product
    assert product.stop() == 0


@pytest.fixture
async def client(product: Product) -> AsyncIterator[Client]:
    async with product.client() as client:
        yield client


async def run(client: Client, command: str, *, wait: int = 10, **more: Any) -> Any:
    body = {"command": command, **more}
    answer = await client.post("/tasks", json=body, headers={"Prefer": f"wait={wait}"})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_command_is_run_and_its_output_kept(client: Client) -> None:
    task = await run(client, "echo hello; echo oh >&2; exit 3")
    assert (task["status"], task["exit_code"], task["reason"]) == ("failed", 3, "exit_nonzero")
    assert (await client.get(f"/tasks/{task['id']}/logs")).json()["logs"] == "hello\noh\n"
    errors = await client.get(f"/tasks/{task['id']}/logs?stream=stderr&format=text")
    assert errors.text == "oh\n"
    assert (await client.get(f"/tasks/{task['id']}/result")).json()["output"] == "hello\noh\n"


async def test_every_change_of_a_task_is_heard_in_order_and_again(client: Client) -> None:
    async with following(client, "/events") as reader:
        start = orjson.loads((await reader.next())["data"])["cursor"]
        task = await run(client, "true")
        heard = [await _of(reader, task["id"]) for _ in "123"]
    told = [orjson.loads(message["data"]) for message in heard]
    assert [event["type"] for event in told] == ["task.created", "task.updated", "task.updated"]
    assert [event["task"]["status"] for event in told] == ["queued", "running", "completed"]
    assert told[-1]["task"] == (await client.get(f"/tasks/{task['id']}")).json()
    again = f"/events?task_id={task['id']}"
    async with following(client, again, **{"Last-Event-ID": start}) as reader:
        await reader.next()
        replayed = [await reader.next() for _ in "123"]
    assert [it["id"] for it in replayed] == [it["id"] for it in heard]


async def _of(reader: Reader, task_id: str) -> dict[str, str]:
    while True:
        message = await reader.next()
        event = orjson.loads(message["data"])
        if event["task_id"] == task_id and "id" in message:
            return message


async def test_lines_arrive_while_the_command_runs(client: Client, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    task = await run(client, f"echo one; read x < {gate}; echo two", wait=0)
    async with following(client, f"/tasks/{task['id']}/logs/stream") as reader:
        assert (await reader.next())["id"] == "1"
        await asyncio.to_thread(gate.write_text, "go\n")
        assert orjson.loads((await reader.next())["data"])["text"] == "two"
        end = await reader.next()
    assert (end["event"], orjson.loads(end["data"])["status"]) == ("end", "completed")
    resumed = {"Last-Event-ID": "1"}
    async with following(client, f"/tasks/{task['id']}/logs/stream", **resumed) as reader:
        assert [it.get("id") for it in await reader.rest()] == ["2", None]


async def test_a_running_task_is_cancelled(client: Client) -> None:
    task = await run(client, "sleep 60", wait=0)
    answer = await client.delete(f"/tasks/{task['id']}/cancel")
    assert answer.json() == {"message": "Task cancelled successfully"}
    assert (await client.get(f"/tasks/{task['id']}/status")).json() == {"status": "cancelled"}
    assert (await client.delete(f"/tasks/{task['id']}/cancel")).status_code == 200


async def test_a_crowd_with_one_key_makes_one_task(client: Client) -> None:
    headers = {"Idempotency-Key": "crowd"}
    body = {"command": "true", "tags": ["crowd"]}
    answers = await asyncio.gather(
        *(client.post("/tasks", json=body, headers=headers) for _ in range(64))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len((await client.get("/tasks?tag=crowd")).json()["tasks"]) == 1
    other = await client.post("/tasks", json={"command": "false"}, headers=headers)
    assert other.json()["code"] == "idempotency-key-reused"


async def test_pages_follow_one_another(client: Client) -> None:
    batch = {"tasks": [{"command": "true", "tags": ["paged"]} for _ in range(5)]}
    made = [task["id"] for task in (await client.post("/tasks/batch", json=batch)).json()["tasks"]]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        words = {"tag": "paged", "limit": "2", **({"cursor": cursor} if cursor else {})}
        page = (await client.get("/tasks", params=words)).json()
        seen += [task["id"] for task in page["tasks"]]
        cursor = page["next_cursor"]
        assert page["has_more"] == (cursor is not None)
    assert seen == made[::-1]


async def test_a_task_is_changed_run_again_and_deleted(client: Client) -> None:
    task = await run(client, "echo $WHO", env={"WHO": "me"})
    url = f"/tasks/{task['id']}"
    guard = {"If-Match": f'"{task["version"]}"'}
    assert (await client.patch(url, json={"name": "who"}, headers=guard)).json()["name"] == "who"
    assert (await client.patch(url, json={"name": "x"}, headers=guard)).status_code == 412
    assert (await client.patch(url, json={"command": "x"})).json()["code"] == "conflict"
    again = (await client.post(f"{url}/rerun", json={"env": {"WHO": "you"}})).json()
    await client.get(f"/tasks/{again['id']}?wait=10")
    assert (await client.get(f"/tasks/{again['id']}/logs")).json()["logs"] == "you\n"
    assert (await client.delete(url)).status_code == 204
    assert (await client.get(url)).status_code == 404


async def test_open_streams_do_not_keep_the_server(tmp_path: Path) -> None:
    product = await asyncio.to_thread(Product, tmp_path)
    async with product.client() as client:
        task = await run(client, "echo here; sleep 60", wait=0)
        log = f"/tasks/{task['id']}/logs/stream"
        async with following(client, "/events") as events, following(client, log) as lines:
            await events.next()
            assert (await lines.next())["id"] == "1"
            stopped = asyncio.create_task(asyncio.to_thread(product.stop))
            assert (await events.rest())[-1]["event"] == "bye"
            assert (await lines.rest())[-1]["event"] in ("end", "bye")
        assert await stopped == 0
