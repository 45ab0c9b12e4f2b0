"""Who may do everything on a server on which nobody can sign in yet."""

from app.core.account import NewAccount
from app.core.errors import CannotStart, Invalid
from app.core.setup_link import SetupKey
from app.services.register import Register


class NoAdministrator(CannotStart):
    pass


class FirstRun:
    def __init__(self, register: Register, setup_key: SetupKey) -> None:
        self._register = register
        self._setup_key = setup_key

    async def prepare(
        self, *, first: NewAccount | None, url: str, is_beyond_loopback: bool
    ) -> str | None:
        """The link that makes the first administrator, when there is none and `first` is none
        either. Raises NoAdministrator: beyond loopback somebody else could be quicker."""
        if await self._register.has_admin():
            self._setup_key.remove()
            return None
        if first is not None:
            await self._make(first)
            return None
        if is_beyond_loopback:
            raise NoAdministrator(
                "nobody could sign in, and who is quicker than you could set it up: make an"
                " administrator first, with TASKYARD_ADMIN_EMAIL and TASKYARD_ADMIN_PASSWORD_FILE,"
                " or with `taskyard user add EMAIL --role admin`"
            )
        return self._setup_key.make(url)

    async def _make(self, first: NewAccount) -> None:
        try:
            await self._register.make_admin(first)
        except Invalid as error:
            raise NoAdministrator(
                f"TASKYARD_ADMIN_EMAIL: this account cannot be made: {error.detail}"
            ) from None
