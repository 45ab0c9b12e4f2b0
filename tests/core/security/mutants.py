"""Texts that are nearly an access token, each with what is wrong about it."""

import base64
import hmac
import json
from collections.abc import Iterator
from typing import Any

from app.core.security.secret_keys import SecretKey

NOW = 1_800_000_000
KEY = SecretKey.of(bytes(range(32)))
OTHER = SecretKey.of(bytes(range(1, 33)))

HEADER: dict[str, Any] = {"alg": "HS256", "kid": KEY.kid, "typ": "JWT"}
CLAIMS: dict[str, Any] = {
    "exp": NOW + 600, "iat": NOW, "sub": "7", "aud": "taskyard", "iss": "taskyard",
    "jti": "abcdefghijklmnop", "sid": "9", "typ": "access",
}  # fmt: skip


def signing(key: SecretKey) -> bytes:
    return hmac.digest(key.secret, b"taskyard access token", "sha256")


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def token(
    header: object = HEADER,
    claims: object = CLAIMS,
    *,
    key: bytes = signing(KEY),
    algorithm: str = "sha256",
) -> str:
    """Signed as ours are, whatever is in it. Bytes are taken as they are."""
    parts = [part if isinstance(part, bytes) else compact(part) for part in (header, claims)]
    text = ".".join(map(b64, parts))
    return f"{text}.{b64(hmac.digest(key, text.encode(), algorithm))}"


def without(mapping: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key != name}


def flipped(text: str, at: int) -> str:
    letter = "A" if text[at] != "A" else "B"
    return text[:at] + letter + text[at + 1 :]


GOOD = token()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

NONES = ("none", "None", "NONE", "nOnE", "NoNe", "", " none", "none ", "null", "HS256 ", "hs256")
ALGORITHMS = (
    "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "EdDSA",
    "dir", "A128KW", "RSA-OAEP", "A256GCMKW",
)  # fmt: skip
STRANGE: tuple[object, ...] = (
    None, True, False, 0, -1, 1.5, 7, "", " ", "x", "0", "-1", "07", "7 ", "\uff17", "1e3", "\x00",
    [], ["taskyard"], ["7"], {}, {"a": 1}, "9" * 40, 10**30, 1e308,
)  # fmt: skip


def unsigned() -> Iterator[tuple[str, str]]:
    header, claims, signature = GOOD.split(".")
    for alg in NONES:
        text = f"{b64(compact(HEADER | {'alg': alg}))}.{claims}"
        yield f"alg {alg!r} without signature", f"{text}."
        yield f"alg {alg!r} with the old signature", f"{text}.{signature}"
    yield "signature of nothing", f"{header}.{claims}.{b64(bytes(32))}"
    yield "no signature", f"{header}.{claims}."
    yield "no third part", f"{header}.{claims}"
    yield "one part", header
    yield "four parts", f"{GOOD}.{signature}"
    yield "five parts, as encrypted ones have", f"{GOOD}.{signature}.{signature}"
    yield "empty", ""
    yield "dots", ".."
    yield "a lot of dots", "." * 2000


def other_algorithms() -> Iterator[tuple[str, str]]:
    for alg in ALGORITHMS:
        yield f"alg {alg}, signed as HS256", token(HEADER | {"alg": alg})
    for alg, algorithm in (("HS384", "sha384"), ("HS512", "sha512"), ("HS256", "sha384")):
        yield f"{alg} by {algorithm}", token(HEADER | {"alg": alg}, algorithm=algorithm)
    value: object
    for value in (None, 1, [], ["HS256"], {}, True):
        yield f"alg is {value!r}", token(HEADER | {"alg": value})
    yield "no alg", token(without(HEADER, "alg"))


def other_headers() -> Iterator[tuple[str, str]]:
    value: object
    jwk = {"kty": "oct", "k": b64(signing(KEY))}
    for name, value in (
        ("jwk", jwk), ("jku", "https://example.org/k"), ("x5u", "https://example.org/c"),
        ("x5c", ["MII"]), ("x5t", "abc"), ("crit", ["exp"]), ("b64", False), ("cty", "JWT"),
        ("zip", "DEF"), ("enc", "A256GCM"), ("nonce", "1"), ("kid2", KEY.kid), ("é", "ü"),
    ):  # fmt: skip
        yield f"header with {name}", token(HEADER | {name: value})
    for value in ("", "00000000", KEY.kid.upper(), f"{KEY.kid} ", "../../dev/null", OTHER.kid,
                  "' OR 1=1", None, 1, [KEY.kid], {}, "é"):  # fmt: skip
        yield f"kid {value!r}", token(HEADER | {"kid": value})
    yield "no kid", token(without(HEADER, "kid"))
    for value in ("", "jwt", "at+jwt", "JOSE", None, 1, []):
        yield f"header typ {value!r}", token(HEADER | {"typ": value})
    yield "no header typ", token(without(HEADER, "typ"))
    for name, content in (
        ("not JSON", b"not json"), ("a list", b"[]"), ("a text", b'"HS256"'), ("null", b"null"),
        ("a number", b"1"), ("nothing", b""), ("bad UTF-8", b"\xff\xfe"), ("NUL", b"\x00"),
        ("spaces", json.dumps(HEADER).encode()), ("a BOM", b"\xef\xbb\xbf" + compact(HEADER)),
        ("alg twice", b'{"alg":"none",' + compact(HEADER)[1:]),
        ("kid twice", compact(HEADER)[:-1] + b',"kid":"00000000"}'),
        ("escaped letters", compact(HEADER).replace(b"HS256", b"\\u0048S256")),
        ("another order", compact(dict(reversed(HEADER.items())))),
        ("nested 450 lists", b"[" * 450), ("nested 1,400 lists", b"[" * 1400),
        ("nested 300 objects", b'{"a":' * 300), ("NaN", b'{"alg":NaN}'),
    ):  # fmt: skip
        yield f"header is {name}", token(content)


def other_keys() -> Iterator[tuple[str, str]]:
    for name, key in (
        ("another key", signing(OTHER)), ("the key itself", KEY.secret),
        ("five bytes", b"12345"), ("the kid", KEY.kid.encode()),
        ("the word secret", b"secret"), ("half of the key", signing(KEY)[:16]),
        ("the key in hex", signing(KEY).hex().encode()),
    ):  # fmt: skip
        yield f"signed with {name}", token(key=key)


def other_claims() -> Iterator[tuple[str, str]]:
    for name in CLAIMS:
        yield f"no {name}", token(claims=without(CLAIMS, name))
        for value in STRANGE:
            yield f"{name} is {value!r}", token(claims=CLAIMS | {name: value})
    for name, value in (
        ("typ", "refresh"), ("typ", "ACCESS"), ("aud", "other"), ("aud", "Taskyard"),
        ("aud", ["taskyard", "other"]), ("iss", "https://taskyard"), ("iss", "taskyard/"),
        ("exp", NOW), ("exp", NOW - 1), ("exp", NOW + 601), ("exp", NOW + 10**9),
        ("exp", NOW + 600.0), ("exp", str(NOW + 600)), ("exp", 10**400), ("iat", NOW + 60),
        ("iat", NOW - 1), ("iat", str(NOW)), ("iat", float(NOW)), ("nbf", NOW), ("nbf", NOW + 60),
        ("role", "admin"), ("scope", "admin"), ("at_hash", "x"), ("SUB", "1"),
    ):  # fmt: skip
        yield f"{name} is {str(value)[:40]}", token(claims=CLAIMS | {name: value})


def other_payloads() -> Iterator[tuple[str, str]]:
    for name, content in (
        ("not JSON", b"not json"), ("a list", b"[]"), ("a text", b'"7"'), ("null", b"null"),
        ("nothing", b""), ("bad UTF-8", b"\xff\xfe"), ("an empty object", b"{}"),
        ("sub twice", compact(CLAIMS)[:-1] + b',"sub":"1"}'),
        ("sub twice, the same", compact(CLAIMS)[:-1] + b',"sub":"7"}'),
        ("spaces", json.dumps(CLAIMS).encode()),
        ("escaped letters", compact(CLAIMS).replace(b"access", b"\\u0061ccess")),
        ("exp as a float", compact(CLAIMS).replace(b"1800000600", b"1.8000006e9")),
        ("exp infinite", compact(CLAIMS).replace(b"1800000600", b"Infinity")),
        ("exp 1e999", compact(CLAIMS).replace(b"1800000600", b"1e999")),
        ("exp not a number", compact(CLAIMS).replace(b"1800000600", b"NaN")),
        ("exp of 1,000 digits", compact(CLAIMS).replace(b"1800000600", b"9" * 1000)),
        ("nested lists", b"[" * 1400), ("nested objects", b'{"a":' * 280),
        ("a BOM", b"\xef\xbb\xbf" + compact(CLAIMS)),
        ("UTF-16", json.dumps(CLAIMS).encode("utf-16")),
        ("a lone surrogate", compact(CLAIMS).replace(b"p", b"\\ud800")),
    ):  # fmt: skip
        yield f"payload is {name}", token(claims=content)


def other_texts() -> Iterator[tuple[str, str]]:
    header, claims, signature = GOOD.split(".")
    for at in range(0, len(GOOD), 7):
        if GOOD[at] != ".":
            yield f"letter {at} is another", flipped(GOOD, at)
    last = LETTERS.index(signature[-1])
    for bits in (1, 2, 3):  # the same 32 bytes in another text
        yield f"spare bits {bits}", GOOD[:-1] + LETTERS[last ^ bits]
    for cut in (1, 2, 4, 20, 42):
        yield f"{cut} letters cut off", GOOD[:-cut]
    yield from (
        ("a padded signature", f"{GOOD}="),
        ("padding within", f"{header}=.{claims}.{signature}"),
        ("a line end", f"{GOOD}\n"),
        ("a space before", f" {GOOD}"),
        ("a NUL", f"{GOOD}\x00"),
        ("plain base64", GOOD.replace("-", "+").replace("_", "/") + "+"),
        ("wide letters", GOOD.replace("a", "\uff41")),
        ("umlauts", f"{GOOD}ä"),
        ("a lone surrogate", f"{GOOD}\ud800"),
        ("twice", GOOD + GOOD),
        ("turned around", GOOD[::-1]),
        ("parts swapped", f"{claims}.{header}.{signature}"),
        ("Bearer", f"Bearer {GOOD}"),
        ("a megabyte", "e" * 1024**2),
        ("a megabyte of claims", token(claims=b"x" * 700_000)),
        ("a megabyte of header", token(b"[" * 700_000)),
        ("a long one that is signed", token(claims=CLAIMS | {"jti": "x" * 2000})),
        ("a percent", GOOD.replace(".", "%2E")),
        ("an API token", "ty_" + "a" * 46),
        ("JSON", compact(CLAIMS).decode()),
        (
            "a general JSON serialisation",
            json.dumps({"payload": claims, "protected": header, "signature": signature}),
        ),
    )


MUTANTS = [
    mutant
    for some in (
        unsigned, other_algorithms, other_headers, other_keys, other_claims, other_payloads,
        other_texts,
    )
    for mutant in some()
]  # fmt: skip
