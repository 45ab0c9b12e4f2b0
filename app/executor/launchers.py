"""Starting launchers: before the server has threads, secrets or much memory."""

import marshal
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.executor import protocol as say

if TYPE_CHECKING:  # the name is not there when it runs: the launcher must stay small
    from app.executor.other_user import Identity

_SCRIPT = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Legacy:
    """What commands inherit of the user who started the server, whatever that sets for itself."""

    umask: int
    open_files: tuple[int, int]

    @classmethod
    def of_this_process(cls) -> "Legacy":
        umask = os.umask(0)
        os.umask(umask)
        return cls(umask, resource.getrlimit(resource.RLIMIT_NOFILE))


@dataclass(frozen=True, slots=True)
class LauncherProcess:
    """A launcher and our end of its socket; closing the socket makes it kill all it holds."""

    process: subprocess.Popen[bytes]
    socket: socket.socket
    # What its replacement is to be started with.
    instance: int
    environment: Mapping[str, str] = field(repr=False)
    cwd: Path
    legacy: "Legacy"
    identity: "Identity | None" = None

    @property
    def pid(self) -> int:
        return self.process.pid

    def replacement(self) -> "LauncherProcess":
        return start_launcher(
            instance=self.instance,
            environment=self.environment,
            cwd=self.cwd,
            legacy=self.legacy,
            identity=self.identity,
        )


def start_launchers(
    count: int,
    *,
    instance: int,
    environment: Mapping[str, str],
    cwd: Path,
    identity: "Identity | None" = None,
) -> list[LauncherProcess]:
    """To be called before any thread exists. `cwd` is where commands run by default, `identity`
    who they run as, if it is not this process's user."""
    legacy = Legacy.of_this_process()
    return [
        start_launcher(
            instance=instance, environment=environment, cwd=cwd, legacy=legacy, identity=identity
        )
        for _ in range(count)
    ]


def start_launcher(
    *,
    instance: int,
    environment: Mapping[str, str],
    cwd: Path,
    legacy: Legacy,
    identity: "Identity | None" = None,
) -> LauncherProcess:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, say.BUFFER)
        setup = (
            say.SETUP,
            say.VERSION,
            instance,
            dict(environment),
            legacy.umask,
            legacy.open_files,
            identity,
        )
        ours.send(marshal.dumps([setup]))
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-E", "-X", "utf8", str(_SCRIPT), str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            cwd=cwd,
            env={},
            start_new_session=True,
        )
    return LauncherProcess(process, ours, instance, environment, cwd, legacy, identity)
