"""Two ways to do the same work: with a mouse, and with nothing but a keyboard."""

from typing import Protocol

from playwright.async_api import Locator, expect

_FAR = 300  # presses of a key: further than anything is away

# The key that leads to an element, or null where the focus is on it. It moves by arrows within
# menus, lists and their like; in a list of options it stays in the field, which says which one is
# meant.
_WAY = """element => {
  const { activeElement: at } = document;
  if (element === at || element.dataset.comboboxSelected === "true") return null;
  if (element.id && at?.getAttribute("aria-activedescendant") === element.id) return null;
  const role = element.getAttribute("role") ?? element.type ?? "";
  if (!/^(menuitem.*|option|tab|radio)$/.test(role)) return "Tab";
  const all = element.closest("[role=tablist], [role=radiogroup], [role=menu], [role=listbox]");
  return !all || all.contains(at) || all.role === "listbox" ? "ArrowDown" : "Tab";
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
        for _ in range(_FAR):
            key = await target.evaluate(_WAY)
            if key is None:
                return
            await target.page.keyboard.press(key)
        raise AssertionError(f"no key leads to {target}")
