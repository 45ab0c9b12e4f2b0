import signal
import time
from datetime import timedelta

import pytest

from app.executor.ending import Exited, Signalled, SpawnFailed, Stopped, TimedOut
from tests.executor.running import NOW, Lab, until


@pytest.mark.parametrize("code", [0, 1, 3, 126, 255])
async def test_the_exit_code_is_the_commands_own(lab: Lab, code: int) -> None:
    started = lab.shell(f"exit {code}")
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == code
    assert started.run.pid is not None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV])
async def test_a_signal_that_is_not_ours_is_told(lab: Lab, number: signal.Signals) -> None:
    ending = await lab.shell(f"ulimit -c 0; kill -{int(number)} $$").ending()
    assert isinstance(ending, Signalled)
    assert ending.signal == number


async def test_cpu_time_and_peak_memory_are_counted(lab: Lab) -> None:
    script = "x = bytearray(60_000_000)\nimport time\nwhile time.process_time() < 0.2: pass"
    ending = await lab.start("python3", "-S", "-c", script).ending()
    assert isinstance(ending, Exited)
    assert ending.usage.cpu_ms >= 200
    assert ending.usage.rss_peak_bytes > 60_000_000


async def test_a_background_child_that_holds_the_pipe_costs_only_the_linger(lab: Lab) -> None:
    began = time.monotonic()
    started = lab.shell("echo before; sleep 60 & exit 3")
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 3
    assert started.sink.out == b"before\n"
    assert time.monotonic() - began < 5


async def test_a_background_child_that_ends_within_the_linger_keeps_its_output(lab: Lab) -> None:
    started = lab.shell("(sleep 0.1; echo late) & exit 4")
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 4
    assert started.sink.out == b"late\n"


async def test_stopping_asks_first(lab: Lab) -> None:
    started = lab.shell("trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.01; done")
    await started.says("ready")
    started.run.stop()
    ending = await started.ending()
    assert isinstance(ending, Stopped)
    assert (ending.code, ending.signal) == (7, None)
    assert started.sink.out.endswith(b"bye\n")


async def test_who_ignores_the_request_is_killed_after_the_grace(lab: Lab) -> None:
    started = lab.shell("trap '' TERM; echo ready; while :; do sleep 0.01; done")
    await started.says("ready")
    started.run.stop(grace=timedelta(milliseconds=50))
    ending = await started.ending()
    assert isinstance(ending, Stopped)
    assert (ending.code, ending.signal) == (None, signal.SIGKILL)


async def test_a_smaller_grace_shortens_and_a_longer_one_does_not_lengthen(lab: Lab) -> None:
    began = time.monotonic()
    started = lab.shell("trap '' TERM; echo ready; while :; do sleep 0.01; done")
    await started.says("ready")
    for seconds in (60, 0.05, 90):
        started.run.stop(grace=timedelta(seconds=seconds))
    assert isinstance(await started.ending(), Stopped)
    assert time.monotonic() - began < 10


async def test_children_get_the_grace_though_the_shell_dies_at_once(lab: Lab) -> None:
    child = (
        "trap 'sleep 0.7; echo cleaned up; exit 0' TERM; echo ready; while :; do sleep 0.01; done"
    )
    started = lab.shell(f'sh -c "{child}"; true')
    await started.says("ready")
    started.run.stop()
    assert isinstance(await started.ending(), Stopped)
    assert started.sink.out == b"ready\ncleaned up\n"


async def test_stopping_what_it_left_behind_does_not_change_how_it_ended(lab: Lab) -> None:
    started = lab.shell("trap '' TERM; sleep 60 & echo $!; exit 3")
    await until(lambda: started.sink.out and started.pids)
    await lab.shell("sleep 0.1").ending()
    started.run.stop(grace=NOW)
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 3


async def test_a_time_limit_ends_it(lab: Lab) -> None:
    ending = await lab.shell("sleep 60", timeout=timedelta(milliseconds=50)).ending()
    assert isinstance(ending, TimedOut)
    assert ending.signal == signal.SIGTERM


async def test_a_command_quicker_than_its_limit_is_left_alone(lab: Lab) -> None:
    ending = await lab.shell("exit 0", timeout=timedelta(seconds=30)).ending()
    assert isinstance(ending, Exited)


async def test_stopping_before_it_has_started_ends_it_once(lab: Lab) -> None:
    started = lab.shell("sleep 60")
    started.run.stop()
    started.run.stop(grace=NOW)
    assert isinstance(await started.ending(), Stopped)
    started.run.stop()
    assert len(started.endings) == 1


async def test_stopping_what_has_exited_changes_nothing(lab: Lab) -> None:
    started = lab.shell("exit 5")
    before = await started.ending()
    started.run.stop(grace=NOW)
    await lab.shell("true").ending()
    assert started.endings == [before]


@pytest.mark.parametrize("delay", [0.0, 0.002])
async def test_a_stop_that_races_with_the_exit_gives_one_ending(lab: Lab, delay: float) -> None:
    races = [lab.shell(f"exit {number % 100}") for number in range(300)]
    for number, started in enumerate(races):
        if delay:
            await until(lambda started=started: started.pids or started.endings)  # type: ignore[misc]
        started.run.stop(grace=NOW if number % 2 else None)
    for number, started in enumerate(races):
        match await started.ending():
            case Exited(code, _):
                assert code == number % 100
            case Stopped() | SpawnFailed():
                pass
            case other:
                pytest.fail(f"it ended as {other}")
        assert len(started.endings) == 1
