"""The one way to the server: to the one that runs on a data directory, or, where none runs, to
the same application in this process, for as long as no server can start there."""

import asyncio
import os
import pwd
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import httpx

from app.cli.refusal import NOT_AUTHORISED, Refusal, exit_code_of
from app.core.data_dir import DataDir, holder_of, keep_files_private
from app.core.security import local_token
from app.core.server_file import ServerFile
from app.core.settings import Settings
from app.core.settings_source import Given, read_settings

_T = TypeVar("_T")
_SECONDS = 30.0
_API = "/api/v1"
_ANOTHER_TOKEN = (
    "the server goes by another local token: the file was deleted or changed since it started, so"
    " restart it"
)


class Api:
    """Asks as the owner of the machine. Raises Refusal."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def ask(self, method: str, path: str, **how: Any) -> Any:
        """The decoded body, None where there is none."""
        try:
            reply = await self._http.request(method, _API + path, **how)
        except httpx.HTTPError as error:
            raise Refusal(f"the server at {self._http.base_url} does not answer: {error}") from None
        if reply.status_code == HTTPStatus.UNAUTHORIZED:
            raise Refusal(_ANOTHER_TOKEN, NOT_AUTHORISED)
        if not reply.is_success:
            raise Refusal(_problem(reply), exit_code_of(reply.status_code))
        return reply.json() if reply.content else None


def with_server(data: Path | None, what: Callable[[Api], Awaitable[_T]]) -> _T:
    """Do it with the server of this data directory, running or not."""
    given = given_for(data)

    async def do() -> _T:
        async with _client(given) as http:
            return await what(Api(http))

    return asyncio.run(do())


def settings_of(data: Path | None) -> Settings:
    """Raises what `given_for` does."""
    return given_for(data).settings


def given_for(data: Path | None) -> Given:
    """Raises Refusal when there is no such data directory, or it is somebody else's."""
    given = read_settings(flags={"data_dir": data}, directory=Path.cwd())
    _demand_own(given.settings.data_dir)
    return given


def running(settings: Settings) -> ServerFile | None:
    """The server that runs there. Raises Refusal when one is just coming or going.

    What it wrote down is believed only while it holds the lock: another program may listen on
    the port of one that was killed.
    """
    holder = holder_of(settings.data_dir)
    if holder is None:
        return None
    server = ServerFile.read(settings.data_dir / "server.json")
    if server is None or server.pid != holder:
        raise Refusal(
            f"{settings.data_dir} is in use by process {holder}, which does not serve (yet, or any"
            " more): try again in a moment"
        )
    return server


@asynccontextmanager
async def _client(given: Given) -> AsyncIterator[httpx.AsyncClient]:
    server = running(given.settings)
    if server is None:
        async with _in_process(given) as http:
            yield http
        return
    token = local_token.read_or_make(given.settings.data_dir / "local-token")
    verify = _pinned(server.certificate) if server.certificate else False
    async with httpx.AsyncClient(
        base_url=server.url,
        headers=_bearer(token),
        verify=verify,
        timeout=_SECONDS,
        trust_env=False,
    ) as http:
        yield http


@asynccontextmanager
async def _in_process(given: Given) -> AsyncIterator[httpx.AsyncClient]:
    from app.wiring.stopped import stopped

    data_dir = DataDir.open(given.settings.data_dir)
    try:
        keep_files_private()
        token = local_token.read_or_make(data_dir.local_token)
        async with stopped(given, data_dir) as app:
            door = httpx.ASGITransport(app, client=("127.0.0.1", 0))
            async with httpx.AsyncClient(
                transport=door, base_url="http://localhost", headers=_bearer(token)
            ) as http:
                yield http
    finally:
        data_dir.close()


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _pinned(certificate: str) -> ssl.SSLContext:
    """Only this one will do, whoever issued it and for whatever name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=certificate)
    return context


def _demand_own(data_dir: Path) -> None:
    try:
        owner = data_dir.stat().st_uid
    except FileNotFoundError:
        raise Refusal(
            f"there is no {data_dir}: name the server's data directory with --data, or start the"
            " server once"
        ) from None
    except PermissionError:
        raise Refusal(
            f"{data_dir} is closed to {_name_of(os.geteuid())}: ask as its owner", NOT_AUTHORISED
        ) from None
    if owner != os.geteuid():
        name = _name_of(owner)
        raise Refusal(f"{data_dir} belongs to {name}: `sudo -u {name} taskyard …`", NOT_AUTHORISED)


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"#{user}"


def _problem(reply: httpx.Response) -> str:
    try:
        told = reply.json()
        faults = [f"{_where(fault)}: {fault['detail']}" for fault in told.get("errors") or ()]
        return "\n".join(faults or [told["detail"]])
    except (ValueError, KeyError, AttributeError):
        return f"the server answered {reply.status_code} {reply.reason_phrase}"


def _where(fault: dict[str, Any]) -> str:
    pointer: str = fault.get("pointer") or fault.get("parameter") or "body"
    return pointer.strip("/")
