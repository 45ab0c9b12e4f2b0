"""The token of the owner of the machine: whoever can read its file is that owner."""

import re
from pathlib import Path

from app.core.errors import CannotStart
from app.core.private_file import write_private
from app.core.security.opaque import LOCAL_TOKEN, new_secret
from app.core.security.own_file import read_own

_FORM = re.compile(rf"{LOCAL_TOKEN}[0-9A-Za-z]{{40}}", re.ASCII)


def read_or_make(path: Path) -> str:
    """Raises CannotStart when the file is damaged, somebody else's, or others can read it."""
    content = read_own(path)
    if content is not None:
        return _checked(path, content.strip())
    token = new_secret(LOCAL_TOKEN)
    write_private(path, f"{token}\n".encode())
    return token


def _checked(path: Path, token: str) -> str:
    if _FORM.fullmatch(token) is None:
        raise CannotStart(f"{path} is damaged: delete it, and another is made")
    return token
