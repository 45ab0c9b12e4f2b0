"""What there is to see, and which of it the documents show."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from playwright.async_api import Page

_WIDE, _PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


_BROWSER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/156.0.0.0 Safari/537.36"
)


class Look(Enum):
    LIGHT = "light"
    DARK = "dark"
    PHONE = "phone"

    @property
    def profile(self) -> Mapping[str, Any]:
        phone = self is Look.PHONE
        return {
            "viewport": _PHONE if phone else _WIDE,
            "has_touch": phone,
            "color_scheme": "dark" if self is Look.DARK else "light",
            "reduced_motion": "reduce",
            "locale": "en-GB",
            "user_agent": _BROWSER,
        }


async def _nothing(page: Page) -> None:
    pass


async def _palette(page: Page) -> None:
    await page.get_by_role("button", name="Search or jump to").click()
    await page.get_by_role("combobox", name="Search or jump to").fill("deploy")
    await page.get_by_role("option").filter(has_text="deploy-staging").first.wait_for()


async def _shortcuts(page: Page) -> None:
    await page.keyboard.press("?")


async def _search(page: Page) -> None:
    await page.get_by_role("log").focus()
    await page.keyboard.press("ControlOrMeta+f")
    await page.keyboard.type("rounds")
    await page.get_by_text("4 of 4").wait_for()
    await page.keyboard.press("Shift+Enter")
    await page.get_by_text("3 of 4").wait_for()


async def _select(page: Page) -> None:
    for box in (await page.get_by_role("checkbox").all())[2:5]:
        await box.check()


@dataclass(frozen=True)
class Picture:
    """`by` is who looks: None is somebody who is not signed in."""

    name: str
    route: str
    prepare: Callable[[Page], Awaitable[None]] = _nothing
    by: str | None = "Amina"


PICTURES = (
    Picture("login", "/", by=None),
    Picture("invited", "/setup#i=none", by=None),
    Picture("tasks", "/"),
    Picture("tasks-selected", "/", _select),
    Picture("tasks-found-nothing", "/?q=status:failed+tag:none"),
    Picture("tasks-of-a-viewer", "/", by="Dara"),
    Picture("board", "/?view=board"),
    Picture("timeline", "/?view=timeline&range=24h"),
    Picture("new", "/new"),
    Picture("new-for-a-person", "/new?kind=person"),
    Picture("running", "/tasks/{running}"),
    Picture("failed", "/tasks/{failed}"),
    Picture("down", "/tasks/{down}"),
    Picture("waiting", "/tasks/{then}"),
    Picture("details", "/tasks/{failed}?tab=details"),
    Picture("history", "/tasks/{fixed}?tab=history"),
    Picture("events", "/tasks/{failed}?tab=events"),
    Picture("dependencies", "/tasks/{then}?tab=dependencies"),
    Picture("resources", "/tasks/{running}?tab=resources"),
    Picture("log", "/tasks/{failed}/logs"),
    Picture("log-search", "/tasks/{failed}/logs", _search),
    Picture("work", "/my"),
    Picture("work-of-somebody", "/my", by="Ben"),
    Picture("person", "/tasks/{person}", by="Ben"),
    Picture("insights", "/insights"),
    Picture("people", "/users"),
    Picture("roles", "/users?show=roles"),
    Picture("invites", "/users?show=invites"),
    Picture("tokens", "/tokens"),
    Picture("audit", "/audit"),
    Picture("appearance", "/settings"),
    Picture("server", "/settings/server"),
    Picture("about", "/settings/about"),
    Picture("profile", "/profile"),
    Picture("palette", "/", _palette),
    Picture("shortcuts", "/", _shortcuts),
    Picture("nowhere", "/nowhere"),
)

SHOWN = (
    "tasks-light.png",
    "tasks-dark.png",
    "tasks-phone.png",
    "failed-light.png",
    "log-search-dark.png",
    "person-light.png",
    "insights-light.png",
)
