"""Which environment variables of tasks look like secrets, and who is shown them.

By their names, as people call such things, and by a URL with a password for a value.
"""

import re
from collections.abc import Mapping

from app.core.errors import Invalid
from app.core.person import EVERYTHING, Person, Role
from app.core.task import Task

MASK = "********"

_SECRET = re.compile(
    r"PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|COOKIE|DSN|AUTH(?!ORS?(?:_|$))"
    r"|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|(?:_|^)KEY$",
    re.IGNORECASE,
)
# Directories.
_PLAIN = frozenset({"PWD", "OLDPWD"})
_WITH_PASSWORD = re.compile(r"://[^/\s:@]*:[^/\s]+@")


def has_secrets(task: Task) -> bool:
    env = task.env
    return bool(env) and any(_is_secret(name, value) for name, value in env.items())


def sees_secrets(by: Person, task: Task) -> bool:
    return by.id == task.created_by or (by.role is Role.ADMIN and by.scopes >= EVERYTHING)


def masked_env(env: Mapping[str, str]) -> dict[str, str]:
    return {name: MASK if _is_secret(name, value) else value for name, value in env.items()}


def refuse_masked(env: Mapping[str, str]) -> None:
    """Raises Invalid where somebody sends back what they were shown in place of a secret: it
    would become the value."""
    hidden = [name for name, value in env.items() if value == MASK and _is_secret(name, value)]
    if hidden:
        detail = f"{', '.join(hidden)}: this is a mask, not the value"
        raise Invalid([("/env", "masked", detail)])


def _is_secret(name: str, value: str) -> bool:
    if _SECRET.search(name) and name not in _PLAIN:
        return True
    return "@" in value and "://" in value and _WITH_PASSWORD.search(value) is not None
