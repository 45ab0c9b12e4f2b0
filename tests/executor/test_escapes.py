"""Whatever a command does to get away, nothing of it lives when it is over."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.executor.ending import Exited, Stopped, TimedOut
from tests.executor.escapes import ESCAPES
from tests.executor.running import Lab, living, marked, until

SOON = timedelta(milliseconds=80)
each_escape = pytest.mark.parametrize("script", ESCAPES.values(), ids=ESCAPES.keys())


@pytest.fixture
def marker() -> str:
    return f"marker-{uuid4().hex}"


@each_escape
async def test_stopping_reaches_all_of_it(lab: Lab, script: str, marker: str) -> None:
    started = lab.shell(script, marker)
    await started.says("ready")
    started.run.stop(grace=SOON)
    assert isinstance(await started.ending(), Stopped)
    assert marked(marker) == []
    assert living(lab.instance) == []


@each_escape
async def test_the_time_limit_reaches_all_of_it(lab: Lab, script: str, marker: str) -> None:
    started = lab.shell(script, marker, timeout=timedelta(milliseconds=300), grace=SOON)
    assert isinstance(await started.ending(), TimedOut)
    assert marked(marker) == []
    assert living(lab.instance) == []


@each_escape
async def test_stopping_while_it_starts_reaches_all_of_it(
    lab: Lab, script: str, marker: str
) -> None:
    started = lab.shell(script, marker)
    await asyncio.sleep(0)
    started.run.stop(grace=timedelta(milliseconds=5))
    assert isinstance(await started.ending(), Stopped)
    assert marked(marker) == []
    assert living(lab.instance) == []


@each_escape
def test_the_death_of_the_server_reaches_all_of_it(
    script: str, marker: str, instance: int, tmp_path: Path
) -> None:
    with _server(instance, tmp_path, script, marker) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        assert marked(marker)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    asyncio.run(until(lambda: not marked(marker) and not living(instance)))


def _server(instance: int, folder: Path, *shell: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.executor.tiny_server", str(instance), str(folder), *shell],
        stdout=subprocess.PIPE,
    )


async def test_what_a_command_leaves_behind_is_gone_after_the_linger(lab: Lab, marker: str) -> None:
    child = "trap '' TERM HUP; while :; do sleep 0.02; done"
    started = lab.shell(f'setsid sh -c "{child}" $0 >/dev/null 2>&1 & sleep 0.05; exit 6', marker)
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 6
    assert marked(marker) == []


async def test_orphans_of_a_running_command_are_left_alone_until_its_end(
    lab: Lab, marker: str
) -> None:
    started = lab.shell(
        '(setsid sh -c "while :; do sleep 0.02; done" $0 &); echo ready; '
        "while :; do sleep 0.1; done",
        marker,
    )
    await started.says("ready")
    await until(lambda: marked(marker))
    for _ in range(30):
        await lab.shell("sleep 0.04").ending()
    assert marked(marker)
    started.run.stop(grace=SOON)
    await started.ending()
    assert marked(marker) == []


async def test_a_process_that_keeps_hopping_from_pid_to_pid_is_caught(
    lab: Lab, marker: str
) -> None:
    hopper = "import os, time\nos.setsid() if os.fork() == 0 else os._exit(0)\n" + (
        "print('ready', flush=True)\n"
        "while True:\n    if os.fork(): os._exit(0)\n    time.sleep(0.0003)\n"
    )
    started = lab.shell(f'{sys.executable} -I -S -c "{hopper}" $0; sleep 60', marker)
    await started.says("ready")
    started.run.stop(grace=SOON)
    assert isinstance(await started.ending(), Stopped)
    assert marked(marker) == []


async def test_a_hundred_forks_at_once_are_all_killed(lab: Lab, marker: str) -> None:
    bomb = (
        "import os, time\n"
        "for _ in range(7): os.fork()\n"
        "print('ready', flush=True)\nwhile True: time.sleep(0.1)"
    )
    started = lab.start(sys.executable, "-I", "-S", "-c", bomb, marker)
    await until(lambda: started.sink.out.count(b"ready") == 128)
    started.run.stop(grace=timedelta(0))
    assert isinstance(await started.ending(), Stopped)
    assert marked(marker) == []


_FORGER = """
import os, resource, sys, time
resource.setrlimit(10, (12345, resource.RLIM_INFINITY))
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in (0, 1, 2): os.close(fd)
        time.sleep(600)
    os._exit(0)
os.wait()
"""


async def test_who_hides_whose_it_is_is_gone_too_when_the_run_has_ended(lab: Lab) -> None:
    marker = f"forger-{lab.instance}"
    for _ in range(5):
        started = lab.start(sys.executable, "-I", "-S", "-c", _FORGER, marker)
        assert isinstance(await started.ending(), Exited)
        assert marked(marker) == []
