"""Invites: one-time links to a new account."""

from datetime import timedelta

from app.core.account import Invite
from app.core.account_form import email_of
from app.core.clock import millis, now
from app.core.database import Database
from app.core.errors import Forbidden
from app.core.person import Person, Role
from app.core.security.opaque import digest, new_secret
from app.services.access import Act, Whose, demand, whose
from app.services.audit import Audit, note
from app.store import invites
from app.store.invites import NewInvite, Revocation

_LIFE = timedelta(days=7)
_AT_MOST = 100


class Invites:
    """`registration` is the setting: closed, invite or open."""

    def __init__(self, database: Database, audit: Audit, *, registration: str) -> None:
        self._db = database
        self._audit = audit
        self._registration = registration

    async def create(self, email: str | None, role: Role, *, by: Person) -> tuple[Invite, str]:
        """With its secret, which nobody sees again. Without an e-mail it is for whoever has it."""
        self._audit.demand(by, Act.INVITE_PEOPLE, "invite.create")
        if not _manages(by) and (why := self._why_not(role)) is not None:
            self._audit.refused(by, "invite.create", role=role.value, why=why)
            raise Forbidden(why)
        secret = new_secret("tyi_")
        new = NewInvite(
            secret=digest(secret),
            email=None if email is None else email_of(email),
            role=role,
            created_by=by.id,
            creator_role=by.role,
            expires_at=now() + millis(_LIFE),
            at_most=_AT_MOST,
            note=note(by, "invite.create"),
        )
        return await self._db.write(invites.create, new), secret

    def _why_not(self, role: Role) -> str | None:
        if self._registration != "invite":
            return f"registration is {self._registration}: only an administrator may invite"
        if role is not Role.USER:
            return "only an administrator may invite with another role than user"
        return None

    async def open(self, *, by: Person) -> list[Invite]:
        """The good ones: one's own, or everybody's for who manages people."""
        demand(by, Act.INVITE_PEOPLE)
        return await self._db.read(lambda c: invites.open_ones(c, of=_of(by)))

    async def revoke(self, invite_id: int, *, by: Person) -> None:
        """One's own, or anybody's for who manages people; raises NotFound."""
        self._audit.demand(by, Act.INVITE_PEOPLE, "invite.revoke", target=f"invite:{invite_id}")
        said = note(by, "invite.revoke", target=f"invite:{invite_id}")
        await self._db.write(invites.revoke, Revocation(invite_id=invite_id, of=_of(by), note=said))

    async def check(self, secret: str, email: str) -> Invite:
        """Is it good for this e-mail? Raises Forbidden. Whether it still is when the account is
        made is seen to there."""
        found = await self._db.read(lambda c: invites.by_secret(c, digest(secret)))
        if found is None or not invites.is_for(found, email):
            raise invites.no_such_invite()
        return found


def _manages(by: Person) -> bool:
    return whose(by, Act.MANAGE_PEOPLE) is Whose.ALL


def _of(by: Person) -> int | None:
    return None if _manages(by) else by.id
