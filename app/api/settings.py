"""What the server goes by."""

from pydantic import Field
from starlette.responses import Response

from app.api.replies import json_reply
from app.api.task_out import Out
from app.api.visit import Visiting
from app.core.settings_shown import ShownSetting
from app.core.settings_source import Source


class SettingOut(Out):
    name: str
    section: str = Field(description="A heading for those that belong together.")
    variables: list[str] = Field(description="What sets it; the first that is set wins.")
    description: str
    value: str | None = Field(description="As one would write it; null of a secret.")
    default: str | None = Field(description="Likewise, or in words where the machine decides.")
    secret: bool
    set: bool = Field(description="Whether there is a value.")
    source: Source
    set_by: str | None = Field(description="The flag or the variable; null for the default.")
    restart: bool = Field(description="Whether another value takes a restart.")


class SettingsOut(Out):
    settings: list[SettingOut]


async def list_settings(visit: Visiting) -> Response:
    settings = visit.services.settings.read(by=visit.by)
    return json_reply({"settings": [_shown(each) for each in settings]})


def _shown(setting: ShownSetting) -> dict[str, object]:
    return {
        "name": setting.name,
        "section": setting.section,
        "variables": setting.variables,
        "description": setting.description,
        "value": setting.value,
        "default": setting.default,
        "secret": setting.is_secret,
        "set": setting.is_set,
        "source": setting.origin.source,
        "set_by": setting.origin.name,
        "restart": True,
    }
