"""How accounts begin that nobody makes for somebody: registration, and the first one of all."""

from dataclasses import dataclass

from app.core.account import AuditNote, NewAccount, Origin, User
from app.core.account_form import email_of
from app.core.database import Database
from app.core.errors import Forbidden, HasAdministrator
from app.core.people import People
from app.core.person import Role
from app.core.security.opaque import digest
from app.core.security.passwords import Passwords
from app.core.see_through import see_through
from app.core.setup_link import SetupKey
from app.services.audit import Audit
from app.services.invites import Invites
from app.services.new_account import stored
from app.services.rates import Rates, whose_address
from app.services.sign_in import SignedIn, SignIn
from app.store import invites, user_create, users
from app.store.invites import Taking


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What is open to who has no account; `registration` is the setting."""

    setup_open: bool
    registration: str


class Register:
    """`registration` is the setting: closed, invite or open.

    An e-mail or username that is in use is told as such: who may register could not go on
    otherwise. How often one may ask is limited.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        sign_in: SignIn,
        invitations: Invites,
        people: People,
        audit: Audit,
        rates: Rates,
        *,
        setup_key: SetupKey,
        registration: str,
    ) -> None:
        self._db = database
        self._passwords = passwords
        self._sign_in = sign_in
        self._invitations = invitations
        self._people = people
        self._audit = audit
        self._rates = rates
        self._setup_key = setup_key
        self._registration = registration

    async def register(
        self, new: NewAccount, *, invite: str | None, origin: Origin, cookie: bool
    ) -> SignedIn:
        """Raises Forbidden, RateLimited, Invalid, Conflict."""
        self._rates.hit("register", whose_address(origin.address))
        try:
            await self._admit(new, invite)
        except Forbidden as error:
            self._audit.refused(
                None, "account.register", address=origin.address, email=new.email, why=error.detail
            )
            raise
        user = await see_through(self._make(new, invite, origin))
        return await self._sign_in.begin(user, origin=origin, cookie=cookie)

    async def _admit(self, new: NewAccount, invite: str | None) -> None:
        """Before the password is hashed: that costs more than a stranger may ask for."""
        if invite is not None:
            await self._invitations.check(invite, email_of(new.email))
        elif self._registration != "open":
            raise Forbidden("an administrator of this server makes accounts, or invites to one")

    async def _make(self, new: NewAccount, invite: str | None, origin: Origin) -> User:
        said = AuditNote(action="account.register", address=origin.address)
        asked = await stored(new, Role.USER, passwords=self._passwords, note=said)
        if invite is None:
            user = await self._db.write(user_create.create, asked)
        else:
            user = await self._db.write(invites.take, Taking(digest(invite), asked))
        self._people.learn([(user.id, user.name)])
        return user

    async def set_up(self, key: str, new: NewAccount, *, origin: Origin, cookie: bool) -> SignedIn:
        """The first administrator. Raises Forbidden, RateLimited, Invalid, Conflict."""
        self._rates.hit("set-up", whose_address(origin.address))
        await self._demand_none()
        if not self._setup_key.matches(key):
            self._audit.refused(None, "server.setup", address=origin.address)
            raise Forbidden("this is not the key of the set-up link")
        said = AuditNote(action="server.setup", via="setup-link", address=origin.address)
        user = await see_through(self._make_first(new, said))
        return await self._sign_in.begin(user, origin=origin, cookie=cookie)

    async def make_admin(self, new: NewAccount) -> User:
        """As the settings say. Raises Invalid, and Conflict when there is one already."""
        await self._demand_none()
        return await self._make_first(new, AuditNote(action="server.setup", via="settings"))

    async def ways_in(self) -> WaysIn:
        return WaysIn(setup_open=not await self.has_admin(), registration=self._registration)

    async def has_admin(self) -> bool:
        """Is there an administrator who can sign in?"""
        return await self._db.read(users.administrators) > 0

    async def _demand_none(self) -> None:
        if await self.has_admin():
            raise HasAdministrator

    async def _make_first(self, new: NewAccount, said: AuditNote) -> User:
        asked = await stored(new, Role.ADMIN, passwords=self._passwords, note=said)
        user = await self._db.write(user_create.create_first, asked)
        self._setup_key.remove()
        self._people.learn([(user.id, user.name)])
        return user
