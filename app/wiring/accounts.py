"""What knows people: who they are, how they come in, what they did."""

import getpass
from dataclasses import dataclass

from app.core.account import NewAccount
from app.core.data_dir import DataDir
from app.core.database import Database
from app.core.errors import AppError, CannotStart
from app.core.people import People
from app.core.person import LOCAL_ID
from app.core.places import Places
from app.core.security import local_token
from app.core.security.access_tokens import AccessTokens
from app.core.security.passwords import Passwords
from app.core.security.secret_keys import SecretKeys
from app.core.settings import Settings
from app.core.setup_link import SetupKey
from app.services.audit import Audit
from app.services.doorkeeper import Doorkeeper
from app.services.invites import Invites
from app.services.keys import Keys
from app.services.rates import Rates
from app.services.register import Register
from app.services.sessions import Sessions
from app.services.sign_in import SignIn
from app.services.tokens import Tokens
from app.services.users import Users
from app.store import user_edit, users


@dataclass(frozen=True, slots=True)
class Accounts:
    people: People
    passwords: Passwords
    setup_key: SetupKey
    audit: Audit
    doorkeeper: Doorkeeper
    sign_in: SignIn
    sessions: Sessions
    register: Register
    users: Users
    tokens: Tokens
    invites: Invites
    keys: Keys

    @classmethod
    def build(
        cls,
        database: Database,
        places: Places,
        people: People,
        audit: Audit,
        rates: Rates,
        *,
        settings: Settings,
        data_dir: DataDir,
    ) -> "Accounts":
        secret = settings.secret_key
        keys = SecretKeys.open(
            data_dir.secret_key, None if secret is None else secret.get_secret_value()
        )
        access_tokens = AccessTokens(keys)
        passwords = Passwords()
        setup_key = SetupKey(data_dir.setup_link)
        doorkeeper = Doorkeeper(
            database,
            access_tokens,
            people,
            local_token=local_token.read_or_make(data_dir.local_token),
            end_streams=places.end,
        )
        sign_in = SignIn(
            database, passwords, access_tokens, doorkeeper, rates, refused=audit.refused
        )
        invites = Invites(database, audit, registration=settings.registration)
        return cls(
            people=people,
            passwords=passwords,
            setup_key=setup_key,
            audit=audit,
            doorkeeper=doorkeeper,
            sign_in=sign_in,
            sessions=Sessions(database, doorkeeper),
            register=Register(
                database,
                passwords,
                sign_in,
                invites,
                people,
                audit,
                rates,
                setup_key=setup_key,
                registration=settings.registration,
            ),
            users=Users(database, passwords, doorkeeper, people, audit, rates),
            tokens=Tokens(database, doorkeeper, audit),
            invites=invites,
            keys=Keys(database, keys),
        )

    async def open(self, database: Database, settings: Settings) -> None:
        """Raises CannotStart when the administrator of the settings cannot be made."""
        self.people.learn(await database.read(users.load_people))
        owner = _name_of_the_owner()
        if self.people.name_of(LOCAL_ID) != owner:
            await database.write(user_edit.name_owner, owner)
            self.people.learn([(LOCAL_ID, owner)])
        if settings.admin_email is not None and not await self.register.has_admin():
            await self._make_admin(settings)

    async def _make_admin(self, settings: Settings) -> None:
        try:
            await self.register.make_admin(
                NewAccount(
                    email=settings.admin_email or "",
                    name=settings.admin_name,
                    password=settings.first_password() or "",
                )
            )
        except (AppError, OSError) as error:
            raise CannotStart(
                f"the administrator of the settings cannot be made: {error}"
            ) from None


def _name_of_the_owner() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name
        return "local"
