"""kill -9 under load: nothing acknowledged is lost, nothing runs twice, nothing lives on."""

import asyncio
import random
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import StartYard
from tests.server.talking import FINAL, ended, has_status, log_of, read, rows, submit, until
from tests.server.wire import wire
from tests.server.yard import Yard

# Says what it prints to a file first, so that the file has all the log can have.
_COUNTING = """
echo $$ >> starts/$N
say() { echo "$1" >> said/$N.$$; echo "$1"; }
say "pid $$"
i=0
while [ $i -lt $LINES ]; do say "$N line $i"; i=$((i+1)); sleep $PAUSE; done
"""


@pytest.mark.timeout(180)
async def test_ten_kills_under_load_lose_nothing(start_yard: StartYard) -> None:
    await _crash_loop(start_yard(slots=6), kills=10)


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_a_hundred_kills_under_load_lose_nothing(start_yard: StartYard) -> None:
    await _crash_loop(start_yard(slots=6), kills=100)


class Load:
    """Submits until the server is gone, and remembers what was acknowledged."""

    def __init__(self, chance: random.Random) -> None:
        self.acknowledged: dict[str, dict[str, object]] = {}
        self._chance = chance
        self._count = 0

    async def press(self, yard: Yard) -> None:
        try:
            async with wire(yard) as line:
                while True:
                    body = self._next()
                    status, task = await line.send("POST", "/tasks", body)
                    assert status == 201, task
                    self.acknowledged[task["id"]] = body
                    await asyncio.sleep(self._chance.choice([0, 0.05, 0.1]))
        except (OSError, asyncio.IncompleteReadError):
            return

    def _next(self) -> dict[str, object]:
        self._count += 1
        lines, pause = self._chance.choice([(3, "0"), (8, "0.02"), (25, "0.02"), (200, "0")])
        env = {"N": str(self._count), "LINES": str(lines), "PAUSE": pause}
        policy = self._chance.choice(["fail", "retry"])
        return {"command": _COUNTING, "env": env, "on_interrupt": policy}


async def _crash_loop(yard: Yard, *, kills: int) -> None:
    chance = random.Random(kills)
    load = Load(chance)
    for folder in ("starts", "said"):
        (yard.work / folder).mkdir()
    for _ in range(kills):
        pressing = [asyncio.create_task(load.press(yard)) for _ in range(3)]
        await asyncio.sleep(chance.uniform(0.1, 0.6))
        yard.kill()
        await asyncio.gather(*pressing)
        if chance.random() < 0.5:
            # The launchers see to it even when nobody starts a server again.
            await until(lambda: not yard.living(), within=5)
        yard.start()
    await _until_drained(yard)
    for task_id, body in load.acknowledged.items():
        await _check(yard, task_id, body)
    _check_journal(yard)


async def _until_drained(yard: Yard) -> None:
    def unfinished() -> int:
        found: int = rows(
            yard,
            "SELECT count(*) FROM tasks WHERE status NOT IN ('completed', 'failed', 'cancelled')",
        )[0][0]
        return found

    await until(lambda: unfinished() == 0, within=300)
    assert yard.tagged() == []


async def _check(yard: Yard, task_id: str, body: dict[str, object]) -> None:
    async with wire(yard) as line:
        status, task = await line.send("GET", f"/tasks/{task_id}")
        assert status == 200, f"{task_id} was acknowledged and is lost"
        assert task["command"] == body["command"]
        assert task["env"] == body["env"]
        _, log = await line.send("GET", f"/tasks/{task_id}/logs")
    _check_end(task, str(body["on_interrupt"]))
    _check_starts(yard.work, task)
    _check_log(yard.work, task, log["logs"])


def _check_end(task: dict[str, object], policy: str) -> None:
    if task["status"] == "completed":
        assert policy == "retry" or task["attempt"] == 1
    else:
        assert (task["status"], task["reason"]) == ("failed", "interrupted")
        assert task["attempt"] == task["max_attempts"] == (5 if policy == "retry" else 1)


def _check_starts(work: Path, task: dict[str, object]) -> None:
    assert isinstance(task["env"], dict)
    assert isinstance(task["attempt"], int)
    starts = work / "starts" / task["env"]["N"]
    began = starts.read_text().split() if starts.exists() else []
    # An attempt may have been lost between its claim and its first breath; none began twice.
    assert len(began) <= task["attempt"]
    assert began or task["status"] == "failed"


def _check_log(work: Path, task: dict[str, object], log: str) -> None:
    assert isinstance(task["env"], dict)
    if log == "":
        assert task["status"] == "failed"
        return
    if "\n" not in log:
        assert "pid ".startswith(log[:4])
        return
    pid = log.partition("\n")[0].removeprefix("pid ")
    said = (work / "said" / f"{task['env']['N']}.{pid}").read_text()
    assert said.startswith(log)
    if task["status"] == "completed":
        assert log == said
        starts = (work / "starts" / task["env"]["N"]).read_text().split()
        assert pid == starts[-1], "the log is not that of the last attempt"


def _check_journal(yard: Yard) -> None:
    """Once final, never changed; an attempt ends once."""
    seen: dict[int, str] = {}
    moves = rows(
        yard,
        "SELECT task_id, json_extract(changed, '$.status') FROM events WHERE type != 'task.deleted'"
        " ORDER BY id",
    )
    for task_id, status in moves:
        assert seen.get(task_id) not in FINAL
        seen[task_id] = status
    assert set(seen.values()) <= FINAL


async def test_what_was_queued_runs_after_the_restart(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        first = await submit(client, "sleep 60")
        waiting = [await submit(client, f"echo {n}") for n in range(5)]
    yard.kill()
    yard.start()
    async with yard.client() as client:
        assert (await ended(client, first["id"]))["reason"] == "interrupted"
        for n, task in enumerate(waiting):
            task = await ended(client, task["id"])
            assert (task["status"], task["attempt"]) == ("completed", 1)
            assert await log_of(client, task["id"]) == b"%d\n" % n


async def test_nobody_is_listened_to_before_the_past_is_settled(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(client, "sleep 60")
        await has_status(client, task["id"], "running")
    yard.kill()
    yard.start()
    async with yard.client() as client:
        task = await read(client, task["id"])
        assert (task["status"], task["reason"]) == ("failed", "interrupted")


async def test_a_retried_task_runs_again_and_shows_the_new_log(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        command = "echo $$ >> starts; n=$(wc -l < starts); echo attempt $n; [ $n = 2 ] || sleep 60"
        task = await submit(client, command, on_interrupt="retry")
        await until(lambda: (yard.work / "starts").exists())
    yard.kill()
    yard.start()
    async with yard.client() as client:
        task = await ended(client, task["id"])
        assert (task["status"], task["attempt"], task["reason"]) == ("completed", 2, None)
        assert await log_of(client, task["id"]) == b"attempt 2\n"


async def test_what_was_being_cancelled_is_cancelled_after_the_restart(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    async with yard.client() as client:
        command = "trap '' TERM; touch ready; while :; do sleep 0.02; done"
        task = await submit(client, command, grace_ms=600_000, on_interrupt="retry")
        await until(lambda: (yard.work / "ready").exists())
        cancelling = asyncio.create_task(client.delete(f"/tasks/{task['id']}/cancel"))
        await has_status(client, task["id"], "cancelling")
        yard.kill()
        with pytest.raises(httpx.TransportError):
            await cancelling
    yard.start()
    async with yard.client() as client:
        task = await ended(client, task["id"])
        assert (task["status"], task["reason"]) == ("cancelled", "cancelled_by_user")
    assert yard.tagged() == []


async def test_no_process_outlives_the_server(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        silent = "setsid sh -c \"trap '' TERM HUP; while :; do sleep 0.02; done\" >/dev/null 2>&1 &"
        for n in range(10):
            await submit(client, f"{silent} touch ready{n}; wait")
        await until(lambda: len(list(yard.work.glob("ready*"))) == 10)
    yard.kill()
    await until(lambda: not yard.living(), within=5)
    yard.start()


async def test_output_that_reached_the_disk_before_the_crash_is_kept(
    start_yard: StartYard,
) -> None:
    yard = start_yard()
    async with yard.client() as client:
        task = await submit(client, "seq 1 200000; sleep 60")
        # Full chunks go at once, the rest after a short rest.
        await until(lambda: _stored(yard) > 1_000_000)
    yard.kill()
    yard.start()
    async with yard.client() as client:
        task = await ended(client, task["id"])
        log = await log_of(client, task["id"])
        written = "".join(f"{n}\n" for n in range(1, 200_001)).encode()
        assert len(log) > 1_000_000
        assert written.startswith(log)
        assert task["log"]["bytes"] == len(log)
        found = await client.get(f"/tasks/{task['id']}/logs/search", params={"q": "100000"})
        assert [match["n"] for match in found.json()["matches"]] == [100_000]


def _stored(yard: Yard) -> int:
    """Bytes of output that any later server would find."""
    (found,) = rows(yard, "SELECT total(size) FROM log_chunk", file="output.db")
    return int(found[0])
