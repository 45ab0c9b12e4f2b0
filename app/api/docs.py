"""The page that shows the API, from our own files: it works without a network."""

from pathlib import Path

from starlette.responses import FileResponse, Response

from app.api.headers import DOCS_CSP
from app.core.errors import NotFound

_FILES = Path(__file__).parent / "assets" / "swagger"
_KINDS = {
    "swagger-ui-bundle.js": "text/javascript",
    "start.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}


async def docs_page() -> Response:
    return FileResponse(
        _FILES / "index.html",
        media_type="text/html",
        headers={"Content-Security-Policy": DOCS_CSP, "Cache-Control": "no-cache"},
    )


async def docs_file(name: str) -> Response:
    if name not in _KINDS:
        raise NotFound("file", name)
    # Revalidated by its ETag, so a new version of ours is seen at once.
    return FileResponse(
        _FILES / name, media_type=_KINDS[name], headers={"Cache-Control": "no-cache"}
    )
