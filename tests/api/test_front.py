"""Whom a request seems to come from, and for which path."""

from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from app.api.front import front

PROXY, CLIENT, FORGED = "10.0.0.5", "203.0.113.9", "198.51.100.1"


async def seen(
    *,
    peer: str = PROXY,
    path: str = "/healthz",
    forwarded: str | None = None,
    base_path: str = "",
    trusted: tuple[str, ...] = ("10.0.0.0/8",),
) -> tuple[str, str, str]:
    """The client, the scheme and the path the application sees."""
    got: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(scope)

    headers = [(b"host", b"yard")]
    if forwarded is not None:
        headers += [(b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", b"https")]
    scope: dict[str, Any] = {
        "type": "http", "scheme": "http", "client": (peer, 1), "path": path, "headers": headers,
    }  # fmt: skip

    async def nothing(*_: Any) -> Any:
        raise AssertionError("nothing is received or sent here")

    await front(app, base_path=base_path, trusted_proxies=trusted)(scope, nothing, nothing)
    return got[0]["client"][0], got[0]["scheme"], got[0]["path"]


async def test_a_trusted_proxy_is_believed() -> None:
    assert await seen(forwarded=CLIENT) == (CLIENT, "https", "/healthz")


async def test_what_a_client_has_made_up_before_the_proxy_is_not() -> None:
    assert (await seen(forwarded=f"{FORGED}, {CLIENT}"))[0] == CLIENT
    assert (await seen(forwarded=f"127.0.0.1, {CLIENT}, 10.0.0.6"))[0] == CLIENT


@pytest.mark.parametrize("trusted", [(), ("10.0.0.6",), ("192.168.0.0/16",)])
async def test_nobody_else_is(trusted: tuple[str, ...]) -> None:
    assert (await seen(forwarded=CLIENT, trusted=trusted))[:2] == (PROXY, "http")


async def test_an_ipv4_client_of_an_ipv6_socket_is_known_by_its_address() -> None:
    assert (await seen(peer=f"::ffff:{CLIENT}"))[0] == CLIENT
    assert (await seen(peer=f"::ffff:{PROXY}", forwarded=CLIENT))[0] == CLIENT


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/yard/api/v1/tasks", "/api/v1/tasks"),
        ("/yard/", "/"),
        ("/yard", "/"),
        ("/api/v1/tasks", "/api/v1/tasks"),
        ("/yardstick", "/yardstick"),
    ],
)
async def test_the_base_path_may_be_there_or_not(path: str, inside: str) -> None:
    assert (await seen(path=path, base_path="/yard"))[2] == inside
