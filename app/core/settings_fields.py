"""Kinds of settings, and defaults that depend on the machine."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

from app.core.settings_units import duration


def cores() -> int:
    return len(os.sched_getaffinity(0))


def home() -> Path:
    try:
        found = Path.home()
    except RuntimeError:
        return Path("/")
    return found if found.is_dir() else Path("/")


def default_data_dir() -> Path:
    data_home = os.environ.get("XDG_DATA_HOME", "")
    # The XDG rules: a relative path there is to be ignored.
    base = Path(data_home) if data_home.startswith("/") else home() / ".local/share"
    return base / "taskyard"


def _located(value: object) -> object:
    if not isinstance(value, str | Path):
        return value
    try:
        return Path(value).expanduser().absolute()
    except RuntimeError as error:
        raise ValueError(str(error)) from None


def _comma_separated(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


Location = Annotated[Path, BeforeValidator(_located)]
Several = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_separated)]


def _durations(value: object) -> object:
    """The longest first; `none` is none of them."""
    parts = _comma_separated(value)
    if not isinstance(parts, tuple):
        return parts
    if parts == ("none",):
        return ()
    spans = {duration(part) for part in parts}
    if timedelta(0) in spans:
        raise ValueError("0s before is no warning; none of them is written none")
    return tuple(sorted(spans, reverse=True))


Durations = Annotated[tuple[timedelta, ...], NoDecode, BeforeValidator(_durations)]


def shown(text: str) -> dict[str, Any]:
    """How such a default is written in the documentation."""
    return {"shown": text}
