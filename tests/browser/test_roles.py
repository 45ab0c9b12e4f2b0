"""Each role is shown what it may do, and nothing that would be refused.

The expectations stand here on their own, apart from the table the page goes by. That nothing is
answered 403 is seen by the watch over every visitor.
"""

from collections.abc import Mapping

import pytest
from playwright.async_api import Page, expect

from tests.browser.settled import settled
from tests.browser.visitor import Visitor, Visits
from tests.server.talking import ended, has_status, submit

ROLES = ("viewer", "user", "operator", "admin")
SEES_ALL = ("viewer", "operator", "admin")

CONTROLS = {"Cancel", "Kill now", "Re-run with changes"}
AGAIN = {"Re-run", "Re-run with changes", "Delete…"}
WORKS = {"Take it", "Assign…", "Cancel", "Make one like this"}
VERBS = CONTROLS | AGAIN | WORKS | {"Start", "Complete", "Unassign", "Reopen"}

# What those may do who see it but have not made it.
OF_OTHERS: Mapping[str, Mapping[str, set[str]]] = {
    "viewer": {"running": set(), "ended": set(), "person": set()},
    "operator": {"running": CONTROLS, "ended": AGAIN, "person": WORKS},
    "admin": {"running": CONTROLS, "ended": AGAIN, "person": WORKS},
}
OWN = {"running": CONTROLS, "ended": AGAIN, "person": WORKS}

PAGES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "/users": {"Add account": ("admin",), "Invite": ("admin",)},
    "/": {"Create Task": ("user", "operator", "admin")},
    "/my": {},
    "/insights": {},
    "/profile": {},
    "/tokens": {"New token": ROLES},
    "/audit": {},
    "/settings": {},
    "/settings/server": {},
}


async def _make(by: Visitor) -> Mapping[str, str]:
    async with by.client() as client:
        running = await submit(client, "sleep 600", name="theirs")
        over = await submit(client, "true", name="theirs")
        person = (await client.post("/tasks", json={"name": "theirs"})).json()
        await has_status(client, running["id"], "running")
        await ended(client, over["id"])
    return {"running": running["id"], "ended": over["id"], "person": person["id"]}


@pytest.mark.parametrize("role", SEES_ALL)
async def test_with_tasks_of_others_one_can_do_what_one_may(visits: Visits, role: str) -> None:
    tasks = await _make(await visits.by("operator", "Otto"))
    one = await visits.by(role)
    for which, task_id in tasks.items():
        page = await one.opens(f"/tasks/{task_id}")
        assert await _offered(page) == OF_OTHERS[role][which], which


@pytest.mark.parametrize("role", ["user", "operator"])
async def test_with_own_tasks_one_can_do_everything(visits: Visits, role: str) -> None:
    one = await visits.by(role)
    for which, task_id in (await _make(one)).items():
        page = await one.opens(f"/tasks/{task_id}")
        assert await _offered(page) == OWN[which], which


async def test_a_user_does_not_learn_of_the_tasks_of_others(visits: Visits) -> None:
    tasks = await _make(await visits.by("operator", "Otto"))
    ann = await visits.by("user")
    page = await ann.opens("/")
    await expect(page.get_by_text("Nothing has run yet")).to_be_visible()
    await expect(page.get_by_role("row")).to_have_count(0)
    for path in (f"/tasks/{tasks['ended']}", f"/tasks/{tasks['ended']}/logs"):
        await page.goto(ann.root + path)
        await settled(page)
        await expect(page.get_by_role("main")).not_to_contain_text("theirs")
        assert await _offered(page) == set()


@pytest.mark.parametrize("role", ROLES)
async def test_every_page_is_there_for_everybody_with_what_they_may_use(
    visits: Visits, role: str
) -> None:
    one = await visits.by(role)
    page = await one.opens("/")
    is_maker = role != "viewer"
    await expect(page.get_by_role("link", name="New task")).to_have_count(int(is_maker))
    for path, buttons in PAGES.items():
        await page.goto(one.root + path)
        await settled(page)
        for name, roles in buttons.items():
            button = page.get_by_role("main").get_by_role("button", name=name, exact=True)
            await expect(button).to_have_count(int(role in roles))
    await expect(page.get_by_role("link", name="Audit log")).to_have_count(int(role == "admin"))


async def _offered(page: Page) -> set[str]:
    """The verbs on the page of a task, and in its menu."""
    await settled(page)
    main = page.get_by_role("main")
    more = main.get_by_role("button", name="More for")
    if await more.count():
        await more.click()
    texts = [
        *await main.get_by_role("button").all_inner_texts(),
        *await main.get_by_role("link").all_inner_texts(),
        *await page.get_by_role("menuitem").all_inner_texts(),
    ]
    return {text.partition("\n")[0].strip() for text in texts} & VERBS
