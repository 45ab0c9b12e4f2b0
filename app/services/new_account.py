"""What somebody asked an account to be, in the form it is stored in."""

from collections.abc import Mapping
from typing import Any

from app.core.account import AuditNote, NewAccount
from app.core.account_form import email_of, name_of, username_of
from app.core.errors import Invalid
from app.core.person import Role
from app.core.security.passwords import Passwords
from app.store.user_create import NewUser


async def stored(new: NewAccount, role: Role, *, passwords: Passwords, note: AuditNote) -> NewUser:
    """Raises Invalid."""
    form = in_form({"email": new.email, "username": new.username, "name": new.name})
    return NewUser(
        **form,
        external_id=new.external_id,
        role=role,
        password=await checked_hash(new.password, about=form, passwords=passwords),
        note=note,
    )


def in_form(members: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Invalid. A null username is none; everybody has an e-mail and a name."""
    found = dict(members)
    for member, form in (("email", email_of), ("name", name_of)):
        if member in found:
            if found[member] is None:
                raise Invalid([(f"/{member}", "required", "cannot be null")])
            found[member] = form(found[member])
    if found.get("username") is not None:
        found["username"] = username_of(found["username"])
    return found


async def checked_hash(
    password: str, *, about: Mapping[str, str | None], passwords: Passwords
) -> str:
    """Raises Invalid for a password that is easily guessed by who knows `about`."""
    await passwords.check(password, about=[text for text in about.values() if text])
    return await passwords.hash(password)
