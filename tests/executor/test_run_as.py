"""Commands as another user: what they are, what they can reach, and that they can be stopped."""

import os
import pwd
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from app.executor.ending import Exited, SpawnFailed, Stopped
from app.executor.environment import base_environment
from app.executor.executor import Executor
from app.executor.launchers import start_launchers
from app.executor.other_user import OtherUser
from app.executor.run_as import CannotRunAs, RunAs
from tests.executor.escapes import ESCAPES
from tests.executor.running import Lab, Started, living, marked
from tests.needs import need

OTHER = "nobody"
SOON = timedelta(milliseconds=80)
each_escape = pytest.mark.parametrize("script", ESCAPES.values(), ids=ESCAPES.keys())


@pytest.fixture
def other() -> RunAs:
    need(os.geteuid() == 0, "only root can run commands as another user")
    return RunAs.find(OTHER)


@pytest.fixture
def python(other: RunAs) -> str:
    """One that the other user can run: ours may be in the home of root."""
    with OtherUser(other.identity):
        found = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    need(found, f"{OTHER} can run no Python")
    assert found
    return found


@pytest.fixture
async def lab(other: RunAs, instance: int) -> AsyncIterator[Lab]:
    """Takes the place of the one that runs commands as we are."""
    launchers = start_launchers(
        2,
        instance=instance,
        environment=base_environment({**os.environ, "SECRET": "x"}, other.variables()),
        cwd=other.directory(None),
        identity=other.identity,
    )
    executor = Executor(launchers, instance=instance)
    await executor.open()
    yield Lab(executor, launchers, instance)
    await executor.close()
    assert living(instance) == []


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that everybody can enter, unlike that of a test."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def output(started: Started) -> str:
    ending = await started.ending()
    assert isinstance(ending, Exited)
    assert ending.code == 0, bytes(started.sink.err)
    return started.sink.out.decode()


async def failure(started: Started) -> str:
    ending = await started.ending()
    assert isinstance(ending, SpawnFailed)
    return ending.detail


async def test_a_command_is_that_user_in_every_respect_and_cannot_become_another(lab: Lab) -> None:
    told = await output(
        lab.start("grep", "-E", "^(Uid|Gid|Groups|NoNewPrivs|Cap)", "/proc/self/status")
    )
    facts = dict(line.split(":", 1) for line in told.splitlines())
    who = pwd.getpwnam(OTHER)
    assert set(facts["Uid"].split()) == {str(who.pw_uid)}
    assert set(facts["Gid"].split()) == {str(who.pw_gid)}
    groups = {str(group) for group in os.getgrouplist(OTHER, who.pw_gid)}
    assert set(facts["Groups"].split()) == groups
    assert facts["NoNewPrivs"].strip() == "1"
    for rights in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(facts[rights], 16) == 0


async def test_its_environment_names_that_user(lab: Lab) -> None:
    text = await output(lab.start("env", env={"GREETING": "hello"}))
    given = dict(line.split("=", 1) for line in text.splitlines())
    who = pwd.getpwnam(OTHER)
    assert (given["HOME"], given["USER"], given["LOGNAME"]) == (who.pw_dir, OTHER, OTHER)
    assert given["GREETING"] == "hello"
    assert given.keys() & {"SECRET", "TMPDIR"} == set()


async def test_no_library_of_the_submitter_gets_the_rights_of_root(lab: Lab) -> None:
    """LD_SHOW_AUXV makes the loader of every program tell who runs it, if it believes it."""
    env = {"LD_SHOW_AUXV": "1", "LD_LIBRARY_PATH": "/opt/mine", "TMPDIR": "/var/tmp", "A": "b"}
    told = await output(lab.shell("echo $LD_LIBRARY_PATH $TMPDIR $A", env=env))
    who = pwd.getpwnam(OTHER)
    runners = {line.split()[-1] for line in told.splitlines() if line.startswith("AT_EUID")}
    assert runners == {str(who.pw_uid)}
    assert told.splitlines()[-1] == "/opt/mine /var/tmp b"


async def test_it_can_write_to_its_output_by_name(lab: Lab) -> None:
    started = lab.shell("echo out >/dev/stdout; echo err >/proc/self/fd/2")
    assert await output(started) == "out\n"
    assert started.sink.err == b"err\n"


async def test_no_descriptor_of_ours_is_open(lab: Lab) -> None:
    listed = await output(lab.shell("cat; exec ls /proc/self/fd"))
    assert listed.split() == ["0", "1", "2", "3"]


async def test_it_can_be_as_nice_as_any(lab: Lab) -> None:
    assert await output(lab.shell("umask; nice", umask=0o027, nice=5)) == "0027\n5\n"


async def test_a_directory_that_user_may_not_enter_is_told(lab: Lab, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    detail = await failure(lab.shell("pwd", cwd=str(closed)))
    assert detail == f"cannot enter the working directory {closed}: Permission denied"
    assert await output(lab.shell("pwd", cwd="/usr")) == "/usr\n"
    assert await output(lab.shell("pwd")) == f"{lab.launchers[0].cwd}\n"


async def test_a_program_that_user_may_not_run_is_told(lab: Lab, place: Path) -> None:
    program = place / "greet"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o744)
    assert await failure(lab.start(str(program))) == (
        f"{program}: permission denied, or not a program"
    )
    assert await failure(lab.start("no-such-thing")) == "no-such-thing: no such program"


@pytest.mark.parametrize("entry", ["environ", "mem", "fd", "maps", "cwd"])
async def test_it_can_look_into_neither_the_server_nor_a_launcher(lab: Lab, entry: str) -> None:
    for pid in (os.getpid(), *(launcher.pid for launcher in lab.launchers)):
        looked = lab.shell(f"ls /proc/{pid}/{entry}/ || cat /proc/{pid}/{entry}")
        ending = await looked.ending()
        assert isinstance(ending, Exited)
        assert ending.code != 0
        assert looked.sink.out == b""


async def test_it_can_stop_no_launcher(lab: Lab) -> None:
    pids = " ".join(str(launcher.pid) for launcher in lab.launchers)
    ending = await lab.shell(f"kill -9 {pids}").ending()
    assert isinstance(ending, Exited)
    assert ending.code != 0
    assert await output(lab.shell("echo still here")) == "still here\n"


async def test_it_can_read_what_another_command_of_that_user_was_started_with(lab: Lab) -> None:
    """The system keeps users apart, not what one user runs: documented so."""
    victim = lab.shell("echo ready; exec sleep 60", env={"TOKEN": "hunter2"})
    await victim.says("ready")
    assert "TOKEN=hunter2" in await output(lab.start("cat", f"/proc/{victim.pids[0]}/environ"))
    victim.run.stop(grace=timedelta(0))
    await victim.ending()


@each_escape
async def test_stopping_reaches_all_of_it(lab: Lab, python: str, script: str) -> None:
    marker = f"marker-{uuid4().hex}"
    started = lab.shell(script.replace(sys.executable, python), marker)
    await started.says("ready")
    started.run.stop(grace=SOON)
    assert isinstance(await started.ending(), Stopped)
    assert marked(marker) == []
    assert living(lab.instance) == []


def test_a_number_will_do_for_a_name(other: RunAs) -> None:
    assert RunAs.find(str(pwd.getpwnam(OTHER).pw_uid)) == other


@pytest.mark.parametrize(
    "user", ["no-such-user", "4000000000", "0", "root", "99999999999999999999"]
)
def test_only_a_user_of_this_machine_who_is_not_root_will_do(user: str, other: RunAs) -> None:
    with pytest.raises(CannotRunAs, match=r"^TASKYARD_RUN_AS: "):
        RunAs.find(user)


def test_without_setpriv_there_is_no_other_user(
    other: RunAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.executor.run_as._PROGRAMS", "/nowhere")
    with pytest.raises(CannotRunAs, match="install util-linux"):
        RunAs.find(OTHER)


def test_only_root_can_run_commands_as_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotRunAs, match="started by root"):
        RunAs.find(OTHER)


def test_commands_start_at_home_or_at_the_root_or_where_they_are_told_and_may(
    other: RunAs, tmp_path: Path
) -> None:
    assert other.directory(Path("/usr")) == Path("/usr")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(CannotRunAs, match=f"may not enter {closed}"):
        other.directory(closed)
    homeless = RunAs(other.name, closed, other.shell, other.identity)
    assert homeless.directory(None) == Path("/")


def test_the_rights_of_root_come_back(other: RunAs) -> None:
    before = os.getresuid(), os.getresgid(), os.getgroups()
    with OtherUser(other.identity):
        assert os.geteuid() != 0
    assert (os.getresuid(), os.getresgid(), os.getgroups()) == before
