"""How a command is started, and what is said when it cannot be."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.executor.ending import Exited, SpawnFailed
from app.executor.environment import base_environment
from tests.executor.running import Lab, Started

LARGEST_ARGUMENT = 131_071


async def failure(started: Started) -> str:
    ending = await started.ending()
    assert isinstance(ending, SpawnFailed)
    assert started.pids == []
    return ending.detail


async def output(started: Started) -> str:
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 0, bytes(started.sink.err)
    return started.sink.out.decode()


async def test_it_runs_in_the_directory_it_asks_for(lab: Lab, tmp_path: Path) -> None:
    folder = tmp_path / "déjà vu"
    folder.mkdir()
    assert await output(lab.shell("pwd", cwd=str(folder))) == f"{folder}\n"
    for launcher in lab.launchers:
        assert await output(lab.shell("pwd")) == f"{launcher.cwd}\n"


async def test_umask_and_nice_are_its_own(lab: Lab) -> None:
    assert await output(lab.shell("umask; nice", umask=0o027, nice=5)) == "0027\n5\n"
    ours = f"{os.umask(0o022):04o}"
    os.umask(int(ours, 8))
    assert await output(lab.shell("umask; nice")) == f"{ours}\n{os.nice(0)}\n"


async def test_its_environment_is_the_allow_list_and_its_own_additions(lab: Lab) -> None:
    ours = await output(lab.start("env", env={"GREETING": "hëllo", "COLUMNS": "40"}))
    given = dict(line.split("=", 1) for line in ours.splitlines())
    assert given == {**base_environment(os.environ), "GREETING": "hëllo", "COLUMNS": "40"}


def test_secrets_of_the_server_are_not_passed_on() -> None:
    ours = {"SECRET_KEY": "x", "PATH": "/bin", "LC_ALL": "C", "TERM": "dumb"}
    passed_on = base_environment(ours)
    assert "SECRET_KEY" not in passed_on
    assert (passed_on["PATH"], passed_on["LC_ALL"]) == ("/bin", "C")
    assert passed_on["TERM"] == "xterm-256color"


async def test_its_input_is_empty_and_no_descriptor_of_ours_is_open(lab: Lab) -> None:
    listed = await output(lab.shell("cat; exec ls /proc/self/fd"))
    # The last one is the listing itself.
    assert listed.split() == ["0", "1", "2", "3"]


async def test_signals_are_as_they_are_at_login(lab: Lab) -> None:
    text = await output(lab.start("grep", "-E", "^Sig(Ign|Blk)", "/proc/self/status"))
    ignored_or_blocked = [int(line.split()[1], 16) for line in text.splitlines()]
    # Signals 32 and 33 belong to the C library.
    assert all(mask & ~(0b11 << 31) == 0 for mask in ignored_or_blocked)


async def test_a_program_is_looked_up_on_its_own_path(lab: Lab, tmp_path: Path) -> None:
    program = tmp_path / "greet"
    program.write_text("#!/bin/sh\necho found\n")
    program.chmod(0o755)
    assert await output(lab.start("greet", env={"PATH": f"/nowhere:{tmp_path}"})) == "found\n"
    assert await output(lab.start("./greet", cwd=str(tmp_path))) == "found\n"


async def test_a_missing_directory_is_named(lab: Lab) -> None:
    detail = await failure(lab.shell("true", cwd="/no/such/place"))
    assert detail == "the working directory /no/such/place does not exist"


async def test_a_file_is_no_directory(lab: Lab) -> None:
    assert "is not a directory" in await failure(lab.shell("true", cwd="/etc/passwd"))


@pytest.mark.parametrize("nice", [None, 3])
async def test_an_unknown_program_is_named(lab: Lab, nice: int | None) -> None:
    assert await failure(lab.start("no-such-thing", nice=nice)) == "no-such-thing: no such program"


async def test_what_may_not_be_executed_is_named(lab: Lab) -> None:
    assert "/etc/passwd: permission denied" in await failure(lab.start("/etc/passwd"))


async def test_a_missing_interpreter_is_told(lab: Lab, tmp_path: Path) -> None:
    program = tmp_path / "odd"
    program.write_text("#!/no/such/interpreter\n")
    program.chmod(0o755)
    assert "interpreter does not exist" in await failure(lab.start(str(program)))


async def test_a_null_character_is_refused(lab: Lab) -> None:
    assert "null" in await failure(lab.shell("echo a\0b"))
    assert "null" in await failure(lab.start("a\0b"))


async def test_the_largest_command_and_environment_arrive(lab: Lab) -> None:
    script = "printf %s $#$BIG; #".ljust(LARGEST_ARGUMENT, "x")
    big = "y" * 65_000
    printed = await output(lab.shell(script, "zero", "z" * LARGEST_ARGUMENT, env={"BIG": big}))
    assert printed == f"1{big}"


@pytest.mark.parametrize("size", [LARGEST_ARGUMENT + 1, 3_000_000])
async def test_a_command_too_large_is_told(lab: Lab, size: int) -> None:
    assert "too large" in await failure(lab.shell("x" * size))


async def test_three_hundred_run_at_once(lab: Lab) -> None:
    started = [lab.shell(f"sleep 0.3; exit {number % 50}") for number in range(300)]
    endings = [await each.ending() for each in started]
    codes = [ending.code for ending in endings if isinstance(ending, Exited)]
    assert codes == [number % 50 for number in range(300)]


async def test_no_descriptor_is_left_open(lab: Lab) -> None:
    await lab.shell("true").ending()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(10):
        await asyncio.gather(*(lab.shell("sleep 0.01; echo x").ending() for _ in range(20)))
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_server_out_of_descriptors_fails_the_task_and_goes_on(
    instance: int, tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.executor.out_of_descriptors", str(instance), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.stdout.splitlines() == [
        "SpawnFailed(detail='cannot make its output pipes: Too many open files')",
        "Exited 3",
    ], run.stderr
