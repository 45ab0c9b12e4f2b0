import hashlib
import sys

from app.executor.ending import Exited, Stopped
from tests.executor.running import NOW, Kept, Lab, until


async def test_every_byte_value_is_kept(lab: Lab) -> None:
    script = "import sys; sys.stdout.buffer.write(bytes(range(256)) * 300)"
    started = lab.start(sys.executable, "-I", "-S", "-c", script)
    assert isinstance(await started.ending(), Exited)
    assert started.sink.out == bytes(range(256)) * 300


async def test_the_two_streams_are_told_apart(lab: Lab) -> None:
    started = lab.shell("echo to out; echo to err >&2")
    await started.ending()
    assert started.sink.out == b"to out\n"
    assert started.sink.err == b"to err\n"


async def test_fifty_megabytes_arrive_intact(lab: Lab) -> None:
    script = (
        "import sys\nfor n in range(800): sys.stdout.buffer.write(n.to_bytes(2, 'big') * 32768)"
    )
    started = lab.start(sys.executable, "-I", "-S", "-c", script)
    assert isinstance(await started.ending(), Exited)
    expected = hashlib.sha256()
    for number in range(800):
        expected.update(number.to_bytes(2, "big") * 32768)
    assert len(started.sink.out) == 800 * 65536
    assert hashlib.sha256(started.sink.out).digest() == expected.digest()


async def test_what_was_written_just_before_the_end_is_not_lost(lab: Lab) -> None:
    for _ in range(50):
        started = lab.shell("head -c 60000 /dev/zero; echo last >&2")
        await started.ending()
        assert len(started.sink.out) == 60000
        assert started.sink.err == b"last\n"


async def test_a_sink_that_asks_for_a_pause_gets_it(lab: Lab) -> None:
    started = lab.start("yes", sink=Kept(is_open=False))
    await until(lambda: started.sink.out)
    await lab.shell("sleep 0.05").ending()
    taken = len(started.sink.out)
    await lab.shell("sleep 0.05").ending()
    assert len(started.sink.out) == taken
    started.sink.is_open = True
    started.run.resume()
    await until(lambda: len(started.sink.out) > taken + 1_000_000)
    started.run.stop(grace=NOW)
    assert isinstance(await started.ending(), Stopped)


async def test_a_paused_run_that_ends_hands_over_the_rest(lab: Lab) -> None:
    started = lab.shell("echo one; sleep 0.05; echo two; exit 3", sink=Kept(is_open=False))
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert started.sink.out == b"one\ntwo\n"


async def test_output_is_seen_while_the_command_runs(lab: Lab) -> None:
    started = lab.shell("echo soon; sleep 60")
    await started.says("soon")
    assert started.endings == []
    started.run.stop(grace=NOW)
    await started.ending()
