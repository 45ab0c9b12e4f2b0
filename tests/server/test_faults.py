"""The disk fills, the database is locked, descriptors run out, a launcher dies: work goes on."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.needs import need
from tests.server.conftest import StartYard
from tests.server.talking import (
    Client,
    ended,
    has_status,
    log_of,
    problem,
    read,
    rows,
    says,
    submit,
    until,
)
from tests.server.yard import Yard

DISK_MB = 160


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, small enough to fill."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "taskyard-test", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        done = subprocess.CompletedProcess(mount, 1)
    need(done.returncode == 0, "mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def full_yard(small_disk: Path) -> Iterator[Yard]:
    yard = Yard(small_disk.parent / "yard", data=small_disk / "data").start()
    yield yard
    yard.finish()


def fill(place: Path) -> Path:
    """Somebody else takes all the room there is."""
    foreign = place / "foreign"
    with foreign.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(65_536))
        except OSError:
            return foreign


async def test_a_full_disk_stops_no_task_and_loses_no_ending(full_yard: Yard) -> None:
    yard = full_yard
    yard.forgiven = {"disk full", "no room for output"}
    async with yard.client() as client:
        talker = await submit(client, "while [ ! -e stop ]; do echo $$; sleep 0.01; done; exit 9")
        quiet = await submit(client, "while [ ! -e stop ]; do sleep 0.02; done; echo q; exit 8")
        await says(client, talker["id"], "\n")
        await has_status(client, quiet["id"], "running")
        foreign = fill(yard.data.parent)
        await _submits_are_refused(client, yard)
        assert (await client.get("/tasks")).status_code == 200
        ready = await client.get(f"{yard.root}/readyz")
        assert (ready.status_code, ready.json()["checks"]["storage"]) == (503, False)
        (yard.work / "stop").touch()
        assert (await ended(client, talker["id"]))["exit_code"] == 9
        assert (await ended(client, quiet["id"]))["exit_code"] == 8
        foreign.unlink()
        await _submits_are_taken(client)
        talker = await read(client, talker["id"])
        kept = len(await log_of(client, talker["id"]))
        assert talker["log"]["bytes"] - talker["log"]["dropped_bytes"] == kept
        assert await log_of(client, quiet["id"]) == b"q\n"
    yard.kill()  # all of it is on disk
    yard.start()
    async with yard.client() as client:
        assert (await read(client, talker["id"]))["exit_code"] == 9


async def test_output_that_fills_the_disk_is_dropped_and_counted(full_yard: Yard) -> None:
    yard = full_yard
    yard.forgiven = {"disk full", "no room for output"}
    async with yard.client() as client:
        command = f"head -c {DISK_MB}000000 /dev/urandom; while [ ! -e stop ]; do sleep 0.02; done"
        task = await submit(client, command)
        await _submits_are_refused(client, yard)
        (yard.work / "stop").touch()
        task = await ended(client, task["id"])
        assert (task["status"], task["log"]["bytes"]) == ("completed", DISK_MB * 1_000_000)
        assert task["log"]["dropped_bytes"] > 0
        kept = await log_of(client, task["id"])
        assert task["log"]["bytes"] - task["log"]["dropped_bytes"] == len(kept)
        # The room it takes is given back when it is deleted, and work goes on.
        assert (await client.delete(f"/tasks/{task['id']}")).status_code == 204
        await _submits_are_taken(client)


async def _submits_are_refused(client: Client, yard: Yard) -> None:
    give_up_at = time.monotonic() + 30
    while (answer := await client.post("/tasks", json={"command": "true"})).status_code == 201:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.02)
    assert problem(answer) == (507, "storage-full")
    assert int(answer.headers["retry-after"]) > 0


async def _submits_are_taken(client: Client) -> None:
    give_up_at = time.monotonic() + 30
    while (
        answer := await client.post("/tasks", json={"command": "echo again"})
    ).status_code == 507:
        assert time.monotonic() < give_up_at
        await asyncio.sleep(0.1)
    assert answer.status_code == 201
    task = await ended(client, answer.json()["id"])
    assert await log_of(client, task["id"]) == b"again\n"


async def test_a_database_locked_by_another_process_is_waited_for(start_yard: StartYard) -> None:
    yard = start_yard()
    async with yard.client() as client:
        running = await submit(client, "while [ ! -e go ]; do sleep 0.02; done; seq 100000; exit 6")
        await has_status(client, running["id"], "running")
        with closing(sqlite3.connect(yard.data / "taskyard.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            (yard.work / "go").touch()
            calls = [client.post("/tasks", json={"command": "true"}) for _ in range(10)]
            waiting = asyncio.gather(*calls)
            began = time.monotonic()
            while time.monotonic() - began < 3:
                assert (await client.get("/tasks")).status_code == 200
                assert (await client.get(f"/tasks/{running['id']}/logs")).status_code == 200
                await asyncio.sleep(0.1)
            other.execute("ROLLBACK")
        assert {answer.status_code for answer in await waiting} == {201}
        assert (await ended(client, running["id"]))["exit_code"] == 6
        for answer in await waiting:
            assert (await ended(client, answer.json()["id"]))["status"] == "completed"


async def test_running_out_of_descriptors_fails_tasks_and_not_the_server(
    start_yard: StartYard,
) -> None:
    yard = start_yard(wrapper=["prlimit", "--nofile=90:90"], slots=200)
    async with yard.client() as client:
        made = [await submit(client, "sleep 600", grace_ms=0) for _ in range(60)]
        failed = []
        for task in made:
            task = await read(client, task["id"], wait=0)
            if task["status"] == "failed":
                failed.append(task)
        assert failed
        for task in failed:
            assert task["reason"] == "spawn_failed"
            assert (
                "Too many open files" in task["reason_text"] or "descriptors" in task["reason_text"]
            )
        for task in made:
            await client.post(f"/tasks/{task['id']}/cancel", json={"force": True})
        assert (await ended(client, (await submit(client, "exit 3"))["id"]))["exit_code"] == 3
    assert yard.tagged() == []


async def test_the_death_of_a_launcher_ends_its_tasks_and_nothing_else(
    start_yard: StartYard,
) -> None:
    yard = start_yard(launchers=2)
    yard.forgiven = {"launcher lost"}
    async with yard.client() as client:
        silent = "setsid sh -c \"trap '' TERM; while :; do sleep 0.02; done\" & echo hi; wait"
        tasks = [await submit(client, silent) for _ in range(6)]
        again = [await submit(client, silent, on_interrupt="retry") for _ in range(2)]
        for task in tasks + again:
            await says(client, task["id"], "hi")
        os.kill(yard.launchers()[0], signal.SIGKILL)
        await until(
            lambda: len(rows(yard, "SELECT 1 FROM tasks WHERE reason = 'interrupted'")) >= 3
        )
        lost = [await read(client, task["id"]) for task in tasks]
        lost = [task for task in lost if task["status"] != "running"]
        assert {(task["status"], task["reason"]) for task in lost} == {("failed", "interrupted")}
        assert "launcher" in lost[0]["reason_text"]
        for _ in range(6):
            assert (await ended(client, (await submit(client, "exit 5"))["id"]))["exit_code"] == 5
        for task in again:
            await has_status(client, task["id"], "running")
        for task in tasks + again:
            await client.post(f"/tasks/{task['id']}/cancel", json={"force": True})
    assert yard.tagged() == []
    assert len(yard.launchers()) == 2
