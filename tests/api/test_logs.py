from typing import Any

import httpx
import orjson
import pytest

from app.api.log_lines import partial_sse, sse
from app.core.output import Stream
from app.logs.batches import LineBatch, Partial
from app.logs.lines import Span
from app.logs.search import Sought
from tests.api.facts import AT
from tests.api.fakes import FakeHouse

Client = httpx.AsyncClient
OUT, ERR = Stream.OUT, Stream.ERR


async def test_output_is_a_text_and_where_it_is(client: Client, house: FakeHouse) -> None:
    house.put(7)
    body = (await client.get("/tasks/7/logs")).json()
    assert next(iter(body)) == "logs"
    assert body == {
        "logs": "hello\n",
        "first_line": 1,
        "lines": 1,
        "bytes": 6,
        "truncated": False,
        "dropped_bytes": 0,
        "finished": True,
        "next_line": 2,
    }


@pytest.mark.parametrize(
    ("query", "which"),
    [
        ("", {}),
        ("tail=10", {"tail": 10}),
        ("from_line=5&to_line=9", {"from_line": 5, "to_line": 9}),
        ("stream=stderr", {"stream": ERR}),
        ("stream=stdout", {"stream": OUT}),
    ],
)
async def test_a_part_of_the_output_may_be_asked_for(
    client: Client, house: FakeHouse, query: str, which: dict[str, Any]
) -> None:
    house.put(7)
    await client.get(f"/tasks/7/logs?{query}")
    nothing = {"tail": None, "from_line": None, "to_line": None, "stream": None}
    assert house.last_asked("text") == {**nothing, **which}


async def test_output_as_it_is(client: Client, house: FakeHouse) -> None:
    house.put(7)
    answer = await client.get("/tasks/7/logs?format=text")
    assert (answer.text, answer.headers["content-type"]) == (
        "hello\n",
        "text/plain; charset=utf-8",
    )


async def test_output_a_line_each(client: Client, house: FakeHouse) -> None:
    house.put(7)
    house.log = [LineBatch((Span(119, 120, AT, OUT, "a\nb"), Span(121, 121, AT, ERR, "c", True)))]
    answer = await client.get("/tasks/7/logs?format=ndjson")
    assert answer.headers["content-type"] == "application/x-ndjson"
    time = "2026-11-18T11:06:40.123Z"
    assert [orjson.loads(line) for line in answer.text.splitlines()] == [
        {"n": 119, "t": time, "s": "out", "text": "a"},
        {"n": 120, "t": time, "s": "out", "text": "b"},
        {"n": 121, "t": time, "s": "err", "text": "c", "cut": True},
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
@pytest.mark.parametrize(("query", "numbers"), [("", range(1, 8)), ("&to_line=4", range(1, 5))])
async def test_lines_come_page_by_page_until_the_last(
    client: Client, house: FakeHouse, size: int, query: str, numbers: range
) -> None:
    house.put(7)
    house.log = [LineBatch((Span(1, 7, AT, OUT, "a\nb\nc\nd\ne\nf\ng"),))]
    house.page_of_lines = size
    answer = await client.get(f"/tasks/7/logs?format=ndjson{query}")
    assert [orjson.loads(line)["n"] for line in answer.text.splitlines()] == list(numbers)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("tail=-1", "tail"),
        ("tail=5&from_line=1", "tail"),
        ("from_line=0", "from_line"),
        ("stream=stdin", "stream"),
        ("format=xml", "format"),
        ("form=text", "form"),
    ],
)
async def test_what_cannot_be_asked_of_a_log_is_named(
    client: Client, query: str, parameter: str
) -> None:
    answer = await client.get(f"/tasks/7/logs?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize("what", ["", "/download", "/stream", "/search?q=a"])
async def test_a_task_that_is_not_there_has_no_output(client: Client, what: str) -> None:
    assert (await client.get(f"/tasks/7/logs{what}")).status_code == 404


async def test_a_download_is_the_bytes_in_a_file(client: Client, house: FakeHouse) -> None:
    house.put(7)
    answer = await client.get("/tasks/7/logs/download")
    assert answer.content == b"hello\n"
    assert answer.headers["content-disposition"] == 'attachment; filename="task-7.log"'
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_output_is_searched(client: Client, house: FakeHouse) -> None:
    house.put(7)
    asked = "q=hel.o&regex=true&case=1&after_line=3&before_line=9&mark_every=5"
    answer = await client.get(f"/tasks/7/logs/search?{asked}")
    assert answer.status_code == 200, answer.text
    assert house.last_asked("search") == {
        "q": "hel.o",
        "regex": True,
        "case": True,
        "sought": Sought(after_line=3, before_line=9, mark_every=5),
    }
    assert answer.json() == {
        "matches": [
            {"n": 1, "t": "2026-11-18T11:06:40.123Z", "s": "out", "text": "hello",
             "start": 0, "end": 5}
        ],
        "count": 3,
        "from_line": 4,
        "to_line": 9,
        "complete": False,
        "next_line": 1,
        "marks": [{"line": 1, "count": 3}],
    }  # fmt: skip
    assert (await client.get("/tasks/7/logs/search?q=a")).json()["marks"] is None


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("", "q"),
        ("q=a&before_line=0", "before_line"),
        ("q=a&mark_every=5&last=true", "mark_every"),
        ("q=a&mark_every=5&count=false", "mark_every"),
    ],
)
async def test_a_search_that_cannot_be_is_refused(
    client: Client, house: FakeHouse, asked: str, parameter: str
) -> None:
    house.put(7)
    answer = await client.get(f"/tasks/7/logs/search?{asked}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == parameter


def test_lines_written_together_are_a_message_and_encoded_once() -> None:
    batch = LineBatch((Span(1, 2, AT, OUT, 'say "hi"\r\né'), Span(3, 3, AT, ERR, "")))
    time = '"t":"2026-11-18T11:06:40.123Z"'
    assert sse(batch).decode() == (
        f'id: 2\ndata: {{"n":1,{time},"s":"out","text":"say \\"hi\\"\\r\\né"}}\n\n'
        f'id: 3\ndata: {{"n":3,{time},"s":"err","text":""}}\n\n'
    )
    assert sse(batch) is sse(batch)


def test_an_unfinished_line_is_a_named_message_without_an_id() -> None:
    wire = partial_sse(Partial(4, AT, OUT, "Password: ", False)).decode()
    assert wire.startswith('event: partial\ndata: {"n":4,')
    assert "id:" not in wire
