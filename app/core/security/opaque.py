"""Secrets that mean nothing by themselves: what they open is looked up by their SHA-256."""

import hashlib
import re
import secrets
import string
import zlib

LOCAL_TOKEN = "tyl_"
COOKIE = "tys_"

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SECRET_LENGTH = 40
_CHECKSUM_LENGTH = 6
_API_TOKEN = re.compile(r"ty_[0-9A-Za-z]{46}", re.ASCII)


def new_secret(prefix: str) -> str:
    return prefix + random_text(_SECRET_LENGTH)


def random_text(length: int) -> str:
    """Letters and digits: 5.95 bits each."""
    return "".join(secrets.choice(_BASE62) for _ in range(length))


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def new_api_token() -> str:
    """Ends with a checksum: what scans for leaked secrets can tell it from other words."""
    text = new_secret("ty_")
    return text + _checksum(text)


def is_api_token(text: str) -> bool:
    """Whether it could be one: a mistyped or cut one is known without a look at the database."""
    if _API_TOKEN.fullmatch(text) is None:
        return False
    return _checksum(text[:-_CHECKSUM_LENGTH]) == text[-_CHECKSUM_LENGTH:]


def _checksum(text: str) -> str:
    rest = zlib.crc32(text.encode("ascii"))
    digits = []
    for _ in range(_CHECKSUM_LENGTH):
        rest, digit = divmod(rest, len(_BASE62))
        digits.append(_BASE62[digit])
    return "".join(reversed(digits))
