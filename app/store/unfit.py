"""What a task may not be: late from the beginning, or called what another is called."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from app.core.clock import Millis
from app.core.errors import Conflict, Invalid
from app.models.tables import tasks
from app.store.idempotency import Place

if TYPE_CHECKING:
    from app.store.create import Creation

t = tasks.c


def too_late(where: str = "/deadline") -> Invalid:
    return Invalid([(where, "past", "must be in the future")])


def late(creations: Mapping[int, "Creation"], *, at: Millis) -> dict[int, Invalid]:
    """Those whose deadline has passed."""
    found = {}
    for i, creation in creations.items():
        deadlines = (new.deadline for new in creation.new)
        passed = [n for n, one in enumerate(deadlines) if one is not None and one <= at]
        if passed:
            where = f"/tasks/{passed[0]}" if creation.is_batch else ""
            found[i] = too_late(f"{where}/deadline")
    return found


def clashes(connection: Connection, creations: Mapping[int, "Creation"]) -> dict[int, Conflict]:
    """Those that want an external id which another task of their creator has. A request that
    comes twice at once has it twice."""
    asked = {external_id for c in creations.values() for _, external_id in _names(c)}
    if not asked:
        return {}
    held: dict[tuple[int, str], Place | None] = dict.fromkeys(_used(connection, asked))
    found = {}
    for i, creation in creations.items():
        place = None if creation.key is None else creation.key.place
        for name in _names(creation):
            if name in held and (place is None or held[name] != place):
                found[i] = in_use(name[1])
                break
            held[name] = place
    return found


def _names(creation: "Creation") -> list[tuple[int, str]]:
    asked = (new.external_id for new in creation.new)
    return [(creation.by, external_id) for external_id in asked if external_id is not None]


def _used(connection: Connection, external_ids: Collection[str]) -> set[tuple[int, str]]:
    found = select(t.created_by, t.external_id).where(t.external_id.in_(external_ids))
    return {(row.created_by, row.external_id) for row in connection.execute(found)}


def clash_of(connection: Connection, task_id: int, external_id: str) -> Conflict | None:
    """With another task of who made this one."""
    creator = select(t.created_by).where(t.id == task_id).scalar_subquery()
    others = (t.external_id == external_id, t.created_by == creator, t.id != task_id)
    found = connection.scalar(select(t.id).where(*others).limit(1))
    return None if found is None else in_use(external_id)


def in_use(external_id: str) -> Conflict:
    return Conflict(
        f"the external_id {external_id!r} is in use: another task of its creator has it"
    )
