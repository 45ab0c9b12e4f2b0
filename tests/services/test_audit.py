import ast
import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.account_query import AuditQuery
from app.core.database import Database
from app.core.errors import Forbidden, Unauthenticated
from app.core.person import Access, Person, Role, Scope, Way
from app.services import audit as module
from app.services.audit import Audit, note
from app.services.rates import LIMITS, Rates
from app.store import audit as rows
from tests.services.accounts import OWNER, log, settled
from tests.store.conftest import db, migrated, path, published
from tests.store.test_audit import tamper

__all__ = ("db", "migrated", "path", "published")

ROOT = Path(__file__).parents[2]
BEN = Person(7, "Ben", Role.USER, access=Access(Way.SESSION, 12), address="192.0.2.7")
OPERATOR = replace(BEN, role=Role.OPERATOR)
READ_TOKEN = replace(OWNER, scopes=frozenset({Scope.READ, Scope.RUN}))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def audit(db: Database, clock: Clock) -> Audit:
    return Audit(db, Rates(clock=clock))


@pytest.mark.parametrize(
    ("access", "via"),
    [
        (Access(Way.SESSION, 12), "session:12"),
        (Access(Way.TOKEN, 3), "token:3"),
        (Access(Way.LOCAL), "local"),
    ],
)
def test_a_note_says_who_and_by_which_way(access: Access, via: str) -> None:
    said = note(replace(BEN, access=access), "token.revoke", target="token:3", owner=7)
    assert (said.actor_id, said.actor_name, said.via, said.address) == (7, "Ben", via, "192.0.2.7")
    assert (said.outcome, said.target, said.details) == ("ok", "token:3", {"owner": 7})


async def test_a_refusal_is_written_with_who_was_refused(db: Database, audit: Audit) -> None:
    audit.refused(BEN, "user.change", target="user:1", why="role")
    audit.refused(None, "session.begin", address="192.0.2.9", name="x" * 10_000)
    await settled(db)
    known, stranger, _ = [entry.note for entry in await log(db)]
    assert (known.outcome, known.actor_id, known.details) == ("refused", 7, {"why": "role"})
    assert (stranger.actor_id, stranger.address) == (None, "192.0.2.9")
    assert len(str(stranger.details["name"])) < 1000


async def test_refusals_of_one_address_are_bounded_and_the_rest_is_counted(
    db: Database, audit: Audit, clock: Clock
) -> None:
    bound = LIMITS["refused"].amount
    for _ in range(bound + 15):
        audit.refused(None, "session.begin", address="192.0.2.9")
    audit.refused(None, "session.begin", address="192.0.2.10")
    await settled(db)
    assert len(await log(db, "session.begin")) == bound + 1
    clock.now += 61
    audit.refused(None, "session.begin", address="192.0.2.9")
    audit.refused(None, "session.begin", address="192.0.2.9")
    await settled(db)
    told = [entry.note.details for entry in await log(db, "session.begin")][-2:]
    assert told == [{"left_out": 15}, {}]


async def test_what_was_left_out_is_remembered_of_a_bounded_number_of_places(
    db: Database, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_LEFT_OUT", 5)
    for n in range(LIMITS["refused-anywhere"].amount + 50):
        audit.refused(None, "session.begin", address=f"10.0.{n // 256}.{n % 256}")
    assert len(audit._left_out) == 5
    await settled(db)


async def test_a_refusal_that_cannot_be_written_disturbs_nobody(
    db: Database, audit: Audit, caplog: pytest.LogCaptureFixture
) -> None:
    audit.refused(BEN, "user.change", why=object())
    await settled(db)
    assert await log(db, "user.change") == []
    assert "not written to the audit log" in caplog.text


@pytest.mark.parametrize("by", [BEN, OPERATOR, READ_TOKEN], ids=["user", "operator", "token"])
async def test_only_administrators_read_the_log(audit: Audit, by: Person) -> None:
    for asked in (
        audit.page(AuditQuery(), by=by),
        audit.export(AuditQuery(), by=by),
        audit.verify(by=by),
    ):
        with pytest.raises(Forbidden):
            await asked


async def test_an_export_gives_all_that_matches_oldest_first_and_is_written_down(
    db: Database, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 3)
    for n in range(10):
        await db.write(rows.write, note(BEN, "token.create", n=n))
        await db.write(rows.write, note(BEN, "token.revoke", n=n))
    entries = await audit.export(AuditQuery(action="token.create", limit=2), by=OWNER)
    await db.write(rows.write, note(BEN, "token.create", n="later"))
    assert [entry.note.details["n"] async for entry in entries] == list(range(10))
    (export,) = await log(db, "audit.export")
    assert export.note.actor_id == 1


async def test_an_export_ends_with_the_access_of_who_reads_it(
    db: Database, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 3)
    for _ in range(10):
        await db.write(rows.write, note(BEN, "token.create"))
    by = replace(OWNER, access=Access(Way.LOCAL))
    entries = await audit.export(AuditQuery(), by=by)
    await anext(entries)
    by.access.is_over = True
    with pytest.raises(Unauthenticated):
        [entry async for entry in entries]


async def test_a_chain_of_many_pages_is_checked_to_its_end(
    db: Database, audit: Audit, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAGE", 3)
    await asyncio.gather(*(db.write(rows.write, note(BEN, "token.create", n=n)) for n in range(10)))
    assert await audit.verify(by=OWNER) is None
    tamper(path, "UPDATE audit SET actor_id = 8 WHERE id = 7")
    assert await audit.verify(by=OWNER) == 7


def test_every_action_is_in_the_reference_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "audit.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([a-z]+\.[a-z]+)` \|", page, re.M))
    files = [file for floor in ("services", "store") for file in ROOT.glob(f"app/{floor}/*.py")]
    assert listed == {action for file in files for action in actions_in(file)}


_ACTION = re.compile(r"(?!app\.)[a-z]+\.[a-z]+")


def actions_in(file: Path) -> set[str]:
    """The words like `user.change`, which nothing else on these floors is called."""
    parts = ast.walk(ast.parse(file.read_text("utf-8")))
    words = [part.value for part in parts if isinstance(part, ast.Constant)]
    return {w for w in words if isinstance(w, str) and _ACTION.fullmatch(w)}
