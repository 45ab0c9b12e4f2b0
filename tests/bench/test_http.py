import pytest

from bench.client.http import UnexpectedReply, reply_end, request

HEAD = b"HTTP/1.1 201 Created\r\ncontent-length: 5\r\nx-other: 9\r\n\r\n"


def test_a_reply_ends_where_its_length_says() -> None:
    assert reply_end(HEAD + b"hello") == (len(HEAD), len(HEAD) + 5)


def test_an_unfinished_head_has_no_end_yet() -> None:
    assert reply_end(HEAD[:-2]) is None


def test_a_length_inside_the_body_is_not_the_replys() -> None:
    with pytest.raises(UnexpectedReply, match="no Content-Length"):
        reply_end(b"HTTP/1.1 200 OK\r\n\r\n\r\ncontent-length: 5\r\n")


def test_a_reply_without_content_ends_with_its_head() -> None:
    head = b"HTTP/1.1 204 No Content\r\n\r\n"
    assert reply_end(head) == (len(head), len(head))


def test_a_request_carries_its_document_and_its_length() -> None:
    head, _, body = request("POST", "/tasks", {"name": "ü"}).partition(b"\r\n\r\n")
    assert head.startswith(b"POST /tasks HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Content-Type: application/json" in head


def test_a_request_without_a_document_has_no_body() -> None:
    assert request("GET", "/tasks").endswith(b"\r\n\r\n")
