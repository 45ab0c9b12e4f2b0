"""What a task writes is what one reads, byte for byte, while it runs and afterwards."""

import asyncio
import random
import sys
import time
from hashlib import sha256

from tests.server.conftest import StartYard
from tests.server.sse import Message, stream
from tests.server.talking import (
    Client,
    ended,
    has_streams,
    log_of,
    read,
    says,
    submit,
    submit_argv,
)
from tests.server.yard import Yard


async def _follow(client: Client, task_id: str, chance: random.Random) -> list[Message]:
    """The whole log, over connections that break."""
    seen: list[Message] = []
    while True:
        after = seen[-1].id if seen else None
        patience = chance.randint(1, 2000)
        async with stream(client, f"/tasks/{task_id}/logs/stream", after=after) as messages:
            async for message in messages:
                if message.name == "end":
                    return [*seen, message]
                if message.name is None:
                    seen.append(message)
                patience -= 1
                if patience == 0:
                    break


async def test_a_followed_log_has_no_gap_and_no_repeat(yard: Yard) -> None:
    script = "i=1; while [ $i -le 5000 ]; do echo line $i; i=$((i+1)); done"
    slow = "i=1; while [ $i -le 100 ]; do echo line $i; i=$((i+1)); sleep 0.01; done"
    async with yard.client() as client:
        for command, lines in ((script, 5000), (slow, 100)):
            task = await submit(client, command)
            readers = [_follow(client, task["id"], random.Random(n)) for n in range(4)]
            for seen in await asyncio.gather(*readers):
                *log, end = seen
                texts = [m.data["text"].split("\n") for m in log]
                assert [text for some in texts for text in some] == [
                    f"line {n}" for n in range(1, lines + 1)
                ]
                firsts = [1, *(m.id + 1 for m in log[:-1] if m.id is not None)]
                assert [m.data["n"] for m in log] == firsts
                assert end.data["last_line"] == lines
                assert (end.data["status"], end.data["exit_code"]) == ("completed", 0)


async def test_a_flood_is_capped_counted_and_hinders_nobody(start_yard: StartYard) -> None:
    yard = start_yard(log_cap="1MiB")
    async with yard.client() as client:
        task = await submit(client, "yes | head -c 60000000; echo the end")
        slowest = 0.0
        while (found := await read(client, task["id"]))["status"] not in ("completed", "failed"):
            began = time.monotonic()
            quick = await submit(client, "true")
            assert (await client.get(f"/tasks/{quick['id']}/logs")).status_code == 200
            slowest = max(slowest, time.monotonic() - began)
        assert slowest < 5
        total = 60_000_000 + len("the end\n")
        log = await log_of(client, task["id"])
        assert found["log"]["bytes"] == total
        assert found["log"]["lines"] == 30_000_001
        assert found["log"]["dropped_bytes"] == total - len(log)
        assert found["log"]["last_line"] == "the end"
        assert 700_000 < len(log) <= 1024**2
        assert log == b"y\n" * ((len(log) - 8) // 2) + b"the end\n"
        answer = (await client.get(f"/tasks/{task['id']}/logs")).json()
        assert (answer["truncated"], answer["dropped_bytes"]) == (True, total - len(log))
        assert answer["first_line"] > 1
        assert log.endswith(answer["logs"].encode())
        head = {"from_line": 1, "to_line": 1000}
        answer = (await client.get(f"/tasks/{task['id']}/logs", params=head)).json()
        assert answer["logs"] == "y\n" * 1000
        tail = (await client.get(f"/tasks/{task['id']}/logs", params={"tail": 2})).json()
        assert tail["logs"] == "y\nthe end\n"
        assert tail["first_line"] == 30_000_000


async def test_head_and_tail_of_a_capped_log_are_the_ones_that_were_written(
    start_yard: StartYard,
) -> None:
    yard = start_yard(log_cap="256KiB")
    async with yard.client() as client:
        task = await ended(client, (await submit(client, "seq 1 1000000"))["id"])
        log = await log_of(client, task["id"])
        written = "".join(f"{n}\n" for n in range(1, 1_000_001)).encode()
        dropped = task["log"]["dropped_bytes"]
        assert len(log) + dropped == task["log"]["bytes"] == len(written)
        head = next(n for n in range(len(log)) if log[n : n + 1] != written[n : n + 1])
        # The place of the cut can be any where head and tail agree by chance.
        assert written.startswith(log[:head])
        assert written.endswith(log[head:])
        seen = await _follow(client, task["id"], random.Random(7))
        lines = [
            (n, text)
            for m in seen
            if m.name is None and not m.data.get("cut")
            for n, text in enumerate(m.data["text"].split("\n"), m.data["n"])
        ]
        assert (lines[0], lines[-1]) == ((1, "1"), (1_000_000, "1000000"))
        assert all(text == str(n) for n, text in lines), "a line has another's number"


async def test_every_byte_is_kept(yard: Yard) -> None:
    every = bytes(range(256)) * 3 + b"\xff\xfe\x80 bad \xc3( utf-8\r\n\x1b[31mred\x1b[0m"
    script = f"import sys; sys.stdout.buffer.write({every!r})"
    async with yard.client() as client:
        task = await submit_argv(client, sys.executable, "-c", script)
        await ended(client, task["id"])
        assert await log_of(client, task["id"]) == every
        text = (await client.get(f"/tasks/{task['id']}/logs")).json()["logs"]
        assert text == every.decode("utf-8", "replace")
        answer = await client.get(f"/tasks/{task['id']}/logs/download")
        assert (
            answer.headers["content-disposition"] == f'attachment; filename="task-{task["id"]}.log"'
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        seen = await _follow(client, task["id"], random.Random(1))
        assert seen[-1].name == "end"


async def test_a_line_of_twenty_megabytes_is_kept_whole(yard: Yard) -> None:
    size = 20_000_000
    async with yard.client() as client:
        command = f"head -c {size} /dev/zero | tr '\\0' x; echo; echo after"
        task = await ended(client, (await submit(client, command))["id"])
        assert (task["log"]["bytes"], task["log"]["lines"]) == (size + 7, 2)
        log = await log_of(client, task["id"])
        assert sha256(log).digest() == sha256(b"x" * size + b"\nafter\n").digest()
        seen = [m for m in await _follow(client, task["id"], random.Random(2)) if m.name is None]
        assert [(m.id, m.data.get("cut", False)) for m in seen] == [(1, True), (2, False)]
        assert set(seen[0].data["text"]) == {"x"}
        found = await client.get(f"/tasks/{task['id']}/logs/search", params={"q": "after"})
        assert [match["n"] for match in found.json()["matches"]] == [2]


async def test_a_line_without_an_end_is_shown(yard: Yard) -> None:
    async with yard.client() as client:
        task = await submit(client, "printf 'Continue? '; sleep 600", grace_ms=0)
        async with stream(client, f"/tasks/{task['id']}/logs/stream") as messages:
            message = await anext(messages)
            assert (message.name, message.id) == ("partial", None)
            assert message.data["text"] == "Continue? "
        assert (await client.get(f"/tasks/{task['id']}/logs")).json()["logs"] == "Continue? "
        assert (await read(client, task["id"]))["log"]["last_line"] == "Continue? ".strip()
        await client.delete(f"/tasks/{task['id']}/cancel")
        seen = await _follow(client, task["id"], random.Random(3))
        assert [m.data["text"] for m in seen[:-1]] == ["Continue? "]
        assert seen[-1].data["status"] == "cancelled"


async def test_a_running_log_can_be_searched(yard: Yard) -> None:
    async with yard.client() as client:
        command = "seq 1 300000; echo a Needle; seq 1 10; echo done; sleep 600"
        task = await submit(client, command, grace_ms=0)
        await says(client, task["id"], "done")
        path = f"/tasks/{task['id']}/logs/search"
        for query in ({"q": "needle"}, {"q": "^a n..dle$", "regex": "true"}):
            found = (await client.get(path, params=query)).json()
            assert [(m["n"], m["text"]) for m in found["matches"]] == [(300_001, "a Needle")]
            assert (found["count"], found["complete"]) == (1, True)
        found = (await client.get(path, params={"q": "needle", "case": "true"})).json()
        assert found["matches"] == []
        evil = {"q": "(a+)+$", "regex": "true"}
        assert (await client.get(path, params=evil)).status_code == 200
        await client.delete(f"/tasks/{task['id']}/cancel")


async def test_both_streams_are_told_apart_and_numbered_together(yard: Yard) -> None:
    async with yard.client() as client:
        command = "echo one; sleep 0.1; echo two >&2; sleep 0.1; echo three"
        task = await ended(client, (await submit(client, command))["id"])
        answer = await client.get(f"/tasks/{task['id']}/logs", params={"format": "ndjson"})
        lines = [line.partition('"t"')[0] for line in answer.text.splitlines()]
        assert lines == ['{"n":1,', '{"n":2,', '{"n":3,']
        for name, text in (("stdout", "one\nthree\n"), ("stderr", "two\n")):
            answer = await client.get(f"/tasks/{task['id']}/logs", params={"stream": name})
            assert answer.json()["logs"] == text


async def test_many_talkers_at_once_each_keep_their_own(yard: Yard) -> None:
    async with yard.client() as client:
        tasks = [await submit(client, f"seq {n} 20 200000") for n in range(1, 13)]
        for n, task in enumerate(tasks, 1):
            await ended(client, task["id"])
            written = "".join(f"{i}\n" for i in range(n, 200_001, 20)).encode()
            assert await log_of(client, task["id"]) == written


async def test_a_waiting_task_can_be_followed_before_it_begins(start_yard: StartYard) -> None:
    yard = start_yard(slots=1)
    async with yard.client() as client:
        blocker = await submit(client, "sleep 600", grace_ms=0)
        task = await submit(client, "echo at last")
        reading = asyncio.create_task(_follow(client, task["id"], random.Random(4)))
        await has_streams(client, yard, 1)
        await client.delete(f"/tasks/{blocker['id']}/cancel")
        seen = await asyncio.wait_for(reading, 20)
        assert [m.data.get("text") for m in seen[:-1]] == ["at last"]
