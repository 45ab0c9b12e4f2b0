"""The audit log: what people did to accounts, accesses and the tasks of others, and what was
refused them. docs/reference/audit.md lists the actions."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial

from app.core.account import AuditEntry, AuditNote
from app.core.account_query import AuditPage, AuditQuery
from app.core.database import Database
from app.core.errors import Forbidden, RateLimited
from app.core.person import Access, Person
from app.services.access import Act, Whose, demand
from app.services.rates import Rates, whose_address
from app.store import audit, audit_page

_log = logging.getLogger(__name__)

_PAGE = 1000
# So many places are known of which something was left out; the longest known are forgotten.
_MOST_LEFT_OUT = 1000
# A stranger may choose what they are refused with.
_LONGEST = 200


def note(
    by: Person, action: str, *, target: str | None = None, outcome: str = "ok", **details: object
) -> AuditNote:
    return AuditNote(
        action=action,
        outcome=outcome,
        actor_id=by.id,
        actor_name=by.name,
        via=_via(by.access),
        address=by.address,
        target=target,
        details=details,
    )


def _via(access: Access) -> str:
    return access.way.value if access.id is None else f"{access.way.value}:{access.id}"


class Audit:
    def __init__(self, database: Database, rates: Rates) -> None:
        self._db = database
        self._rates = rates
        self._left_out: OrderedDict[str, int] = OrderedDict()

    def refused(
        self,
        by: Person | None,
        action: str,
        *,
        target: str | None = None,
        address: str | None = None,
        **details: object,
    ) -> None:
        """Written down soon, and not at all when there were too many from this address: how
        many is told by the next one. Never raises, and nobody has to wait for it."""
        address = by.address if by else address
        where = f"{action} {whose_address(address)}"
        try:
            self._rates.hit("refused", where)
            self._rates.hit("refused-anywhere", "")
        except RateLimited:
            self._leave_out(where)
            return
        left_out = self._left_out.pop(where, 0)
        if left_out:
            details["left_out"] = left_out
        refusal = AuditNote(action=action, address=address)
        if by is not None:
            refusal = note(by, action)
        refusal = replace(refusal, outcome="refused", target=target, details=_short(details))
        self._db.write_soon(audit.write, refusal).add_done_callback(_complain)

    def demand(self, by: Person, act: Act, action: str, *, target: str | None = None) -> Whose:
        """As services.access does; who is refused is written down."""
        try:
            return demand(by, act)
        except Forbidden as error:
            self.refused(by, action, target=target, why=error.detail)
            raise

    def _leave_out(self, where: str) -> None:
        self._left_out[where] = self._left_out.pop(where, 0) + 1
        if len(self._left_out) > _MOST_LEFT_OUT:
            self._left_out.popitem(last=False)

    async def page(self, query: AuditQuery, *, by: Person) -> AuditPage:
        self.demand(by, Act.READ_AUDIT, "audit.read")
        return await self._db.scan(lambda c: audit_page.page(c, query))

    async def export(self, query: AuditQuery, *, by: Person) -> AsyncIterator[AuditEntry]:
        """All there is now that matches, oldest first; raises before the first one, or when
        the access ends on the way. The export itself is written down too."""
        self.demand(by, Act.READ_AUDIT, "audit.export")
        newest = await self._db.read(audit_page.newest)
        await self._db.write(audit.write, note(by, "audit.export", entries_up_to=newest))
        return self._all(query, until=newest, by=by)

    async def verify(self, *, by: Person) -> int | None:
        """The id of the first entry that is not as it was written, or before which one lacks."""
        self.demand(by, Act.READ_AUDIT, "audit.read")
        newest = await self._db.read(audit_page.newest)
        previous = audit.FIRST
        async for entries in self._pages(AuditQuery(), until=newest):
            broken = audit_page.first_broken(entries, previous=previous)
            if broken is not None:
                return broken
            previous = entries[-1].hash
        return None

    async def _all(self, query: AuditQuery, *, until: int, by: Person) -> AsyncIterator[AuditEntry]:
        async for entries in self._pages(query, until=until):
            demand(by, Act.READ_AUDIT)
            for entry in entries:
                yield entry

    async def _pages(self, query: AuditQuery, *, until: int) -> AsyncIterator[list[AuditEntry]]:
        after = 0
        while entries := await self._db.scan(
            partial(audit_page.between, query=query, after=after, until=until, limit=_PAGE)
        ):
            yield entries
            after = entries[-1].id


def _short(details: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value[:_LONGEST] if isinstance(value, str) else value
        for name, value in details.items()
    }


def _complain(written: "asyncio.Future[None]") -> None:
    if not written.cancelled() and (error := written.exception()) is not None:
        _log.error("a refusal was not written to the audit log", exc_info=error)
