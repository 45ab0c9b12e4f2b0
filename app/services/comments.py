"""What people say about their tasks."""

from app.core.comment import Comment, CommentPage
from app.core.database import Database
from app.core.errors import NotFound
from app.core.person import Person
from app.services.access import Act
from app.services.browse import Browse
from app.services.touch import Touch, only_of
from app.services.work import refuse_command
from app.store import comments
from app.store.comments import Remark


class Comments:
    def __init__(self, database: Database, browse: Browse, touch: Touch) -> None:
        self._db = database
        self._browse = browse
        self._touch = touch

    async def add(self, task_id: int, text: str, *, by: Person) -> Comment:
        """Raises NotFound, Forbidden, and Conflict for a command."""
        await self._touch.task(task_id, Act.WORK_ON_TASKS, "task.comment", by=by)
        remark = Remark(task_id, by.id, text, only_of(by, Act.WORK_ON_TASKS))
        comment = await self._db.write(comments.add, remark)
        if comment is None:
            refuse_command(await self._browse.get(task_id, by=by))
            raise NotFound("task", task_id)  # until a moment ago it was theirs
        return comment

    async def page(self, task_id: int, *, by: Person, after: str | None, limit: int) -> CommentPage:
        """The oldest first. Raises NotFound."""
        await self._browse.get(task_id, by=by)
        return await self._db.read(lambda c: comments.page(c, task_id, after=after, limit=limit))
