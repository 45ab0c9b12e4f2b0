"""What people say about a task."""

from dataclasses import dataclass

from app.core.clock import Millis


@dataclass(frozen=True, slots=True)
class Comment:
    """`author` is the id of a person."""

    id: int
    task_id: int
    author: int
    at: Millis
    text: str


@dataclass(frozen=True, slots=True)
class CommentPage:
    comments: list[Comment]
    next_cursor: str | None
