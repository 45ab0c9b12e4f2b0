"""How programs on this machine find the server that runs on a data directory."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from app.core.private_file import write_private
from app.core.security.own_file import read_own

_END = "-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFile:
    """`url` is for clients on this machine, `public_url` for people. `certificate`, PEM, is the
    one the server shows when it speaks HTTPS itself."""

    url: str
    public_url: str
    pid: int
    certificate: str | None = None

    def write(self, path: Path) -> None:
        write_private(path, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """None when no server says that it runs; it may have died since it said so."""
        content = read_own(path)
        return None if content is None else cls(**json.loads(content))


def first_certificate(chain: Path) -> str:
    """The server's own; whoever issued it issues others, too."""
    pem = chain.read_text("utf-8")
    start = pem.index("-----BEGIN CERTIFICATE-----")
    return pem[start : pem.index(_END, start) + len(_END)] + "\n"
