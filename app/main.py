"""The life of the server process: start, serve, stop in an order that loses nothing."""

import asyncio
import gc
import logging
import os
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn
import uvloop

from app.api.connection import HttpConnection
from app.api.front import front
from app.core.data_dir import DataDir
from app.core.errors import CannotStart
from app.core.server_file import ServerFile, first_certificate
from app.core.settings import Settings
from app.core.settings_serving import is_any, is_loopback
from app.core.settings_source import Given
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


class NoAdministrator(CannotStart):
    pass


def serve(given: Given, data_dir: DataDir, launchers: Sequence[LauncherProcess]) -> int:
    """Serves until a signal ends it; returns the exit code."""
    left = kill_leftovers(data_dir.instance)
    if left:
        _log.warning("processes of an earlier server killed", extra={"count": left})
    data_dir.restore_reserve()
    bring_up_to_date(data_dir.database)
    uvloop.run(_serve(given, data_dir, launchers))
    return 0


class _HttpServer(uvicorn.Server):
    """Uvicorn without its own ideas about signals: they are ours."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_listening()

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


async def _serve(given: Given, data_dir: DataDir, launchers: Sequence[LauncherProcess]) -> None:
    tls = _tls(given.settings)
    listeners = _bound(given.settings)
    port = listeners[0].getsockname()[1]
    settings = given.settings.model_copy(update={"port": port})
    taskyard = Taskyard(replace(given, settings=settings), data_dir, launchers)
    gc.enable()
    try:
        await taskyard.open()
        link = await _set_up_link(taskyard, settings)
    except BaseException:
        await taskyard.close()
        taskyard.dispose()
        raise
    http = _HttpServer(
        uvicorn.Config(
            front(
                taskyard.app,
                base_path=settings.public.base_path,
                trusted_proxies=settings.trusted_proxies if settings.behind_proxy else (),
            ),
            lifespan="off",
            http=HttpConnection,
            ws="none",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            ssl_context_factory=(lambda *_: tls) if tls else None,
            timeout_graceful_shutdown=2 * _LAST_REPLIES_SECONDS,
            timeout_keep_alive=75,
        ),
        on_listening=lambda: _announce(settings, data_dir.server_file, link),
    )
    gc.collect()
    gc.freeze()  # what lives now lives until the end
    async with asyncio.TaskGroup() as group:
        group.create_task(taskyard.run())
        serving = group.create_task(http.serve(listeners))
        await _signalled(taskyard)
        await taskyard.quiesce()
        http.should_exit = True
        await serving
        await taskyard.close()
    taskyard.dispose()
    data_dir.server_file.unlink(missing_ok=True)
    _log.info("stopped")


async def _set_up_link(taskyard: Taskyard, settings: Settings) -> str | None:
    """What makes the first administrator, where there is none."""
    if await taskyard.has_admin():
        taskyard.setup_key.remove()
        return None
    if not is_loopback(settings.host):
        raise NoAdministrator(
            "nobody could sign in, and who is quicker than you could set it up: make an"
            " administrator first, with TASKYARD_ADMIN_EMAIL and TASKYARD_ADMIN_PASSWORD_FILE,"
            " or with `taskyard user add EMAIL --role admin`"
        )
    try:
        return taskyard.setup_key.make(str(settings.public))
    except OSError as error:
        raise NoAdministrator(f"the set-up link cannot be written: {error}") from error


def _tls(settings: Settings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    try:
        # Nobody is there to be asked for a password.
        context.load_cert_chain(settings.tls_cert, settings.tls_key, password=lambda: b"")
    except (OSError, ValueError) as error:
        raise CannotListen(
            f"cannot speak HTTPS with {settings.tls_cert} and {settings.tls_key}: {error}"
        ) from error
    return context


def _bound(settings: Settings) -> list[socket.socket]:
    """They have the port, but nobody is listened to before everything else is ready."""
    first = _listener(settings.host, settings.port)
    if is_any(settings.host) or is_loopback(settings.host):
        return [first]
    # Those on this machine, who may have the local token, are known by how they come.
    return [
        first,
        _listener("::1" if ":" in settings.host else "127.0.0.1", first.getsockname()[1]),
    ]


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by what is accepted: a client that takes nothing holds its buffers no longer.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _FROZEN_CLIENT_MS)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise CannotListen(f"cannot listen on {host} port {port}: {error.strerror}") from error
    return listener


def _announce(settings: Settings, server_file: Path, link: str | None) -> None:
    public = settings.public
    sys.stdout.write(f"Taskyard runs at {public} (docs: {public.base_path}/api/v1/docs)\n")
    if link is not None:
        sys.stdout.write(
            f"Set up at {link}   (one use, valid 60 min; `taskyard setup-link` prints another)\n"
        )
    sys.stdout.flush()
    here = ServerFile(
        url=settings.local_url,
        public_url=str(public),
        pid=os.getpid(),
        certificate=first_certificate(settings.tls_cert) if settings.tls_cert else None,
    )
    try:
        here.write(server_file)
    except OSError as error:  # a full disk, for one: tasks go on
        _log.warning("the command line will not find this server", extra={"reason": str(error)})


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
