"""The launcher's loop: requests in, children reaped, replies out, never blocked by any of it."""

import marshal
import os
import resource
import select
import time

# The public modules cost a megabyte for their enums.
from _signal import (  # type: ignore[import-not-found]
    SIG_IGN,
    SIGCHLD,
    SIGHUP,
    SIGINT,
    SIGTERM,
    set_wakeup_fd,
    signal,
)
from _socket import socket

from app.executor import protocol as say
from app.executor.family import Family
from app.executor.held import Held
from app.executor.killing import signal_tree, strike
from app.executor.server_link import ServerLink
from app.executor.spawning import CannotSpawn, Spawner
from app.executor.tag import tag_of

TYPE_CHECKING = False  # mypy knows the name; the module it comes from would cost a megabyte
if TYPE_CHECKING:
    from typing import Any

    from app.executor.other_user import Identity
    from app.executor.procfs import Process

_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_SHORTEST_PAUSE = 0.001
_LONGEST_PAUSE = 0.05
# What walking /proc may take of our time.
_WALK_SHARE = 0.2
_LAST_TRY = 3.0
# One that cannot die does not hold up the endings of all others.
_STRAY_PATIENCE = 1.0


def launch(fd: int) -> None:
    # The orphans of our commands become our children; and no process of our user may look into
    # us, or take our descriptors.
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _prctl(_PR_SET_DUMPABLE, 0)
    for number in (SIGINT, SIGTERM, SIGHUP):
        # Only the server, or its end, tells us to stop.
        signal(number, SIG_IGN)
    server = socket(fileno=fd)
    ((_, version, *setup),) = marshal.loads(server.recv(say.LARGEST))
    link = ServerLink(server)
    link.reply(say.READY, say.VERSION)
    link.flush()
    if version == say.VERSION:
        instance, environment, umask, open_files, identity = setup
        os.umask(umask)
        resource.setrlimit(resource.RLIMIT_NOFILE, open_files)
        Launcher(link, instance, environment, identity).run()


def _prctl(option: int, value: int) -> None:
    import ctypes

    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")


def _child_signals() -> int:
    """A descriptor that is readable when a child has ended."""
    readable, writable = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    set_wakeup_fd(writable, warn_on_full_buffer=False)
    signal(SIGCHLD, lambda *_: None)
    return readable


class Launcher:
    def __init__(
        self,
        link: ServerLink,
        instance: int,
        environment: dict[str, str],
        identity: "Identity | None",
    ) -> None:
        self._link = link
        self._instance = instance
        self._spawner = Spawner(environment, identity)
        self._family = Family(instance)
        self._wakeup = _child_signals()
        self._poll = select.poll()
        self._poll.register(link.fileno(), select.POLLIN)
        self._poll.register(self._wakeup, select.POLLIN)
        self._has_children = False
        # Leaders reaped in this round; and those of which only a walk can tell what is left.
        self._ended: list[Held] = []
        self._unsettled: list[Held] = []
        self._to_signal: list[tuple[Held, int]] = []
        self._dying: dict[int, Held] = {}
        # An orphan was reaped: perhaps the last of its run.
        self._must_recheck = False
        self._strays_since: float | None = None
        self._next_walk = 0.0

    def run(self) -> None:
        while not self._link.is_lost:
            for fd, _ in self._poll.poll(self._timeout()):
                if fd == self._wakeup:
                    os.read(fd, 4096)
                else:
                    self._receive()
            self._work()
            self._link.flush()
        self._end()

    def _work(self) -> None:
        self._reap()
        self._settle()
        if self._has_to_walk() and time.monotonic() >= self._next_walk:
            self._walk()

    def _timeout(self) -> int | None:
        """Milliseconds, rounded up."""
        times = [self._link.due_in()]
        if self._has_to_walk():
            times.append(max(0.0, self._next_walk - time.monotonic()))
        shortest = min((each for each in times if each is not None), default=None)
        return None if shortest is None else int(shortest * 1000 + 0.999)

    # Requests

    def _receive(self) -> None:
        for request, fds in self._link.receive():
            kind, run, *rest = request
            if kind == say.SPAWN:
                self._spawn(run, rest, fds)
            elif (held := self._family.held.get(run)) is None:
                continue
            elif kind == say.SIGNAL:
                self._to_signal.append((held, rest[0]))
                self._next_walk = 0.0
            elif kind == say.KILL:
                self._kill(held)
        self._spawner.untag()

    def _spawn(self, run: int, how: "list[Any]", fds: list[int]) -> None:
        if len(fds) < 2:
            self._link.reply(say.FAILED, run, "the launcher is out of file descriptors")
            return
        try:
            pid = self._spawner.spawn(fds[0], fds[1], tag_of(self._instance, run), *how)
        except CannotSpawn as error:
            self._link.reply(say.FAILED, run, str(error))
            return
        self._family.add(run, pid)
        self._link.reply(say.STARTED, run, pid, urgent=False)

    def _kill(self, held: Held) -> None:
        if not held.is_dying:
            held.is_dying = True
            self._dying[held.run] = held
            self._next_walk = 0.0

    # Children

    def _reap(self) -> None:
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                self._has_children = False
                return
            self._has_children = True
            if pid == 0:
                return
            cpu_us = int((usage.ru_utime + usage.ru_stime) * 1_000_000)
            held = self._family.reaped(pid, cpu_us)
            if held is None:
                self._must_recheck = True
            else:
                held.exit = (status, cpu_us, usage.ru_maxrss)
                self._ended.append(held)

    def _settle(self) -> None:
        """Say of those just ended what is left, where that is quickly known."""
        if not self._ended:
            return
        ended, self._ended = self._ended, []
        leftovers = self._family.leftovers(ended)
        if leftovers is None:
            self._unsettled += ended
            return
        for held, count in leftovers.items():
            self._say_ended(held, count)

    def _say_ended(self, held: Held, leftovers: int) -> None:
        if held.exit is None or held.run not in self._family.held:
            return
        held.is_settled = True
        self._link.reply(say.ENDED, held.run, *held.exit, leftovers, held.was_signalled)
        if leftovers == 0:
            self._forget(held)

    def _forget(self, held: Held) -> None:
        self._family.forget(held)
        self._dying.pop(held.run, None)

    # Walks over /proc

    def _has_to_walk(self) -> bool:
        return bool(
            self._unsettled
            or self._to_signal
            or self._dying
            or (self._must_recheck and len(self._family.held) > len(self._family.leaders))
        )

    def _walk(self) -> None:
        """One look at all processes serves all who wait for one."""
        began = time.monotonic()
        self._must_recheck = False
        members = self._family.members()
        is_sure = not self._waits_for_strays(began)
        if is_sure:
            self._say_what_is_left(members)
        to_signal, self._to_signal = self._to_signal, []
        for held, number in to_signal:
            signal_tree(held, members.get(held, []), number)
        for held in list(self._dying.values()):
            if strike(held, members.get(held, [])) and is_sure:
                self._say_gone(held)
        took = time.monotonic() - began
        pause = min(max(took / _WALK_SHARE, _SHORTEST_PAUSE), _LONGEST_PAUSE)
        is_chasing = any(held.is_chased for held in self._dying.values())
        self._next_walk = 0.0 if is_chasing else began + took + pause

    def _waits_for_strays(self, now: float) -> bool:
        """A child of no run is one that hid whose it is: while it dies, no run is gone."""
        if not self._family.strays:
            self._strays_since = None
            return False
        self._must_recheck = True
        self._strays_since = self._strays_since or now
        return now - self._strays_since < _STRAY_PATIENCE

    def _say_what_is_left(self, members: "dict[Held, list[Process]]") -> None:
        unsettled, self._unsettled = self._unsettled, []
        for held in unsettled:
            self._say_ended(held, len(members.get(held, ())))
        for held in list(self._family.held.values()):
            if held.is_settled and held not in members:
                self._say_gone(held)

    def _say_gone(self, held: Held) -> None:
        self._link.reply(say.GONE, held.run, held.cpu_us, len(held.survivors))
        self._forget(held)

    # The end of the server

    def _end(self) -> None:
        """Kill all that is held until no child is left, or none that we may kill."""
        self._poll.unregister(self._link.fileno())
        for held in list(self._family.held.values()):
            self._kill(held)
        give_up_at: float | None = None
        while True:
            self._work()
            if not self._has_children:
                return
            if not self._family.held:
                # Children of no run: each look at them kills them.
                give_up_at = give_up_at or time.monotonic() + _LAST_TRY
                if time.monotonic() > give_up_at:
                    return
                self._family.members()
            self._poll.poll(1)
            _drain(self._wakeup)


def _drain(fd: int) -> None:
    try:
        os.read(fd, 4096)
    except BlockingIOError:
        return
