"""The settings as people are shown them, in words that would set them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.core.settings import Settings, is_secret, names_of
from app.core.settings_source import Given, Origin, Source
from app.core.settings_units import SIZE, duration_text, size_text

# The field each begins with, in the order of the fields.
_SECTIONS = {
    "data_dir": "Server",
    "registration": "People",
    "run_as": "Commands",
    "log_cap": "What is kept",
    "log_level": "The server's own log",
    "database_url": "Other services",
}


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """`value` is None where there is none, and always of a secret: `is_set` tells of that."""

    name: str
    section: str
    variables: tuple[str, ...]
    description: str
    value: str | None
    default: str | None
    is_secret: bool
    is_set: bool
    origin: Origin


def shown_settings(given: Given) -> Iterator[ShownSetting]:
    section = ""
    for field, info in Settings.model_fields.items():
        section = _SECTIONS.get(field, section)
        value = getattr(given.settings, field)
        yield ShownSetting(
            name=field,
            section=section,
            variables=names_of(field),
            description=info.description or "",
            value=_home_of_another(field, given) or setting_text(field, value),
            default=default_text(field),
            is_secret=is_secret(field),
            is_set=value not in (None, ()),
            origin=given.origins[field],
        )


def default_text(field: str) -> str | None:
    """In prose where it depends on the machine."""
    info = Settings.model_fields[field]
    if isinstance(info.json_schema_extra, dict):
        return str(info.json_schema_extra["shown"])
    return setting_text(field, info.default)


def setting_text(field: str, value: object) -> str | None:
    if value is None or is_secret(field):
        return None
    info = Settings.model_fields[field]
    match value:
        case bool():
            return str(value).lower()
        case timedelta():
            return duration_text(value)
        case ():
            return None if info.default == () else "none"
        case tuple():
            return ",".join(_part_text(part) for part in value)
        case int() if SIZE in info.metadata:
            return size_text(value)
    return str(value)


def _part_text(part: object) -> str:
    return duration_text(part) if isinstance(part, timedelta) else str(part)


def _home_of_another(field: str, given: Given) -> str | None:
    run_as, is_ours = given.settings.run_as, given.origins[field].source is Source.DEFAULT
    return f"(the home of {run_as})" if field == "work_dir" and run_as and is_ours else None
