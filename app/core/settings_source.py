"""Reads the settings from where an operator may put them, and remembers which came from where."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import ValidationError

from app.core.errors import CannotStart
from app.core.own_process import forget_variables
from app.core.settings import PREFIX, Settings, is_secret, names_of

# Names of ours that are not settings of the server.
_NOT_SETTINGS = frozenset({"TASKYARD_REQUIRE"})


class BadSettings(CannotStart):
    """A line for each problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(problems))


class Source(StrEnum):
    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who set a setting; `name` is the flag or the variable."""

    source: Source
    name: str | None = None

    def __str__(self) -> str:
        if self.name is None:
            return self.source.value
        return f".env: {self.name}" if self.source is Source.FILE else self.name


@dataclass(frozen=True, slots=True)
class Given:
    settings: Settings
    origins: Mapping[str, Origin]


def read_settings(*, flags: Mapping[str, object], directory: Path) -> Given:
    """Flags win over the environment, that over `.env` in `directory`, that over the defaults.

    A flag that is None was not given. Raises BadSettings.
    """
    env_file = directory / ".env"
    in_file = _read_env_file(env_file)
    unknown = [*_unknown(os.environ, ""), *_unknown(in_file, f" in {env_file}")]
    if unknown:
        raise BadSettings(unknown)
    chosen: dict[str, Any] = {field: value for field, value in flags.items() if value is not None}
    origins = {field: _origin(field, chosen, in_file) for field in Settings.model_fields}
    try:
        settings = Settings(_env_file=env_file, **chosen)
    except ValidationError as error:
        raise BadSettings(_problems(error, origins)) from None
    return Given(settings, origins)


def forget_secrets() -> None:
    """Once they are read nobody who looks at this process has to see them."""
    secrets = [field for field in Settings.model_fields if is_secret(field)]
    forget_variables(name for field in secrets for name in names_of(field))


def _read_env_file(path: Path) -> Mapping[str, str]:
    try:
        if path.exists():
            _demand_trusted(path)
        found = dotenv_values(path) if path.exists() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings([f"{path} cannot be read: {error}"]) from None
    return {name: value for name, value in found.items() if value is not None}


def _demand_trusted(path: Path) -> None:
    """It can say what signs accesses and who is administrator: in /tmp anybody may leave one."""
    found = path.stat()
    if found.st_uid not in (0, os.geteuid(), path.parent.stat().st_uid):
        raise BadSettings([f"{path} is somebody else's: start in another directory"])
    if found.st_mode & stat.S_IWOTH:
        raise BadSettings([f"everybody may write to {path}: look into it, then chmod o-w"])


def _unknown(names: Iterable[str], place: str) -> Iterator[str]:
    known = [name for field in Settings.model_fields for name in names_of(field)]
    for name in sorted(names):
        if not name.upper().startswith(PREFIX) or name in known or name in _NOT_SETTINGS:
            continue
        close = get_close_matches(name.upper(), known, n=1)
        yield f"{name}{place} is no setting" + (f": did you mean {close[0]}?" if close else "")


def _origin(field: str, flags: Mapping[str, object], in_file: Mapping[str, str]) -> Origin:
    if field in flags:
        return Origin(Source.COMMAND_LINE, f"--{field.removesuffix('_dir').replace('_', '-')}")
    for values, source in ((os.environ, Source.ENVIRONMENT), (in_file, Source.FILE)):
        for name in names_of(field):
            if values.get(name):
                return Origin(source, name)
    return Origin(Source.DEFAULT)


def _problems(error: ValidationError, origins: Mapping[str, Origin]) -> Iterator[str]:
    fields = {name: field for field in Settings.model_fields for name in names_of(field)}
    for problem in error.errors(include_input=False, include_url=False):
        what = problem["msg"].removeprefix("Value error, ")
        if not problem["loc"]:
            yield what
            continue
        name = str(problem["loc"][0])
        yield f"{origins[fields.get(name, name)]}: {what}"
