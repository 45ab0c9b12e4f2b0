"""Which names are ours, and which page a browser says a request comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult

from starlette.types import Scope

from app.api.headers import RawHeaders, first

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OWN_SITES = frozenset({b"same-origin", b"none"})
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Origins:
    """`near` is every Host header that names this machine, `far` every other we answer to;
    `public` is the origin of our public URL, `secure` that we are reached by TLS there."""

    near: frozenset[bytes]
    far: frozenset[bytes]
    public: bytes | None = None
    secure: bool = False

    @classmethod
    def of(
        cls, port: int, allowed: Iterable[str], public: SplitResult, *, secure: bool = False
    ) -> "Origins":
        """Each name with the server's port and without one."""
        near = _forms(_LOOPBACK, port)
        far = _forms([*allowed, *filter(None, [public.netloc])], port) - near
        origin = f"{public.scheme}://{public.netloc}".lower().encode()
        return cls(near, far, origin if public.netloc else None, secure)

    def knows(self, host: bytes) -> bool:
        return host in self.near or host in self.far

    def is_only_secure(self, host: bytes) -> bool:
        """Browsers remember it for every port, so it is not said of a name like localhost."""
        return self.secure and host in self.far

    def why_foreign(self, headers: RawHeaders) -> str | None:
        """A page of another origin may not make its browser change anything here.

        `same-site` is foreign as well: every port of localhost is one site.
        """
        site = first(headers, b"sec-fetch-site")
        origin = first(headers, b"origin")
        if site is not None and site.lower() not in _OWN_SITES:
            return "requests from pages of another site are refused"
        if origin is not None and not self._is_ours(origin.lower(), host_of(headers)):
            return "the Origin header is not this server's"
        return None

    def _is_ours(self, origin: bytes, host: bytes) -> bool:
        if origin == self.public:
            return True
        scheme, _, named = origin.partition(b"://")
        return named == host and not (scheme == b"http" and self.is_only_secure(host))


def _forms(names: Iterable[str], port: int) -> frozenset[bytes]:
    plain = [name.strip().lower() for name in names]
    return frozenset(form.encode() for name in plain for form in (name, f"{name}:{port}"))


def host_of(headers: RawHeaders) -> bytes:
    """The one Host header; empty when there is none, or more than one."""
    hosts = [value for key, value in headers if key == b"host"]
    return hosts[0].lower() if len(hosts) == 1 else b""


def why_not_with_cookie(scope: Scope) -> str | None:
    """A browser sends a cookie by itself, so it has to say that our own page made it do so.

    What changes something and comes from a foreign page has been refused before.
    """
    headers: RawHeaders = scope["headers"]
    site = first(headers, b"sec-fetch-site")
    is_ours = site is not None and site.lower() in _OWN_SITES
    if scope["method"] not in SAFE:
        if is_ours or first(headers, b"origin") is not None:
            return None
        return "a change with the cookie needs the header Origin or Sec-Fetch-Site"
    if site is None or is_ours or _is_navigation(scope):
        return None
    return "requests from pages of another site are refused"


def _is_navigation(scope: Scope) -> bool:
    """Somebody followed a link: what comes is seen by them, not by the page that had it."""
    return scope["method"] == "GET" and first(scope["headers"], b"sec-fetch-mode") == b"navigate"
