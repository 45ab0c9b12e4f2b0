"""The messages of a log that is followed."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

from app.api.log_lines import partial_sse, sse
from app.api.sse import RETRY, control
from app.api.task_out import Out, is_over
from app.core.errors import NotFound
from app.core.event_bus import Closed
from app.core.lifecycle import Status
from app.core.task import Task
from app.logs.batches import End, Event, LineBatch, Partial
from app.logs.lines import Gap


class LogEndOut(Out):
    """The data of a log stream's `end`."""

    status: Status
    reason: str | None
    exit_code: int | None
    signal: int | None
    last_line: int


async def frames(
    events: AsyncIterator[Event], final: Callable[[], Awaitable[Task]]
) -> AsyncGenerator[bytes, None]:
    """Up to the end of the task, which `final` waits for."""
    yield RETRY + b"\n"
    try:
        async for event in events:
            match event:
                case LineBatch():
                    yield sse(event)
                case Partial():
                    yield partial_sse(event)
                case Gap(from_line, to_line, dropped_bytes):
                    yield _gap(from_line, to_line, dropped_bytes)
                case End(last_line):
                    yield _end(last_line, await final())
    except Closed as closed:
        yield control("bye", {"reason": str(closed)})
    except NotFound:
        yield control("bye", {"reason": "deleted"})


def _gap(from_line: int, to_line: int, dropped_bytes: int) -> bytes:
    members = {"from_line": from_line, "to_line": to_line, "dropped_bytes": dropped_bytes}
    return control("gap", members)


def _end(last_line: int, task: Task) -> bytes:
    if not is_over(task):
        return control("bye", {"reason": "server_shutdown"})
    members = {
        "status": task.status,
        "reason": task.reason,
        "exit_code": task.exit_code,
        "signal": task.signal,
        "last_line": last_line,
    }
    return control("end", members)
