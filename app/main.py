"""The life of the server process: start, serve, stop in an order that loses nothing."""

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
import uvloop
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.sse import HANG_UP
from app.core.data_dir import DataDir
from app.core.errors import CannotStart
from app.core.settings import Settings
from app.executor.launchers import LauncherProcess
from app.executor.sweep import kill_leftovers
from app.store.schema import bring_up_to_date
from app.wiring.taskyard import Taskyard

_log = logging.getLogger(__name__)

# For replies that are being written when everything else has stopped.
_LAST_REPLIES_SECONDS = 2
_FROZEN_CLIENT_MS = 60_000


class CannotListen(CannotStart):
    pass


def serve(settings: Settings, data_dir: DataDir, launchers: Sequence[LauncherProcess]) -> int:
    """Serves until a signal ends it; returns the exit code."""
    left = kill_leftovers(data_dir.instance)
    if left:
        _log.warning("processes of an earlier server killed", extra={"count": left})
    data_dir.restore_reserve()
    bring_up_to_date(data_dir.database)
    uvloop.run(_serve(settings, data_dir, launchers))
    return 0


class _HttpProtocol(HttpToolsProtocol):
    """Lets the application hang up on a client that takes nothing."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {HANG_UP: {"now": self.transport.abort}}


class _HttpServer(uvicorn.Server):
    """Uvicorn without its own ideas about signals: they are ours."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            _announce(listener)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        cutting = asyncio.get_running_loop().call_later(_LAST_REPLIES_SECONDS, self._cut_off)
        try:
            await super().shutdown(sockets)
        finally:
            cutting.cancel()

    def _cut_off(self) -> None:
        """Who takes no reply is not waited for: the handler sees its client go."""
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()


async def _serve(
    settings: Settings, data_dir: DataDir, launchers: Sequence[LauncherProcess]
) -> None:
    listener = _bound(settings)
    port = listener.getsockname()[1]
    taskyard = Taskyard(settings.model_copy(update={"port": port}), data_dir, launchers)
    await taskyard.open()
    http = _HttpServer(
        uvicorn.Config(
            taskyard.app,
            lifespan="off",
            http=_HttpProtocol,
            ws="none",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2 * _LAST_REPLIES_SECONDS,
            timeout_keep_alive=75,
        )
    )
    gc.collect()
    gc.freeze()  # what lives now lives until the end
    async with asyncio.TaskGroup() as group:
        group.create_task(taskyard.run())
        serving = group.create_task(http.serve([listener]))
        await _signalled(taskyard)
        await taskyard.quiesce()
        http.should_exit = True
        await serving
        await taskyard.close()
    taskyard.dispose()
    _log.info("stopped")


def _bound(settings: Settings) -> socket.socket:
    """It has the port, but nobody is listened to before everything else is ready."""
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by what is accepted: a client that takes nothing holds its buffers no longer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _FROZEN_CLIENT_MS)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        raise CannotListen(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror}"
        ) from error
    return listener


def _announce(listener: socket.socket) -> None:
    host, port, *_ = listener.getsockname()
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"Taskyard runs at http://{shown}:{port} (docs: /api/v1/docs)\n")
    sys.stdout.flush()


async def _signalled(taskyard: Taskyard) -> None:
    """Returns at the first signal; a second one does not wait for running commands."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def on_signal(number: int) -> None:
        _log.info("stopping", extra={"signal": signal.Signals(number).name})
        if asked.is_set():
            taskyard.hurry()
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal, number)
    await asked.wait()
