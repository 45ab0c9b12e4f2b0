"""What people are told who want a step that is not there."""

import pytest
import time_machine

from app.core.clock import now
from app.core.errors import Conflict
from app.core.lifecycle import Kind
from app.services.touch import Touch
from app.services.work import Work
from app.store.work import ReopenTasks
from tests.services.office import ANN, BEN, Office, office
from tests.store.conftest import db, migrated, path, published

__all__ = ("db", "migrated", "office", "path", "published")


@pytest.fixture
def work(office: Office) -> Work:
    touch = Touch(office.db, refused=lambda *_, **__: None)
    return Work(office.db, office.browse, touch, reopen=ReopenTasks())


async def test_who_completes_too_late_is_told_so(office: Office, work: Work) -> None:
    with time_machine.travel(1_000_000_000, tick=False) as clock:
        task = await office.task(ANN, BEN, command="", kind=Kind.PERSON, deadline=now() + 1000)
        clock.shift(1)
        with pytest.raises(Conflict, match=f"task {task.id} is pending: its deadline has passed"):
            await work.complete(task.id, by=BEN)
