from types import SimpleNamespace
from typing import Any

import pytest

from app.core.database import Database
from app.core.lifecycle import Status
from app.core.query import TaskQuery
from app.services import bulk as module
from app.services.browse import Browse
from app.services.bulk import Bulk
from app.services.touch import Touch
from app.store import find
from app.store.moves import StopRequest, request_stop
from tests.store.conftest import ADMIN, db, made, migrated, new, path, published

__all__ = ("db", "migrated", "path", "published")


async def test_all_that_match_are_cancelled_in_the_end(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LIMIT", 3)
    anything: Any = None

    async def cancel(task_id: int, **_: object) -> Any:
        return await db.write(request_stop, StopRequest(task_id))

    touch = Touch(db, refused=lambda *_, **__: None)
    acts = {"cancel": SimpleNamespace(cancel=cancel), "submit": anything}
    bulk = Bulk(db, Browse(db, anything, touch), touch, **acts, edit=anything, work=anything)
    await made(db, *(new("same") for _ in range(7)), new("other"))
    query = TaskQuery(names=frozenset({"same"}))
    done = [len(await bulk.apply("cancel", query=query, by=ADMIN)) for _ in range(4)]
    assert done == [3, 3, 1, 0]
    assert (await db.read(find.totals))[Status.QUEUED] == 1
