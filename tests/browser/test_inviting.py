"""Job 9: somebody is invited, comes in, and sees only what they may."""

from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.visitor import Visits
from tests.server.people import PASSWORD
from tests.server.talking import submit
from tests.server.yard import Yard


async def test_who_is_invited_makes_an_account_and_sees_only_what_is_theirs(
    visits: Visits, yard: Yard, hands: Hands
) -> None:
    ada = await visits.by("admin", "Ada")
    async with ada.client() as client:
        hers = await submit(client, "echo mine alone", name="of Ada")

    people = await ada.opens("/users")
    await hands.press(people.get_by_role("button", name="Invite"))
    email = f"invited-{ada.email}"
    await hands.write(people.get_by_role("dialog").get_by_label("E-mail"), email)
    await hands.press(people.get_by_role("button", name="Make the link"))
    link = people.get_by_role("dialog").get_by_text(f"{yard.root}/setup#i=")
    await expect(link).to_be_visible()

    page = await (await visits.stranger()).new_page()
    await page.goto(await link.inner_text())
    await hands.write(page.get_by_label("Name"), "Ben")
    await hands.write(page.get_by_label("E-mail"), email)
    await hands.write(page.get_by_label("Password", exact=True), PASSWORD)
    await hands.press(page.get_by_role("button", name="Make account"))
    await expect(page.get_by_role("button", name="Ben")).to_be_visible()

    await expect(page.get_by_text("Nothing has run yet")).to_be_visible()
    await page.goto(f"{yard.root}/tasks/{hers['id']}")
    await expect(page.get_by_role("main")).to_contain_text("no task")
    await expect(page.get_by_text("mine alone")).to_have_count(0)


async def test_a_link_that_was_used_lets_nobody_else_in(visits: Visits, yard: Yard) -> None:
    visits.forgiven.add("answered 403: POST")
    async with yard.client() as owner:
        link = (await owner.post("/invites", json={})).json()["link"]
    for name in ("Ben", "Eve"):
        page = await (await visits.stranger()).new_page()
        await page.goto(link)
        await page.get_by_label("Name").fill(name)
        await page.get_by_label("E-mail").fill(f"{name}.{link[-8:]}@example.org")
        await page.get_by_label("Password", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Make account").click()
        if name == "Ben":
            await expect(page.get_by_role("button", name="Ben")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("invite")
