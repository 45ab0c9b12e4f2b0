"""Everything an operator may choose, as one frozen object that is read once.

Parts receive values, not this object. docs/reference/settings.md is made from it.
"""

import os
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AliasChoices,
    AliasGenerator,
    BeforeValidator,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.settings_units import Duration, Size

PREFIX = "TASKYARD_"
# Names other tools and hosting platforms already use for the same thing.
PLAIN_NAMES = frozenset({"port", "secret_key", "database_url", "rabbitmq_url"})


def names_of(field: str) -> tuple[str, ...]:
    """The variables that set a field, the first that is set wins."""
    name = field.upper()
    return (PREFIX + name, name) if field in PLAIN_NAMES else (PREFIX + name,)


def cores() -> int:
    return len(os.sched_getaffinity(0))


def _home() -> Path:
    try:
        home = Path.home()
    except RuntimeError:
        return Path("/")
    return home if home.is_dir() else Path("/")


def _default_data_dir() -> Path:
    data_home = os.environ.get("XDG_DATA_HOME", "")
    # The XDG rules: a relative path there is to be ignored.
    base = Path(data_home) if data_home.startswith("/") else _home() / ".local/share"
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


def _shown(text: str) -> dict[str, Any]:
    """How a default that depends on the machine is written in the documentation."""
    return {"shown": text}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        frozen=True,
        env_prefix=PREFIX,
        case_sensitive=True,
        env_ignore_empty=True,
        extra="ignore",  # a .env serves other programs too; settings_source refuses unknown ours
        validate_by_name=True,
        validate_default=True,
        hide_input_in_errors=True,
        alias_generator=AliasGenerator(validation_alias=lambda f: AliasChoices(*names_of(f))),
    )

    data_dir: Location = Field(
        default_factory=_default_data_dir,
        description="Where everything is kept: both databases, the lock, the reserve.",
        json_schema_extra=_shown("$XDG_DATA_HOME/taskyard or ~/.local/share/taskyard"),
    )
    host: str = Field(
        "127.0.0.1",
        description="The address to listen on. Only loopback: there are no accounts yet.",
    )
    port: int = Field(8888, ge=0, le=65_535, description="The port; 0 takes any free one.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_separated)] = Field(
        (),
        description="Host names a request may carry, beside localhost, 127.0.0.1 and [::1];"
        " exact, separated by commas, with the port when it is not the server's.",
    )
    max_streams: int = Field(
        10_000, ge=1, description="Event and log streams open at once; more are refused."
    )
    max_body: Size = Field(1024**2, ge=1024, description="The largest request body.")
    max_batch_body: Size = Field(
        16 * 1024**2, ge=1024, description="The largest body of POST /tasks/batch."
    )

    slots: int = Field(
        default_factory=lambda: 4 * cores(),
        ge=1,
        description="Commands that may run at once; the others wait.",
        json_schema_extra=_shown("4 × the cores"),
    )
    launchers: int = Field(
        default_factory=lambda: min(2, cores()),
        ge=1,
        le=16,
        description="Helper processes that start the commands.",
        json_schema_extra=_shown("2, or 1 on one core"),
    )
    shell: str = Field("/bin/sh", description="What runs a command that names no shell of its own.")
    work_dir: Location = Field(
        default_factory=_home,
        description="Where a command starts that names no directory of its own.",
        json_schema_extra=_shown("the home directory"),
    )
    grace: Duration = Field(
        timedelta(seconds=10),
        ge=timedelta(0),
        description="How long a stopped command may take to end before it is killed.",
    )
    linger: Duration = Field(
        timedelta(milliseconds=500),
        ge=timedelta(0),
        description="How long the output of background children is awaited once a shell ended.",
    )
    drain: Duration = Field(
        timedelta(seconds=5),
        ge=timedelta(0),
        description="How long running commands may finish after SIGTERM before they are stopped.",
    )
    ageing: Duration = Field(
        timedelta(hours=1),
        gt=timedelta(0),
        description="The head start of one priority level over the next:"
        " a low task that waited this much longer goes before a normal one.",
    )
    queue_limit: int = Field(1_000_000, ge=1, description="Tasks that may wait; more are refused.")

    log_cap: Size = Field(
        256 * 1024**2,
        ge=64 * 1024,
        description="Output kept of one task: its head and tail; what is dropped is counted.",
    )
    retention_days: int = Field(
        90, ge=0, le=36_500, description="Days a finished task is kept; 0 keeps it for ever."
    )
    retention_count: int = Field(
        0, ge=0, description="Finished tasks kept, the newest first; 0 sets no limit."
    )
    retention_bytes: Size = Field(
        0, ge=0, description="Output kept of all finished tasks together; 0 sets no limit."
    )
    journal_size: int = Field(
        100_000, ge=1000, description="Events kept for clients that come back and resume."
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important messages of the server's own log to show."
    )
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", description="How stderr looks; auto is console on a terminal and JSON elsewhere."
    )
    log_file: Location | None = Field(
        None, description="A file for the server's own log too, JSON, 5 × 10 MiB in rotation."
    )

    database_url: SecretStr | None = Field(
        None, description="Only sqlite:///…/taskyard.db of the data directory, for now."
    )
    rabbitmq_url: SecretStr | None = Field(None, description="Accepted, not used yet.")
    secret_key: SecretStr | None = Field(None, description="Accepted, not used yet.")

    @field_validator("host")
    @classmethod
    def _only_loopback(cls, host: str) -> str:
        if not _is_loopback(host):
            raise ValueError(
                "only a loopback address such as 127.0.0.1 is possible: this version has no"
                " accounts, so whoever reaches the port could run commands as you"
            )
        return host.strip("[]")

    @field_validator("shell")
    @classmethod
    def _a_program(cls, shell: str) -> str:
        if not (shell.startswith("/") and os.access(shell, os.X_OK)):
            raise ValueError(f"{shell} is not the absolute path of a program")
        return shell

    @field_validator("work_dir")
    @classmethod
    def _a_directory(cls, work_dir: Path) -> Path:
        if not work_dir.is_dir():
            raise ValueError(f"{work_dir} is not a directory")
        return work_dir

    @field_validator("log_file")
    @classmethod
    def _in_a_directory(cls, log_file: Path | None) -> Path | None:
        if log_file is not None and not log_file.parent.is_dir():
            raise ValueError(f"{log_file.parent} is not a directory")
        return log_file

    @model_validator(mode="after")
    def _only_the_own_database(self) -> Self:
        if self.database_url is not None:
            _refuse_other_databases(self.database_url.get_secret_value(), self.data_dir)
        return self


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _refuse_other_databases(url: str, data_dir: Path) -> None:
    scheme, _, rest = url.partition(":")
    if scheme.partition("+")[0] != "sqlite":
        raise ValueError("DATABASE_URL: only sqlite is supported in this version")
    if Path(rest.removeprefix("///")).absolute() != data_dir / "taskyard.db":
        raise ValueError(
            f"DATABASE_URL: the database is always {data_dir}/taskyard.db;"
            " choose the directory with TASKYARD_DATA_DIR"
        )
