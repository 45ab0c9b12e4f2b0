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

# A worker goes by the headers of its own script, not by those of the page.
SCRIPT_CSP = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def page_csp(nonce: str) -> str:
    """`nonce` is for the styles that are made as the page runs."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; "
        "require-trusted-types-for 'script'; trusted-types default"
    )


def first(headers: RawHeaders, name: bytes) -> bytes | None:
    """The value of a header as ASGI gives it: names are lower case."""
    for key, value in headers:
        if key == name:
            return value
    return None
