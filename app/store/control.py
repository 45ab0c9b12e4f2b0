"""What is remembered of those who act on a task that somebody else made."""

from app.core.account import AuditNote
from app.core.group_commit import Transaction
from app.store import audit


def remember(tx: Transaction, note: AuditNote | None, *, created_by: int) -> None:
    """In the transaction of what was done: it cannot be done and not be remembered."""
    if note is not None and note.actor_id != created_by:
        audit.write(tx, [note])
