"""Shows what a server started here and now would go by."""

from collections.abc import Mapping
from pathlib import Path

import typer

from app.core.settings_shown import shown_settings
from app.core.settings_source import read_settings
from app.core.settings_warnings import warnings_about
from app.executor.run_as import RunAs


def report(flags: Mapping[str, object]) -> None:
    """Raises BadSettings or CannotRunAs where the server would refuse to start."""
    given = read_settings(flags=flags, directory=Path.cwd())
    for each in shown_settings(given):
        value = "(set)" if each.is_secret and each.is_set else each.value or "-"
        typer.echo(f"{each.name:<20} {value:<40} {each.origin}")
    for warning in warnings_about(given.settings):
        typer.echo(f"warning: {warning}", err=True)
    if given.settings.run_as:
        RunAs.find(given.settings.run_as)
