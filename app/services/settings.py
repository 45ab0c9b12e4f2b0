"""What an operator chose, for administrators to see."""

from app.core.person import Person
from app.core.settings_shown import ShownSetting, shown_settings
from app.core.settings_source import Given
from app.services.access import Act
from app.services.touch import Touch


class SettingsView:
    """It is read once, at start: nothing here changes it."""

    def __init__(self, given: Given, touch: Touch) -> None:
        self._given = given
        self._touch = touch

    def read(self, *, by: Person) -> list[ShownSetting]:
        """Raises Forbidden."""
        self._touch.demand(by, Act.MANAGE_SERVER, "settings.read")
        return list(shown_settings(self._given))
