"""Where the server listens, and as what it is known to those who come through the network."""

import re
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Self
from urllib.parse import urlsplit

_BASE_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
# What the product itself has there: which of the two is meant could not be told.
_OWN_PATHS = ("/api", "/assets", "/healthz", "/readyz", "/metrics")
_WRONG_URL = "write it as http(s)://host[:port][/base], for example https://yard.example.org"


@dataclass(frozen=True, slots=True)
class PublicUrl:
    """`host` as clients name it, with a port that is not the scheme's own; `base_path` is empty
    or begins with a slash."""

    scheme: str
    host: str
    base_path: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError."""
        parts = urlsplit(text.strip())
        port = parts.port
        base_path = parts.path.rstrip("/")
        name = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
        is_known = parts.scheme in ("http", "https") and _HOST.fullmatch(name.lower())
        if not is_known or parts.query or parts.fragment or not _BASE_PATH.fullmatch(base_path):
            raise ValueError(_WRONG_URL)
        if f"{base_path}/".startswith(tuple(f"{own}/" for own in _OWN_PATHS)):
            raise ValueError(f"{base_path} is a path of Taskyard's own: take another base path")
        usual = 443 if parts.scheme == "https" else 80
        host = name.lower() if port in (None, usual) else f"{name.lower()}:{port}"
        return cls(parts.scheme, host, base_path)

    @property
    def origin(self) -> str:
        """As a browser writes it in the Origin header."""
        return f"{self.scheme}://{self.host}"

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def is_local(self) -> bool:
        """Does it lead to the machine of whoever follows it?"""
        name = urlsplit(self.origin).hostname or ""
        return name == "localhost" or name == "::1" or name.startswith("127.")

    def __str__(self) -> str:
        return self.origin + self.base_path


def address(host: str) -> str:
    """An address to listen on, in its plain form. Raises ValueError."""
    plain = host.strip("[]")
    if plain == "localhost":
        return plain
    try:
        return str(ip_address(plain))
    except ValueError:
        raise ValueError(
            f"{host!r} is no address to listen on: write 127.0.0.1, or 0.0.0.0 for every one"
        ) from None


def is_loopback(host: str) -> bool:
    return host == "localhost" or ip_address(host).is_loopback


def is_any(host: str) -> bool:
    """Does it stand for every address of this machine?"""
    return host != "localhost" and ip_address(host).is_unspecified


def url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def network(text: str) -> str:
    """An address or a network of proxies. Raises ValueError."""
    try:
        found = ip_network(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is neither an address nor a network such as 10.0.0.0/8"
        ) from None
    return str(found) if "/" in text else text
