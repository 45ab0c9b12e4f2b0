"""Writes the pages that are made from the code: `python docs/build.py`."""

from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo

from app.cli.check import setting_text
from app.core.settings import Settings, names_of

SETTINGS_PAGE = Path(__file__).parent / "reference" / "settings.md"

_HEAD = """\
# Settings

<!-- Made from app/core/settings.py by `make format`. -->

A setting comes from a flag of `taskyard serve`, else from the environment, else from a file
`.env` in the directory the server is started in, else it has its default. An empty variable counts
as not set. A `TASKYARD_` name that is none of these stops the server, with the name that was
probably meant. `taskyard check` shows every value, who set it, and what is doubtful about it.

Durations are written `500ms`, `10s`, `5m`, `1h30m`, `2d`; a bare number is seconds. Sizes are
written `64KiB`, `256MiB`, `1GB`; a bare number is bytes.

| variable | default | what it does |
|---|---|---|
"""


def settings_page() -> str:
    return _HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    for field, info in Settings.model_fields.items():
        names = " or ".join(f"`{name}`" for name in names_of(field))
        yield f"| {names} | {_default(field, info)} | {info.description} |"


def _default(field: str, info: FieldInfo) -> str:
    if isinstance(info.json_schema_extra, dict):
        return str(info.json_schema_extra["shown"])
    return f"`{text}`" if (text := setting_text(field, info.default)) != "-" else "not set"


if __name__ == "__main__":
    SETTINGS_PAGE.write_text(settings_page(), "utf-8")
    print(f"wrote {SETTINGS_PAGE}")
