"""python -m tests.browser.screenshots: take a picture of every screen."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import chromium, what_is_missing
from tests.browser.screenshots.pictures import PICTURES, SHOWN, Look, Picture
from tests.browser.screenshots.scene import Scene, email_of, prepare
from tests.browser.settled import settled
from tests.browser.visitor import Visits

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
            for picture in PICTURES:
                for look in Look:
                    if not wanted or {picture.name, f"{picture.name}-{look.value}"} & wanted:
                        await _take(visits, scene, picture, look)
            await visits.end()
        scene.yard.stop()
    for name in SHOWN:
        if (_ALL / name).exists():
            shutil.copy(_ALL / name, _DOCS / name)


async def _take(visits: Visits, scene: Scene, picture: Picture, look: Look) -> None:
    profile = {**look.profile, "reduced_motion": "reduce", "locale": "en-GB"}
    context = await (
        visits.stranger(**profile)
        if picture.by is None
        else visits.known(email_of(picture.by), **profile)
    )
    page = await context.new_page()
    await page.goto(scene.yard.root + scene.path(picture.route))
    await settled(page)
    await picture.prepare(page)
    await settled(page)
    await page.screenshot(path=_ALL / f"{picture.name}-{look.value}.png")
    await context.close()


asyncio.run(main())
