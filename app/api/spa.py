"""The page people live in, as it was built from `web`; or word that it was not.

Its files are named once, at start, and read as they are asked for. Only the index is kept: it is
small, and another one for everybody.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from app import __version__
from app.api.encodings import wanted
from app.api.headers import SCRIPT_CSP, page_csp

_ASSETS = Path(__file__).parent / "assets"
# Where a wheel has it, and where a checkout does.
_PLACES = (_ASSETS / "web", Path(__file__).parents[2] / "web" / "dist")

# What web/index.html has in the places that are filled in here.
_BASE, _NONCE = b'<base href="/"', b"NONCE"

_SCRIPT = "text/javascript"
_KINDS = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": _SCRIPT,
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_SUFFIXES = {"br": ".br", "gzip": ".gz"}  # the best first


def built_page() -> Path | None:
    """The folder it was built into."""
    return next((place for place in _PLACES if (place / "index.html").is_file()), None)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    kind: str
    encodings: tuple[str, ...]


class Page:
    """`folder` is what `npm run build` made, or None; `base_path` is where we are shown, without
    a slash at its end. `build` is another one for each page that was built."""

    def __init__(self, folder: Path | None, base_path: str = "") -> None:
        index = (_ASSETS / "unbuilt.html" if folder is None else folder / "index.html").read_bytes()
        self.build = None if folder is None else sha256(index).hexdigest()[:16]
        self._files = {} if folder is None else dict(_files(folder))
        build = f'<meta name="taskyard-build" content="{self.build or ""}">'
        base = f'<base href="{base_path}/"'
        self._index = index.replace(_BASE, f"{build}{base}".encode())

    def index(self) -> Response:
        nonce = secrets.token_urlsafe(16)
        return Response(
            self._index.replace(_NONCE, nonce.encode()),
            media_type="text/html",
            headers={
                "Content-Security-Policy": page_csp(nonce),
                "Cache-Control": "no-cache",
                "Vary": "Accept",
            },
        )

    def file(self, name: str, request: Request) -> Response | None:
        """The one of this name, as it is wanted, unless it is known already."""
        file = self._files.get(name)
        if file is None:
            return None
        encoding = wanted(request.headers.get("accept-encoding", ""), file.encodings)
        headers = _headers(name, file)
        if encoding is not None:
            headers["Content-Encoding"] = encoding
        path = f"{file.path}{_SUFFIXES[encoding]}" if encoding else file.path
        return kept_file(request, path, file.kind, headers)


def kept_file(
    request: Request, path: Path | str, kind: str, headers: dict[str, str]
) -> FileResponse | Response:
    """A file of ours, unless it is known. Another build may have taken it away since the start."""
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        raise HTTPException(404) from None
    # All files of a wheel are of the same moment.
    tag = f'"{__version__}-{found.st_mtime_ns:x}-{found.st_size:x}"'
    headers = {**headers, "ETag": tag}
    reply = FileResponse(path, media_type=kind, headers=headers, stat_result=found)
    known = request.headers.get("if-none-match", "")
    if tag not in (each.strip().removeprefix("W/") for each in known.split(",")):
        return reply
    unsent = ("etag", "cache-control", "vary")
    return Response(
        status_code=304, headers={n: v for n, v in reply.headers.items() if n in unsent}
    )


def _files(folder: Path) -> Iterator[tuple[str, _File]]:
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in names - {"index.html"}:
        plain, _, suffix = name.rpartition(".")
        if f".{suffix}" in _SUFFIXES.values() and plain in names:
            continue
        encodings = tuple(each for each, suffix in _SUFFIXES.items() if f"{name}{suffix}" in names)
        kind = _KINDS.get(Path(name).suffix, "application/octet-stream")
        yield name, _File(folder / name, kind, encodings)


def _headers(name: str, file: _File) -> dict[str, str]:
    # The name of what is below assets/ says what is in it.
    is_named_by_content = name.startswith("assets/")
    cache = "public, max-age=31536000, immutable" if is_named_by_content else "no-cache"
    headers = {"Cache-Control": cache}
    if file.encodings:
        headers["Vary"] = "Accept-Encoding"
    if file.kind == _SCRIPT:
        headers["Content-Security-Policy"] = SCRIPT_CSP
    return headers
