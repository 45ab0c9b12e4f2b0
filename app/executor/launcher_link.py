"""The server's end of a launcher's socket: the runs it holds, and what it says of them."""

import asyncio
import marshal
from collections.abc import Callable

from app.executor import protocol as say
from app.executor.launchers import LauncherProcess
from app.executor.outbox import Outbox, Request
from app.executor.run import Run


class WrongLauncher(Exception):
    """It is not of this version of the program, which was replaced while the server runs."""


class LauncherLink:
    def __init__(
        self,
        launcher: LauncherProcess,
        loop: asyncio.AbstractEventLoop,
        *,
        on_lost: Callable[["LauncherLink"], None],
        on_over: Callable[[Run], None],
    ) -> None:
        self.launcher = launcher
        self.runs: dict[int, Run] = {}
        self.ready: asyncio.Future[None] = loop.create_future()
        self._loop = loop
        self._on_lost = on_lost
        self._on_over = on_over
        self._socket = launcher.socket
        self._socket.setblocking(False)
        self._outbox = Outbox(self._socket, loop, self._refused)
        self._buffer = bytearray(say.LARGEST)
        self._view = memoryview(self._buffer)
        self._is_closed = False
        loop.add_reader(self._socket.fileno(), self._receive)

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._outbox.close()
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()

    def lose_all(self, detail: str) -> None:
        for run in list(self.runs.values()):
            self._tell(run, Run.lost, detail)

    def spawn(self, run: Run, how: tuple[object, ...], fds: tuple[int, int]) -> None:
        self.runs[run.id] = run
        self._outbox.put(Request((say.SPAWN, run.id, *how), fds))

    def signal(self, run: Run, number: int) -> None:
        self._outbox.put(Request((say.SIGNAL, run.id, int(number))))

    def kill(self, run: Run) -> None:
        self._outbox.put(Request((say.KILL, run.id)))

    def _receive(self) -> None:
        try:
            size = self._socket.recv_into(self._buffer)
        except BlockingIOError:
            return
        except ConnectionError:
            size = 0
        if size == 0:
            self.close()
            if self.ready.done():
                self._on_lost(self)
            else:
                self.ready.set_exception(OSError("the launcher ended as soon as it was started"))
            return
        for kind, ident, *facts in marshal.loads(self._view[:size]):
            if kind == say.READY:
                self._greeted(ident)
            elif (run := self.runs.get(ident)) is not None:
                self._tell(run, _TELL[kind], *facts)

    def _tell(self, run: Run, what: Callable[..., None], *facts: object) -> None:
        try:
            what(run, *facts)
        except Exception as error:
            # A fault of one run's listener must not cost the others their news.
            self._loop.call_exception_handler(
                {"message": "a listener of a run failed", "exception": error}
            )
        if run.is_over:
            del self.runs[run.id]
            self._on_over(run)

    def _greeted(self, version: int) -> None:
        if self.ready.done():
            return
        if version == say.VERSION:
            self.ready.set_result(None)
        else:
            self.ready.set_exception(WrongLauncher(f"the launcher speaks version {version}"))

    def _refused(self, request: Request, detail: str) -> None:
        run = self.runs.get(request.fields[1])  # type: ignore[call-overload]
        if run is not None and request.fields[0] == say.SPAWN:
            self._tell(run, Run.failed, detail)


_TELL: dict[int, Callable[..., None]] = {
    say.STARTED: Run.started,
    say.FAILED: Run.failed,
    say.ENDED: Run.ended,
    say.GONE: Run.gone,
}
