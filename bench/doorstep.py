"""The product's own door in front of a handler that does nothing: what knowing who asks costs.

python -m bench.doorstep DATA
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.responses import Response

from app.api.visit import GuardedRoute, Visiting
from app.core.account import NewAccount, Origin
from app.core.data_dir import DataDir
from app.core.person import Scope
from app.core.settings import Settings
from app.wiring.stopped import stopped
from bench.companion import answer

_REQUESTS = 4000
_ROUNDS = 5
_NEW = NewAccount(email="bench@example.org", name="Bench", password="kelp lantern orbit 42")

Headers = list[tuple[bytes, bytes]]


async def main(data: Path) -> None:
    settings = Settings(data_dir=data)
    data_dir = DataDir.open(data)
    async with stopped(settings, data_dir) as app:
        app.router.add_api_route("/open", _nothing, route_class_override=APIRoute)
        app.router.add_api_route("/guarded", _nothing_for, route_class_override=GuardedRoute)
        ways = await _ways_in(app, data_dir)
        best = {name: float("inf") for name in ["open", *ways]}
        for _ in range(_ROUNDS):
            best["open"] = min(best["open"], await _cost(app, "/open", []))
            for name, headers in ways.items():
                best[name] = min(best[name], await _cost(app, "/guarded", headers))
    answer({name: best[name] - best["open"] for name in ways})


async def _nothing() -> Response:
    return Response()


async def _nothing_for(visit: Visiting) -> Response:
    return Response()


async def _ways_in(app: FastAPI, data_dir: DataDir) -> dict[str, Headers]:
    services = app.state.door.services
    user = await services.register.make_admin(_NEW)
    signed_in = await services.sign_in.begin(user, origin=Origin("127.0.0.1"))
    by_cookie = await services.sign_in.begin(user, origin=Origin("127.0.0.1"), cookie=True)
    by = await services.doorkeeper.admit(signed_in.access_token, address="127.0.0.1")
    _, token = await services.tokens.create("bench", frozenset(Scope), expires_at=None, by=by)
    cookie = app.state.door.cookie.setting(by_cookie.cookie, None).partition(";")[0]
    return {
        "local token": _bearer(data_dir.local_token.read_text().strip()),
        "API token": _bearer(token),
        "access token": _bearer(signed_in.access_token),
        "cookie": [(b"cookie", cookie.encode()), (b"sec-fetch-site", b"same-origin")],
    }


def _bearer(credential: str) -> Headers:
    return [(b"authorization", f"Bearer {credential}".encode())]


async def _cost(app: FastAPI, path: str, headers: Headers) -> float:
    """Seconds of CPU for a request."""
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", b"localhost"), *headers],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8888),
    }  # fmt: skip
    statuses = set()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.add(message["status"])

    began = time.process_time()
    for _ in range(_REQUESTS):
        await app({**scope, "state": {}}, receive, send)
    spent = time.process_time() - began
    if statuses != {200}:
        raise RuntimeError(f"{path}: {statuses}")
    return spent / _REQUESTS


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
