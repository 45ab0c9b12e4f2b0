import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).parents[2]


def probe(port: int) -> int:
    """Run the image's own health check against a port of this machine."""
    found = re.search(r"^HEALTHCHECK .*? CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.M)
    assert found
    _, *arguments = json.loads(found[1])
    environment = {**os.environ, "TASKYARD_PORT": str(port)}
    asked = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, check=False
    )
    return asked.returncode


@contextmanager
def answering(status: int) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_the_image_is_made_of_is_there_and_reaches_the_builder() -> None:
    steps = re.findall(r"^COPY (?!--)(.*) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    sent = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(), re.M)
    copied = {name for step in steps for name in step.split()}
    assert {"app", "web", "web/wheel.py", "pyproject.toml"} <= copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {name.partition("/")[0] for name in copied} == set(sent)


@pytest.mark.parametrize(("status", "verdict"), [(200, 0), (503, 1)])
def test_the_image_is_as_healthy_as_the_server_says(status: int, verdict: int) -> None:
    with answering(status) as port:
        assert probe(port) == verdict


def test_an_image_whose_server_is_silent_is_not_healthy() -> None:
    with answering(200) as port:
        pass
    assert probe(port) == 1
