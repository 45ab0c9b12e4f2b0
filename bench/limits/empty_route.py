"""A FastAPI application that does nothing, on uvicorn: what HTTP alone costs.

python -m bench.limits.empty_route
"""

import socket

import uvicorn
from fastapi import FastAPI

from bench.companion import announce_ready

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.post("/")
async def empty() -> dict[str, str]:
    return {}


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        announce_ready(self.servers[0].sockets[0].getsockname()[1])


def main() -> None:
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False)
    _Server(config).run()


if __name__ == "__main__":
    main()
