"""Who the user is that commands run as, looked up once at start."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.core.errors import CannotStart
from app.executor.other_user import OtherUser

if TYPE_CHECKING:  # the name is not there when it runs: the launcher must stay small
    from app.executor.other_user import Identity

_NAME = "TASKYARD_RUN_AS"
_PROGRAMS = "/usr/bin:/bin:/usr/sbin:/sbin:/usr/local/bin"


class CannotRunAs(CannotStart):
    def __init__(self, problem: str) -> None:
        super().__init__(f"{_NAME}: {problem}")


@dataclass(frozen=True, slots=True)
class RunAs:
    """`groups` are those it is in now; who joins another one is seen at the next start."""

    name: str
    home: Path
    shell: str
    identity: "Identity"

    @classmethod
    def find(cls, user: str) -> Self:
        """`user` is a name or a number. Raises CannotRunAs."""
        if os.geteuid() != 0:
            raise CannotRunAs("only a server started by root can run commands as another user")
        known = _known(user)
        if known.pw_uid == 0:
            raise CannotRunAs(f"{user} is root: name a user without rights over this machine")
        setpriv = shutil.which("setpriv", path=_PROGRAMS)
        if setpriv is None:
            raise CannotRunAs("there is no setpriv: install util-linux")
        groups = os.getgrouplist(known.pw_name, known.pw_gid)
        identity = (setpriv, known.pw_uid, known.pw_gid, tuple(sorted(groups)))
        return cls(known.pw_name, Path(known.pw_dir), known.pw_shell or "/bin/sh", identity)

    def directory(self, chosen: Path | None) -> Path:
        """Where its commands start: `chosen`, or at home where it has one. Raises CannotRunAs."""
        where = chosen or self.home
        try:
            with OtherUser(self.identity):
                # Reached, and not only seen: it takes the right to enter all that is above.
                is_open = os.access(where / ".", os.X_OK, effective_ids=True)
        except OSError as error:
            raise CannotRunAs(f"cannot become {self.name}: {error.strerror}") from error
        if is_open and where.is_dir():
            return where
        if chosen is None:
            return Path("/")
        raise CannotRunAs(f"{self.name} may not enter {chosen}, the directory commands start in")

    def variables(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "SHELL": self.shell,
        }


def _known(user: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(int(user)) if user.isdecimal() else pwd.getpwnam(user)
    except (KeyError, OverflowError):
        raise CannotRunAs(f"this machine knows no user {user}") from None
