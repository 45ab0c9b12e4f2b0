"""A launcher that dies takes its runs with it, and nothing else."""

import asyncio
import errno
import logging
import os
import signal
from collections.abc import Collection
from pathlib import Path

import pytest

from app.executor import launcher_pool, protocol, sweep
from app.executor.ending import Exited, Lost, SpawnFailed, Stopped
from app.executor.executor import Executor
from app.executor.launchers import LauncherProcess
from tests.executor.running import NOW, Lab, living, until


async def test_its_runs_end_as_lost_and_nothing_of_them_lives(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    script = "setsid sh -c \"trap '' TERM; while :; do sleep 0.02; done\" & echo ready; wait"
    runs = [lab.shell(script) for _ in range(4)]
    for started in runs:
        await started.says("ready")
    os.kill(lab.launchers[0].pid, signal.SIGKILL)
    await until(lambda: sum(len(started.endings) for started in runs) == 2)
    lost = [started for started in runs if started.endings]
    assert all(isinstance(started.endings[0], Lost) for started in lost)
    others = [started for started in runs if not started.endings]
    for started in others:
        assert started.pids[0] in living(lab.instance)
        started.run.stop(grace=NOW)
    for started in others:
        await started.ending()
    assert living(lab.instance) == []


async def test_what_is_started_meanwhile_runs_on_the_replacement(lab: Lab) -> None:
    for launcher in lab.launchers:
        os.kill(launcher.pid, signal.SIGKILL)
    await until(lambda: all(launcher.process.poll() is not None for launcher in lab.launchers))
    for code in range(4):
        started = lab.shell(f"exit {code}")
        ending = await started.ending()
        # The loss may be noticed only after the command was given to the launcher.
        assert isinstance(ending, Exited | Lost)
    ending = await lab.shell("exit 9").ending()
    assert isinstance(ending, Exited)


async def test_a_launcher_that_does_not_listen_blocks_nobody(lab: Lab) -> None:
    for launcher in lab.launchers:
        os.kill(launcher.pid, signal.SIGSTOP)
    runs = [lab.shell("exit 3", env={"BIG": "x" * 60_000}) for _ in range(60)]
    late = lab.shell("exit 4")
    # As much as the sockets take is sent now; the rest waits.
    await asyncio.sleep(0.02)
    for launcher in lab.launchers:
        os.kill(launcher.pid, signal.SIGCONT)
    for started in runs:
        ending = await started.ending()
        assert isinstance(ending, Exited)
        assert ending.code == 3
    assert isinstance(await late.ending(), Exited)


async def test_closing_kills_what_runs_and_lets_the_launchers_go(
    launchers: list[LauncherProcess], instance: int
) -> None:
    executor = Executor(launchers, instance=instance)
    await executor.open()
    lab = Lab(executor, launchers, instance)
    started = lab.shell("trap '' TERM; echo ready; while :; do sleep 0.01; done")
    await started.says("ready")
    await executor.close()
    assert len(started.endings) == 1
    assert living(instance) == []
    assert [launcher.process.poll() for launcher in launchers] == [0, 0]


async def test_an_executor_whose_launcher_cannot_start_says_so(
    instance: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)")
    monkeypatch.setattr("app.executor.launchers._SCRIPT", broken)
    from app.executor.launchers import start_launchers

    launchers = start_launchers(1, instance=instance, environment={}, cwd=tmp_path)
    with pytest.raises(OSError, match="as soon as it was started"):
        await Executor(launchers, instance=instance).open()


async def test_what_is_stopped_while_there_is_no_launcher_never_starts(
    lab: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    for launcher in lab.launchers:
        os.kill(launcher.pid, signal.SIGKILL)
    sentinels = [lab.shell("sleep 60") for _ in lab.launchers]
    await until(lambda: all(started.endings for started in sentinels))
    started = lab.shell("sleep 60")
    started.run.stop(grace=NOW)
    ending = await started.ending()
    assert isinstance(ending, Stopped)
    assert started.pids == [] or ending.signal == signal.SIGKILL


async def test_a_replacement_gives_commands_what_the_first_gave(lab: Lab) -> None:
    before = lab.shell("umask; ulimit -n")
    await before.ending()
    old = os.umask(0o077)
    try:
        for launcher in lab.launchers:
            os.kill(launcher.pid, signal.SIGKILL)
            launcher.process.wait()
        after = lab.shell("umask; ulimit -n")
        while isinstance(await after.ending(), Lost):  # given to one of those killed
            after = lab.shell("umask; ulimit -n")
    finally:
        os.umask(old)
    assert isinstance(after.endings[0], Exited)
    assert after.sink.out == before.sink.out


async def test_runs_end_though_their_processes_cannot_be_looked_for_at_once(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(launcher_pool, "_RETRY_AFTER", 0.01)
    kill_tagged, tries = sweep.kill_tagged, iter(range(2))

    def out_of_descriptors(tags: Collection[int]) -> int:
        if next(tries, None) is not None:
            raise OSError(errno.EMFILE, "Too many open files")
        return kill_tagged(tags)

    monkeypatch.setattr(sweep, "kill_tagged", out_of_descriptors)
    runs = [lab.shell("echo ready; sleep 30") for _ in range(2)]
    for started in runs:
        await started.says("ready")
    for launcher in lab.launchers:
        os.kill(launcher.pid, signal.SIGKILL)
    for started in runs:
        assert isinstance(await started.ending(), Lost)


async def test_a_launcher_of_another_version_is_told_by_name(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(launcher_pool, "_RETRY_AFTER", 0.01)
    with monkeypatch.context() as upgraded:
        upgraded.setattr(protocol, "VERSION", protocol.VERSION + 1)
        for launcher in lab.launchers:
            os.kill(launcher.pid, signal.SIGKILL)
        await until(lambda: not lab.executor.is_able())
        ending = await lab.shell("exit 0").ending()
        assert isinstance(ending, SpawnFailed)
        assert "speaks version" in ending.detail
