"""The headers every reply carries, and what a page of ours may load."""

RawHeaders = list[tuple[bytes, bytes]]

ALWAYS: RawHeaders = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]

HSTS = (b"strict-transport-security", b"max-age=31536000")
CACHE = b"cache-control"
UNKEPT = (CACHE, b"no-store")
CSP = b"content-security-policy"
NOTHING = (CSP, b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")

DOCS_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

SETUP_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'"
)


def first(headers: RawHeaders, name: bytes) -> bytes | None:
    """The value of a header as ASGI gives it: names are lower case."""
    for key, value in headers:
        if key == name:
            return value
    return None
