"""Comments on people's tasks, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from app.core.clock import now
from app.core.comment import Comment, CommentPage
from app.core.event import EventType
from app.core.group_commit import Change, Transaction
from app.core.lifecycle import Kind
from app.core.task import Task
from app.models.tables import task_comments
from app.store import cursor, find

c = task_comments.c
_COLUMNS = (c.id, c.task_id, c.author, c.at, c.text)
_ORDER = "comments"


@dataclass(frozen=True, slots=True)
class Remark:
    """`only_of` is whose the task must be, made or assigned; None is anybody's."""

    task_id: int
    author: int
    text: str
    only_of: int | None = None


def add(tx: Transaction, remarks: Sequence[Remark]) -> list[Comment | None]:
    """The verb: None where there is no such task of a person."""
    return [_add(tx, remark) for remark in remarks]


def _add(tx: Transaction, remark: Remark) -> Comment | None:
    task = find.one(tx.connection, remark.task_id)
    if task is None or not _may_have(task, remark):
        return None
    values = {"task_id": task.id, "author": remark.author, "at": now(), "text": remark.text}
    row = tx.connection.execute(insert(task_comments).values(values).returning(*_COLUMNS)).one()
    comment = Comment(*row)
    whom = (task.created_by, task.assigned_to)
    told: dict[str, object] = {"comments": comment.id}
    tx.changes.append(Change(EventType.COMMENTED, task.id, task, told, *whom))
    return comment


def _may_have(task: Task, remark: Remark) -> bool:
    is_theirs = remark.only_of in (None, task.created_by, task.assigned_to)
    return task.kind is Kind.PERSON and is_theirs


def page(connection: Connection, task_id: int, *, after: str | None, limit: int) -> CommentPage:
    """`after` is the cursor of the page before."""
    statement = select(*_COLUMNS).where(c.task_id == task_id).order_by(c.id).limit(limit + 1)
    if after is not None:
        statement = statement.where(c.id > cursor.decode(after, _ORDER, kinds=[int])[0])
    found = [Comment(*row) for row in connection.execute(statement)]
    more = len(found) > limit
    shown = found[:limit]
    return CommentPage(shown, cursor.encode(_ORDER, [shown[-1].id]) if more else None)
