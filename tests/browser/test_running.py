"""Jobs 3 to 5: run something, stop it, run it again with a change."""

import re
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from app.executor import procfs
from tests.browser.hands import Hands
from tests.browser.visitor import Visits
from tests.server.talking import ended, submit, until


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name))


async def test_a_command_is_created_and_watched_to_its_end(
    visits: Visits, hands: Hands, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    ann = await visits.by()
    page = await ann.opens()
    waits = f"echo begun; until [ -e {gate} ]; do sleep 0.05; done; echo ended well"
    await hands.write(page.get_by_role("textbox", name="Name"), "slow one")
    await hands.write(page.get_by_role("textbox", name="Command"), waits)
    await hands.press(page.get_by_role("button", name="Create Task"))

    task = row(page, "slow one")
    await expect(task).to_contain_text("Running")
    await expect(task).to_contain_text("begun")
    await hands.press(task.get_by_role("link", name="View Logs"))
    log = page.get_by_role("log")
    await expect(log).to_contain_text("begun")
    gate.touch()
    await expect(log).to_contain_text("ended well")
    await page.go_back()
    await expect(row(page, "slow one")).to_contain_text("Completed")
    await hands.press(page.get_by_role("link", name=re.compile(r"^#\d+ slow one")))
    await expect(page.get_by_role("main")).to_contain_text("Completed")
    await expect(page.get_by_role("log")).to_contain_text("ended well")


async def test_enter_runs_what_was_typed_once(visits: Visits) -> None:
    ann = await visits.by()
    page = await ann.opens()
    await page.get_by_role("textbox", name="Command").fill("echo quick")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    made = page.get_by_role("row").filter(has_text="quick")
    await expect(made).to_have_count(1)
    await expect(made).to_contain_text("Completed")
    async with ann.client() as client:
        assert len((await client.get("/tasks")).json()["tasks"]) == 1


async def test_a_running_command_is_cancelled_with_all_of_its_processes(
    visits: Visits, hands: Hands, tmp_path: Path
) -> None:
    said = tmp_path / "pids"
    ann = await visits.by()
    async with ann.client() as client:
        script = f"setsid sleep 600 & echo $! $$ > {said}.new; mv {said}.new {said}; sleep 600"
        task = await submit(client, script, name="to be stopped")
    await until(said.exists)
    pids = [int(pid) for pid in said.read_text().split()]
    assert all(map(_lives, pids))

    page = await ann.opens()
    await hands.press(row(page, "to be stopped").get_by_role("button", name="Cancel"))
    await expect(row(page, "to be stopped")).to_contain_text("Cancelled")
    await until(lambda: not any(map(_lives, pids)))
    await page.goto(f"{ann.yard.root}/tasks/{task['id']}")
    await expect(page.get_by_role("button", name="Re-run", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="Cancel")).to_have_count(0)


async def test_a_command_is_run_again_with_a_change(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    async with ann.client() as client:
        task = await submit(client, "echo $WHO is here", name="who", env={"WHO": "ann"})
        await ended(client, task["id"])
    page = await ann.opens(f"/tasks/{task['id']}")
    await expect(page.get_by_role("log")).to_contain_text("ann is here")
    await hands.press(page.get_by_role("link", name="Re-run with changes"))
    command = page.get_by_role("textbox", name="Command")
    await expect(command).to_have_value("echo $WHO is here")
    await hands.write(command, "echo $WHO was there")
    await hands.press(page.get_by_role("button", name="Create Task"))
    await expect(page.get_by_role("log")).to_contain_text("ann was there")
    assert page.url != f"{ann.yard.root}/tasks/{task['id']}"


async def test_a_command_is_run_again_as_it_was(visits: Visits, hands: Hands) -> None:
    ann = await visits.by()
    async with ann.client() as client:
        task = await submit(client, "echo again", name="again")
        await ended(client, task["id"])
    page = await ann.opens()
    await hands.press(row(page, "again").get_by_role("button", name="Re-run"))
    # Nothing moves where somebody is about to press; it does once they have gone elsewhere.
    await expect(page.get_by_role("button", name="1 new task")).to_be_visible()
    await page.mouse.move(0, 0)
    await page.get_by_role("textbox", name="Command").focus()
    await expect(row(page, "again")).to_have_count(2)


def _lives(pid: int) -> bool:
    process = procfs.process(pid)
    return process is not None and not process.is_dead
