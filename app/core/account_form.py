"""The form of what accounts are called by."""

import re
import unicodedata

from app.core.errors import Invalid

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
_EMAIL_LENGTH = 254
# No @: a name to sign in with must not look like somebody's e-mail.
_USERNAME = re.compile(r"[\w.+-]{1,64}")
_NAME_LENGTH = 100
_JOINERS = "\u200c\u200d"


def compared(text: str) -> str:
    """As e-mails and usernames are kept and looked up: one form of all ways to write it."""
    folded = unicodedata.normalize("NFKC", text.strip()).casefold()
    return unicodedata.normalize("NFKC", folded)


def email_of(text: str) -> str:
    """Raises Invalid at /email."""
    email = compared(text)
    if len(email) > _EMAIL_LENGTH or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise Invalid([("/email", "email", "is no e-mail address")])
    return email


def username_of(text: str) -> str:
    """Raises Invalid at /username."""
    username = compared(text)
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            [("/username", "username", "takes 1 to 64 letters, digits and any of . _ + -")]
        )
    return username


def name_of(text: str) -> str:
    """Raises Invalid at /name."""
    name = unicodedata.normalize("NFC", text.strip())
    if not 1 <= len(name) <= _NAME_LENGTH or not is_visible(name):
        raise Invalid([("/name", "name", f"takes 1 to {_NAME_LENGTH} visible characters")])
    return name


def is_visible(name: str) -> bool:
    """Whether all of it is seen, so that no two names look the same.

    Emoji and some scripts need joiners between their characters; where letters have case, joiners
    only hide.
    """
    seen = (c for i, c in enumerate(name) if not (c in _JOINERS and _joins(name, i)))
    return "".join(seen).isprintable()


def _joins(text: str, at: int) -> bool:
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return len(beside) == 2 and not any(c.isascii() or c.lower() != c.upper() for c in beside)
