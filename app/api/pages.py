"""The pages we have, from our own files: they work without a network.

What they load is named as seen from the page, so they work below any path.
"""

from pathlib import Path

from starlette.responses import FileResponse, RedirectResponse, Response

from app.api.headers import DOCS_CSP, SETUP_CSP
from app.core.errors import NotFound

_ASSETS = Path(__file__).parent / "assets"
_DOCS, _SETUP = _ASSETS / "swagger", _ASSETS / "setup"
_SCRIPT, _STYLE, _PICTURE = "text/javascript", "text/css", "image/png"
_DOCS_FILES = {
    "swagger-ui-bundle.js": _SCRIPT,
    "start.js": _SCRIPT,
    "swagger-ui.css": _STYLE,
    "favicon-32x32.png": _PICTURE,
}
_SETUP_FILES = {"setup.js": _SCRIPT, "fields.js": _SCRIPT, "setup.css": _STYLE}


async def docs_page() -> Response:
    return _page(_DOCS, DOCS_CSP)


async def docs_slash() -> Response:
    return RedirectResponse("../docs")


async def docs_file(name: str) -> Response:
    return _file(_DOCS, name, _DOCS_FILES)


async def setup_page() -> Response:
    return _page(_SETUP, SETUP_CSP)


async def setup_slash() -> Response:
    return RedirectResponse("../setup")


async def setup_file(name: str) -> Response:
    return _file(_SETUP, name, _SETUP_FILES)


def _page(folder: Path, policy: str) -> Response:
    return FileResponse(
        folder / "index.html",
        media_type="text/html",
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"},
    )


def _file(folder: Path, name: str, kinds: dict[str, str]) -> Response:
    if name not in kinds:
        raise NotFound("file", name)
    # Revalidated by its ETag, so a new version of ours is seen at once.
    return FileResponse(
        folder / name, media_type=kinds[name], headers={"Cache-Control": "no-cache"}
    )
