"""What a person is told of a command that failed."""

import re
from collections.abc import Sequence

from app.core.lifecycle import Kind
from app.core.task import NewTask, OnFailure, Task
from app.store.follow_up import FollowUp

SOURCE = "on_failure"
LINES = 20
_LINE_LENGTH = 500
_NAME_LENGTH = 200


def follow_up(task: Task, last_lines: Sequence[str] | None, *, base_path: str = "") -> FollowUp:
    """`last_lines` of its output; None when that cannot be read."""
    wanted = task.on_failure or OnFailure(None, None)
    name = wanted.name or f"Look at: {task.name}"
    new = NewTask(
        name=name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…",
        command="",
        kind=Kind.PERSON,
        description=_description(task, last_lines, base_path),
        priority=task.priority,
        assigned_to=wanted.assign_to,
        source=SOURCE,
    )
    return FollowUp(task.id, new, _NOBODYS.format(new.assigned_to))


_NOBODYS = "\nIt was meant for user {}, who has no active account.\n"


def _description(task: Task, last_lines: Sequence[str] | None, base_path: str) -> str:
    why = task.reason_text or (task.reason and task.reason.value) or "no reason is known"
    told = f"[Task {task.id}]({base_path}/tasks/{task.id}) failed: {_plain(why)}\n"
    if last_lines is None:
        return f"{told}\nIts output could not be read.\n"
    if not last_lines:
        return f"{told}\nIt wrote nothing.\n"
    return f"{told}\nThe last it wrote:\n\n{_fenced([_cut(line) for line in last_lines])}"


def _plain(text: str) -> str:
    """A name in it is no Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(text.split()))


def _cut(line: str) -> str:
    return line if len(line) <= _LINE_LENGTH else line[:_LINE_LENGTH] + "…"


def _fenced(lines: Sequence[str]) -> str:
    """The fence is longer than any in the text: nothing of it gets out."""
    text = "\n".join(lines).replace("\0", "\N{REPLACEMENT CHARACTER}")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}\n"
