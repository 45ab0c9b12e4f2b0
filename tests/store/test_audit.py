import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.core.account import AuditNote
from app.core.account_query import AuditQuery
from app.core.database import Database
from app.core.errors import Invalid
from app.store import audit, audit_page


async def noted(db: Database, *notes: AuditNote) -> None:
    await asyncio.gather(*(db.write(audit.write, note) for note in notes))


def note(action: str = "user.change", **members: object) -> AuditNote:
    return AuditNote(**{"action": action, "target": "user:7", **members})  # type: ignore[arg-type]


async def first_broken(db: Database) -> int | None:
    entries = await db.read(
        lambda c: audit_page.between(c, query=AuditQuery(), after=0, until=10**9, limit=1000)
    )
    return audit_page.first_broken(entries)


def tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for what in ("update", "delete"):
            connection.execute(f"DROP TRIGGER audit_refuses_{what}")
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("statement", ["UPDATE audit SET outcome = 'ok'", "DELETE FROM audit"])
async def test_the_database_refuses_to_change_what_was_written(
    db: Database, path: Path, statement: str
) -> None:
    await noted(db, note(outcome="refused"))
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
    ):
        connection.execute(statement)


async def test_every_entry_continues_the_one_before(db: Database) -> None:
    await noted(
        db, *(note(details={"n": n, "nested": {"b": None, "a": ["ä", 1.5]}}) for n in range(30))
    )
    assert await first_broken(db) is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET actor_name = 'Eve' WHERE id = 3", 3),
        ("UPDATE audit SET details = '{}' WHERE id = 2", 2),
        ("UPDATE audit SET at = at + 1 WHERE id = 1", 1),
        ("UPDATE audit SET hash = x'00' WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("DELETE FROM audit WHERE id = 3", 4),
    ],
)
async def test_the_first_entry_that_is_not_as_it_was_written_is_found(
    db: Database, path: Path, statement: str, broken: int
) -> None:
    await noted(db, *(note(details={"n": n}) for n in range(5)))
    tamper(path, statement)
    assert await first_broken(db) == broken


async def test_pages_go_from_the_newest_to_the_oldest_without_gap_or_repeat(db: Database) -> None:
    await noted(db, *(note(details={"n": n}) for n in range(25)))
    seen: list[object] = []
    query = AuditQuery(limit=10)
    while True:
        page = await db.read(lambda c, q=query: audit_page.page(c, q))  # type: ignore[misc]
        seen += [entry.note.details["n"] for entry in page.entries]
        if page.next_cursor is None:
            break
        query = AuditQuery(limit=10, cursor=page.next_cursor)
    assert seen == list(reversed(range(25)))


@pytest.mark.parametrize(
    "query",
    [
        AuditQuery(actor_id=2),
        AuditQuery(action="token.create"),
        AuditQuery(target="token:5"),
        AuditQuery(outcome="refused"),
    ],
)
async def test_a_filter_leaves_what_it_names(db: Database, query: AuditQuery) -> None:
    wanted = note("token.create", actor_id=2, target="token:5", outcome="refused")
    await noted(db, note(actor_id=1), wanted, note(), note())
    page = await db.read(lambda c: audit_page.page(c, query))
    assert [entry.note for entry in page.entries] == [wanted]


async def test_times_are_from_the_first_up_to_but_not_the_last(db: Database) -> None:
    await noted(db, note())
    (entry,) = (await db.read(lambda c: audit_page.page(c, AuditQuery()))).entries
    for query, found in (
        (AuditQuery(after=entry.at, before=entry.at + 1), 1),
        (AuditQuery(after=entry.at + 1), 0),
        (AuditQuery(before=entry.at), 0),
    ):
        page = await db.read(lambda c, q=query: audit_page.page(c, q))  # type: ignore[misc]
        assert len(page.entries) == found


@pytest.mark.parametrize("cursor", ["", "x", "WyItaWQiXQ==", "WyItaWQiLCAiYSJd", "WyJpZCIsIDFd"])
async def test_what_is_no_cursor_of_the_log_is_told_so(db: Database, cursor: str) -> None:
    with pytest.raises(Invalid):
        await db.read(lambda c: audit_page.page(c, AuditQuery(cursor=cursor)))


async def test_a_filtered_page_is_found_by_an_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for column in ("actor_id", "action", "target"):
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT * FROM audit WHERE {column} = ? ORDER BY id DESC", (1,)
            ).fetchall()
            assert "USING INDEX audit_by_" in plan[0][3]
            assert len(plan) == 1, "and needs no sorting"
