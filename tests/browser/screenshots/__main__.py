"""python -m tests.browser.screenshots: take a picture of every screen."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import BrowserContext

from tests.browser.chromium import chromium, what_is_missing
from tests.browser.screenshots.pictures import PICTURES, SHOWN, Look, Picture
from tests.browser.screenshots.scene import Scene, email_of, prepare
from tests.browser.settled import settled
from tests.browser.visitor import Visits
from tests.server.people import PASSWORD

_ROOT = Path(__file__).parents[3]
_ALL, _DOCS = _ROOT / "pictures", _ROOT / "docs" / "pictures"


async def main() -> None:
    if (missing := what_is_missing()) is not None:
        sys.exit(missing)
    wanted = set(sys.argv[1:])
    _ALL.mkdir(exist_ok=True)
    _DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scene = await prepare(Path(folder))
        async with chromium() as browser:
            visits = Visits(browser, scene.yard)
            for look in Look:
                album = Album(visits, scene, look)
                for picture in PICTURES:
                    if not wanted or {picture.name, f"{picture.name}-{look.value}"} & wanted:
                        await album.take(picture)
            await visits.end()
        scene.yard.stop()
    for name in SHOWN:
        if (_ALL / name).exists():
            shutil.copy(_ALL / name, _DOCS / name)


class Album:
    """Pictures of one look. Who is in several of them signs in once."""

    def __init__(self, visits: Visits, scene: Scene, look: Look) -> None:
        self._visits = visits
        self._scene = scene
        self._look = look
        self._visitors: dict[str | None, BrowserContext] = {}

    async def take(self, picture: Picture) -> None:
        page = await (await self._visitor(picture.by)).new_page()
        await page.goto(self._scene.yard.root + self._scene.path(picture.route))
        await settled(page)
        await picture.prepare(page)
        await settled(page)
        await page.screenshot(path=_ALL / f"{picture.name}-{self._look.value}.png")
        await page.close()

    async def _visitor(self, name: str | None) -> BrowserContext:
        if name not in self._visitors:
            self._visitors[name] = await self._arrives(name)
        return self._visitors[name]

    async def _arrives(self, name: str | None) -> BrowserContext:
        context = await self._visits.stranger(**self._look.profile)
        if name is not None:
            body = {"email": email_of(name), "password": PASSWORD, "cookie": True}
            answer = await context.request.post(f"{self._scene.yard.url}/auth/login", data=body)
            assert answer.ok, await answer.text()
        return context


asyncio.run(main())
