"""Two ways to do the same work: with a mouse, and with nothing but a keyboard."""

from typing import Protocol

from playwright.async_api import Locator, expect

_FAR = 300  # presses of a key: further than anything is away
# Within these, focus moves by arrows; Tab leads past them.
_BY_ARROWS = "menuitem, menuitemradio, menuitemcheckbox, option, tab, radio"

_ROLE = "element => element.getAttribute('role') ?? element.type ?? ''"
# In a list of options focus stays in the field; the field or the option says which is meant.
_IS_REACHED = """element => element === document.activeElement
  || element.dataset.comboboxSelected === 'true'
  || document.activeElement?.getAttribute('aria-activedescendant') === element.id"""
_IS_BESIDE = """element => {
  const all = element.closest('[role=tablist], [role=radiogroup], [role=menu], [role=listbox]');
  return all === null || all.contains(document.activeElement) || all.role === 'listbox';
}"""


class Hands(Protocol):
    async def press(self, target: Locator) -> None: ...

    async def write(self, field: Locator, text: str) -> None: ...


class Mouse:
    async def press(self, target: Locator) -> None:
        await target.click()

    async def write(self, field: Locator, text: str) -> None:
        await field.click()
        await field.fill(text)


class Keyboard:
    async def press(self, target: Locator) -> None:
        await self.reach(target)
        is_button = await target.evaluate("e => e.matches('[type=checkbox], [type=radio]')")
        await target.page.keyboard.press("Space" if is_button else "Enter")

    async def write(self, field: Locator, text: str) -> None:
        await self.reach(field)
        keyboard = field.page.keyboard
        await keyboard.press("ControlOrMeta+a")
        await keyboard.type(text) if text else await keyboard.press("Delete")

    async def reach(self, target: Locator) -> None:
        """By Tab, and by arrows where these lead on."""
        await expect(target).to_be_visible()
        keyboard = target.page.keyboard
        for _ in range(_FAR):
            if await target.evaluate(_IS_REACHED):
                return
            await keyboard.press(await self._next(target))
        raise AssertionError(f"no key leads to {target}")

    async def _next(self, target: Locator) -> str:
        if await target.evaluate(_ROLE) not in _BY_ARROWS.split(", "):
            return "Tab"
        return "ArrowDown" if await target.evaluate(_IS_BESIDE) else "Tab"
