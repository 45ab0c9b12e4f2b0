"""Access tokens: JWTs of ten minutes that say which session they belong to, and nothing else.

What their person may do is looked up, so it can be taken away at once. We read only what we
write: a token whose header or claims are not, byte for byte, as ours would be is refused.
"""

import base64
import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson

from app.core.clock import Millis
from app.core.security.secret_keys import SecretKey, SecretKeys

LIFETIME = timedelta(minutes=10)

_AUDIENCE = _ISSUER = "taskyard"
_TYPE = "access"
_ALGORITHM = "HS256"
_CLAIMS = frozenset({"exp", "iat", "sub", "aud", "iss", "jti", "sid", "typ"})
_REQUIRED = {f"require_{name}": True for name in ("exp", "iat", "sub", "aud", "iss", "jti")}
_MAX_LENGTH = 2048
_SECONDS = LIFETIME // timedelta(seconds=1)
_CLOCK_STEP = 10  # seconds a clock may be set back without anybody being sent away
# The last letter of 32 bytes carries four bits: the two others are nought in what we write, and
# any others would make another text of the same token.
_FORM = re.compile(r"(?P<header>[\w-]+)\.(?P<claims>[\w-]+)\.[\w-]{42}[AEIMQUYcgkosw048]", re.ASCII)
_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_JTI = re.compile(r"[\w-]{16}", re.ASCII)


class BadToken(Exception):
    """Not a token of ours, or one that is too old."""


@dataclass(frozen=True, slots=True)
class Claims:
    user_id: int
    session_id: int
    expires_at: Millis


class AccessTokens:
    def __init__(self, keys: SecretKeys) -> None:
        self._keys = keys

    def issue(self, user_id: int, session_id: int) -> str:
        from jose import jws  # type: ignore[import-untyped]  # heavy, and not needed before somebody signs in

        key = self._keys.current
        issued = int(time.time())
        claims = {
            "exp": issued + _SECONDS,
            "iat": issued,
            "sub": str(user_id),
            "aud": _AUDIENCE,
            "iss": _ISSUER,
            "jti": secrets.token_urlsafe(12),
            "sid": str(session_id),
            "typ": _TYPE,
        }
        token: str = jws.sign(
            orjson.dumps(claims), _signer(key), headers={"kid": key.kid}, algorithm=_ALGORITHM
        )
        return token

    def read(self, token: str) -> Claims:
        """Raises BadToken, whatever the text."""
        found = _FORM.fullmatch(token) if len(token) <= _MAX_LENGTH else None
        key = None if found is None else self._key_of(found["header"])
        if found is None or key is None:
            raise BadToken
        claims = _verified(token, key)
        if not (_are_good(claims) and _is_as_written(claims, found["claims"])):
            raise BadToken
        return Claims(int(claims["sub"]), int(claims["sid"]), claims["exp"] * 1000)

    def _key_of(self, header: str) -> SecretKey | None:
        """Before anything of the token is decoded: there are two headers we could have written."""
        try:
            content = base64.urlsafe_b64decode(header + "=" * (-len(header) % 4))
        except ValueError:
            return None
        found = re.fullmatch(rb'\{"alg":"HS256","kid":"([0-9a-f]{8})","typ":"JWT"\}', content)
        if found is None or _encoded(content) != header:
            return None
        return self._keys.by_kid(found[1].decode("ascii"))


def _signer(key: SecretKey) -> Any:
    from jose import jwk

    # Derived: no text of a setting is taken for a PEM file or JSON by the library, and the key
    # can serve another purpose without one signature being good for both.
    secret = hmac.digest(key.secret, b"taskyard access token", hashlib.sha256)
    return jwk.construct(secret, _ALGORITHM)


def _verified(token: str, key: SecretKey) -> dict[str, Any]:
    from jose import JOSEError, jwt

    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _signer(key),
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            issuer=_ISSUER,
            options=_REQUIRED,
        )
    # It raises more than its own errors: on numbers that are none, and on deep nesting.
    except (JOSEError, RecursionError, ValueError, TypeError, OverflowError) as error:
        raise BadToken from error
    return claims


def _are_good(claims: dict[str, Any]) -> bool:
    return claims.keys() == _CLAIMS and (
        claims["aud"] == _AUDIENCE
        and claims["iss"] == _ISSUER
        and claims["typ"] == _TYPE
        and _is_like(_ID, claims["sub"])
        and _is_like(_ID, claims["sid"])
        and _is_like(_JTI, claims["jti"])
        and _is_in_time(claims["iat"], claims["exp"])
    )


def _is_like(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_in_time(issued: object, expires: object) -> bool:
    if type(issued) is not int or type(expires) is not int:
        return False
    at = time.time()
    return issued <= at + _CLOCK_STEP and at < expires and 0 < expires - issued <= _SECONDS


def _is_as_written(claims: dict[str, Any], segment: str) -> bool:
    """A name given twice, a number in other letters: two readers could read two things."""
    return _encoded(orjson.dumps(claims)) == segment


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
