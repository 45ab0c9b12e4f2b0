"""The pages we have, from our own files: they work without a network.

What they load is named as seen from the page, so they work below any path.
"""

from pathlib import Path

from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from app.api.headers import DOCS_CSP
from app.api.spa import kept_file
from app.api.visit import Open
from app.core.errors import NotFound

_DOCS = Path(__file__).parent / "assets" / "swagger"
_SCRIPT, _STYLE, _PICTURE = "text/javascript", "text/css", "image/png"
_DOCS_FILES = {
    "swagger-ui-bundle.js": _SCRIPT,
    "start.js": _SCRIPT,
    "swagger-ui.css": _STYLE,
    "favicon-32x32.png": _PICTURE,
}


class _Elsewhere(Convertor[str]):
    """Whatever is not the API's: `{path:elsewhere}`, for the last route."""

    regex = r"(?!api(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("elsewhere", _Elsewhere())


async def page(path: str, request: Request, door: Open) -> Response:
    """A file of the page, or the page itself: it knows its own paths, none of which has a dot."""
    if (file := door.page.file(path, request)) is not None:
        return file
    if "." in path or not wants_page(request):
        raise HTTPException(404)
    return door.page.index()


def wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def docs_page() -> Response:
    return FileResponse(
        _DOCS / "index.html",
        media_type="text/html",
        headers={"Content-Security-Policy": DOCS_CSP, "Cache-Control": "no-cache"},
    )


async def docs_slash() -> Response:
    return RedirectResponse("../docs")


async def docs_file(name: str, request: Request) -> Response:
    if name not in _DOCS_FILES:
        raise NotFound("file", name)
    # Revalidated by its ETag, so a new version of ours is seen at once.
    return kept_file(request, _DOCS / name, _DOCS_FILES[name], {"Cache-Control": "no-cache"})
