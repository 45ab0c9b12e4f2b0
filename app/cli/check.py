"""Shows what a server started here and now would go by."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import typer
from pydantic import SecretStr

from app.core.settings import Settings
from app.core.settings_source import DEFAULT, Given, read_settings
from app.core.settings_units import SIZE, duration_text, size_text
from app.core.settings_warnings import warnings_about
from app.executor.run_as import RunAs


def report(flags: Mapping[str, object]) -> None:
    """Raises BadSettings or CannotRunAs where the server would refuse to start."""
    given = read_settings(flags=flags, directory=Path.cwd())
    for field, origin in given.origins.items():
        typer.echo(f"{field:<20} {_shown(given, field):<40} {origin}")
    for warning in warnings_about(given.settings):
        typer.echo(f"warning: {warning}", err=True)
    if given.settings.run_as:
        RunAs.find(given.settings.run_as)


def _shown(given: Given, field: str) -> str:
    if field == "work_dir" and given.settings.run_as and given.origins[field] == DEFAULT:
        return f"(the home of {given.settings.run_as})"
    return setting_text(field, getattr(given.settings, field))


def setting_text(field: str, value: object) -> str:
    """As it would be written to set it; a secret is never shown."""
    match value:
        case None | ():
            return "-"
        case SecretStr():
            return "(set)"
        case bool():
            return str(value).lower()
        case timedelta():
            return duration_text(value)
        case tuple():
            return ",".join(_part_text(part) for part in value)
        case int() if SIZE in Settings.model_fields[field].metadata:
            return size_text(value)
    return str(value)


def _part_text(part: object) -> str:
    return duration_text(part) if isinstance(part, timedelta) else str(part)
