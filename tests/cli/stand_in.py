"""Stands in for the server: keeps what it was asked, answers what it was told to."""

import json
import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from app.core.data_dir import DataDir
from app.core.server_file import ServerFile


@dataclass
class StandIn:
    """`answers`: for a method and a path without its query, the status and the body."""

    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        what = f"{request.command} {request.path}"
        length = int(request.headers["Content-Length"] or 0)
        self.asked.append((what, json.loads(request.rfile.read(length)) if length else None))
        self.tokens.add(request.headers["Authorization"])
        status, body = self.answers[what.partition("?")[0]]
        content = b"" if body is None else json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)


@contextmanager
def serving(path: Path, *, tls: Path | None = None, holds: bool = True) -> Iterator[StandIn]:
    """On a data directory, with its lock if it `holds` it. `tls`: a certificate and its key."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand_in.answer(self)

        do_POST = do_PATCH = do_GET

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    data_dir = DataDir.open(path)
    server = HTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    ServerFile(
        url=f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}",
        public_url="https://yard.example.org/base",
        pid=os.getpid(),
        certificate=tls.read_text().partition("-----BEGIN PRIVATE")[0] if tls else None,
    ).write(data_dir.server_file)
    if not holds:
        data_dir.close()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        data_dir.close()
