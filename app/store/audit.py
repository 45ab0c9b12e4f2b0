"""The audit log: rows that are only added, each sealed with the hash of the one before."""

import hashlib
from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, insert, select

from app.core.account import AuditNote
from app.core.clock import Millis, now
from app.core.group_commit import Transaction
from app.models.people import audit

a = audit.c
# Stands before the first row.
FIRST = bytes(32)


def write(tx: Transaction, notes: Sequence[AuditNote]) -> list[None]:
    """The verb for what changes nothing else; other verbs call it with what they did."""
    if not notes:
        return []
    previous = _last_hash(tx.connection)
    rows: list[dict[str, object]] = []
    for note in notes:
        at = now()
        digest = seal(previous, at, note)
        rows.append({**_values(at, note), "previous": previous, "hash": digest})
        previous = digest
    tx.connection.execute(insert(audit), rows)
    return [None] * len(notes)


def seal(previous: bytes, at: Millis, note: AuditNote) -> bytes:
    """SHA-256 of the hash before and of the row's values as JSON, keys sorted."""
    values = orjson.dumps(_values(at, note), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(previous + values).digest()


def _values(at: Millis, note: AuditNote) -> dict[str, object]:
    return {
        "at": at,
        "actor_id": note.actor_id,
        "actor_name": note.actor_name,
        "via": note.via,
        "address": note.address,
        "action": note.action,
        "outcome": note.outcome,
        "target": note.target,
        "details": dict(note.details),
    }


def _last_hash(connection: Connection) -> bytes:
    last = connection.scalar(select(a.hash).order_by(a.id.desc()).limit(1))
    return FIRST if last is None else last
