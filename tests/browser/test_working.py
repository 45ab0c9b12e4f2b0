"""Job 8: people do something for each other."""

from secrets import token_hex

from playwright.async_api import expect

from tests.browser.hands import Hands
from tests.browser.visitor import Visits


async def test_somebody_is_asked_does_it_and_who_asked_sees_it(
    visits: Visits, hands: Hands
) -> None:
    ann, ben = await visits.by(name="Ann"), await visits.by(name=f"Ben {token_hex(3)}")
    asks = await ann.opens("/new?kind=person")
    await hands.write(asks.get_by_role("textbox", name="What is to be done"), "Sign the contract")
    await hands.write(asks.get_by_role("combobox", name="For"), ben.name)
    await hands.press(asks.get_by_role("option", name=ben.name))
    await hands.write(asks.get_by_role("textbox", name="Checklist"), "Read it\nSign it")
    await hands.press(asks.get_by_role("button", name="Create Task"))
    await expect(asks.get_by_role("heading", name="Sign the contract").first).to_be_visible()

    does = await ben.opens("/my")
    await hands.press(does.get_by_role("link", name="Sign the contract"))
    await hands.write(does.get_by_role("textbox", name="Write a comment"), "In **blue**?")
    await hands.press(does.get_by_role("button", name="Comment"))
    await expect(asks.get_by_text("In blue?")).to_be_visible()
    await hands.press(does.get_by_role("checkbox", name="Read it"))
    await expect(asks.get_by_role("checkbox", name="Read it")).to_be_checked()
    await hands.press(does.get_by_role("button", name="Complete").first)
    await expect(asks.get_by_role("button", name="Reopen").first).to_be_visible()


async def test_what_was_completed_too_early_is_undone(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    async with ann.client() as client:
        body = {"name": "Water the plants", "assigned_to": ann.id}
        assert (await client.post("/tasks", json=body)).status_code == 201
    page = await ann.opens("/my")
    task = page.get_by_role("article").filter(has_text="Water the plants")
    await hands.press(task.get_by_role("button", name="Complete"))
    await expect(task.get_by_role("button", name="Complete")).to_have_count(0)
    await hands.press(page.get_by_role("button", name="Undo"))
    await expect(task.get_by_role("button", name="Complete")).to_be_visible()


async def test_what_nobody_has_is_taken(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    async with ann.client() as client:
        assert (await client.post("/tasks", json={"name": "Feed the cat"})).status_code == 201
    page = await ann.opens("/")
    row = page.get_by_role("row").filter(has_text="Feed the cat")
    await expect(row).to_contain_text("Unassigned")
    await hands.press(row.get_by_role("button", name="Take it"))
    await expect(row).to_contain_text("for Ann")
