import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench import processor
from bench.client.closed_loop import send_all
from bench.client.http import Connection, UnexpectedReply, request
from bench.companion import ask, companion

MESSAGE = request("POST", "/tasks", {"command": "echo hello"})


class _Handler(socketserver.BaseRequestHandler):
    """Answers each read with one reply, in two pieces."""

    reply = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}"

    def handle(self) -> None:
        while self.request.recv(65536):
            self.server.seen += 1  # type: ignore[attr-defined]
            self.request.sendall(self.reply[:30])
            self.request.sendall(self.reply[30:])


class _Refusing(_Handler):
    reply = b"HTTP/1.1 503 Unavailable\r\ncontent-length: 4\r\n\r\nfull"


@contextmanager
def listening(handler: type[_Handler]) -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.seen = 0  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield server
        finally:
            server.shutdown()


def test_the_load_ends_when_every_request_is_acknowledged() -> None:
    with listening(_Handler) as server:
        load = send_all(server.server_address[1], [MESSAGE] * 50, connections=4)
        assert load.acknowledged == server.seen == 50  # type: ignore[attr-defined]


def test_there_may_be_fewer_requests_than_connections() -> None:
    with listening(_Handler) as server:
        assert send_all(server.server_address[1], [MESSAGE], connections=4).acknowledged == 1


def test_a_refused_request_ends_the_load_with_the_reply() -> None:
    with listening(_Refusing) as server, pytest.raises(UnexpectedReply, match="full"):
        send_all(server.server_address[1], [MESSAGE] * 2, connections=1)


def test_a_connection_serves_one_exchange_after_another() -> None:
    with listening(_Handler) as server, Connection(server.server_address[1]) as connection:
        assert [connection.exchange(MESSAGE).status for _ in range(3)] == [201, 201, 201]


def test_a_limit_is_measured_in_a_process_of_its_own() -> None:
    assert ask("bench.limits.spawn", 4, 2) > 0


def test_the_reader_of_stamps_sees_all_of_them_on_every_connection() -> None:
    with companion("bench.limits.fan_out", 3, 2, 1) as sender:
        port = sender.wait_ready()[0]
        with companion("bench.client.stamps", port, "/", 3, 2) as reader:
            reader.wait_ready()
            sender.go()
            ages = reader.answer()
    assert 0 < ages["p50"] <= ages["p99"] <= ages["worst"]


def test_processor_time_only_grows() -> None:
    before = processor.seconds([os.getpid()])
    sum(n * n for n in range(300_000))
    assert before <= processor.seconds([os.getpid()])
