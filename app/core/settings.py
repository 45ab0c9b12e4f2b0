"""Everything an operator may choose, as one frozen object that is read once.

Parts receive values, not this object. docs/reference/settings.md is made from it.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import (
    AliasChoices,
    AliasGenerator,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.settings_fields import (
    Durations,
    Location,
    Several,
    cores,
    default_data_dir,
    home,
    shown,
)
from app.core.settings_serving import PublicUrl, address, is_any, is_loopback, network, url_host
from app.core.settings_units import Duration, Size

PREFIX = "TASKYARD_"
# Names other tools and hosting platforms already use for the same thing.
PLAIN_NAMES = frozenset({"port", "secret_key", "database_url", "rabbitmq_url"})


def names_of(field: str) -> tuple[str, ...]:
    """The variables that set a field, the first that is set wins."""
    name = field.upper()
    return (PREFIX + name, name) if field in PLAIN_NAMES else (PREFIX + name,)


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
        default_factory=default_data_dir,
        description="Where everything is kept: both databases, the lock, the reserve.",
        json_schema_extra=shown("$XDG_DATA_HOME/taskyard or ~/.local/share/taskyard"),
    )
    host: str = Field(
        "127.0.0.1",
        description="The address to listen on. Beyond loopback it takes an administrator, and TLS"
        " or a proxy in front.",
    )
    port: int = Field(8888, ge=0, le=65_535, description="The port; 0 takes any free one.")
    public_url: str | None = Field(
        None,
        description="How people reach the server, http(s)://host[:port][/base]: links, cookies and"
        " the host names that are answered go by it.",
    )
    allowed_hosts: Several = Field(
        (),
        description="More host names a request may carry, beside that of the public URL,"
        " localhost, 127.0.0.1 and [::1];"
        " exact, separated by commas, with the port when it is not the server's.",
    )
    tls_cert: Location | None = Field(
        None, description="The certificate and its chain, PEM: the server speaks HTTPS itself."
    )
    tls_key: Location | None = Field(None, description="The key of that certificate, PEM.")
    behind_proxy: bool = Field(
        False,
        description="A proxy in front does TLS, or whatever else lets only the right people reach"
        " the port; takes the public URL.",
    )
    trusted_proxies: Several = Field(
        ("127.0.0.1", "::1"),
        description="Behind a proxy: the addresses and networks, separated by commas, whose"
        " X-Forwarded-For and X-Forwarded-Proto are believed.",
    )
    max_streams: int = Field(
        10_000, ge=1, description="Event and log streams open at once; more are refused."
    )
    max_body: Size = Field(1024**2, ge=1024, description="The largest request body.")
    max_batch_body: Size = Field(
        16 * 1024**2, ge=1024, description="The largest body of POST /tasks/batch."
    )

    registration: Literal["closed", "invite", "open"] = Field(
        "closed",
        description="Who gets an account: whom an administrator creates or invites (closed), whom"
        " anybody with an account invites too (invite), or everybody (open).",
    )
    admin_email: str | None = Field(
        None,
        description="The first administrator, made at start when there is none; takes a password.",
    )
    admin_name: str = Field("Administrator", min_length=1, description="The name of that one.")
    admin_password: SecretStr | None = Field(None, description="The password of that one.")
    admin_password_file: Location | None = Field(None, description="A file that holds it, instead.")
    secret_key: SecretStr | None = Field(
        None,
        description="What access tokens are signed with, at least 32 bytes that nobody can guess;"
        " not set, it is made and kept in the data directory.",
    )
    run_as: str | None = Field(
        None,
        description="The user, by name or number, that commands run as. Takes a server that is"
        " started by root, and setpriv.",
    )

    slots: int = Field(
        default_factory=lambda: 4 * cores(),
        ge=1,
        description="Commands that may run at once; the others wait.",
        json_schema_extra=shown("4 × the cores"),
    )
    launchers: int = Field(
        default_factory=lambda: min(2, cores()),
        ge=1,
        le=16,
        description="Helper processes that start the commands.",
        json_schema_extra=shown("2, or 1 on one core"),
    )
    shell: str = Field("/bin/sh", description="What runs a command that names no shell of its own.")
    work_dir: Location = Field(
        default_factory=home,
        description="Where a command starts that names no directory of its own.",
        json_schema_extra=shown("the home of the user they run as"),
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
    deadline_warnings: Durations = Field(
        (timedelta(hours=24), timedelta(hours=1)),
        description="How long before a deadline there is an event about it, separated by commas;"
        " `none` for never.",
    )

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

    @field_validator("host")
    @classmethod
    def _an_address(cls, host: str) -> str:
        return address(host)

    @field_validator("public_url")
    @classmethod
    def _a_plain_url(cls, url: str | None) -> str | None:
        return None if url is None else str(PublicUrl.parse(url))

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses_or_networks(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(network(each) for each in proxies)

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

    @field_validator("tls_cert", "tls_key", "admin_password_file")
    @classmethod
    def _can_be_read(cls, file: Path | None) -> Path | None:
        if file is not None and not os.access(file, os.R_OK):
            raise ValueError(f"{file} cannot be read")
        return file

    @model_validator(mode="after")
    def _only_behind_a_door(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("TASKYARD_TLS_CERT and TASKYARD_TLS_KEY go together: give both")
        if self.behind_proxy and self.public_url is None:
            raise ValueError(
                "TASKYARD_BEHIND_PROXY: say with TASKYARD_PUBLIC_URL how people reach the proxy,"
                " for example https://yard.example.org"
            )
        if not (is_loopback(self.host) or self.tls_cert or self.behind_proxy):
            raise ValueError(
                f"TASKYARD_HOST: on {self.host} whoever is on the network could read passwords as"
                " they pass: give --tls-cert and --tls-key, or --behind-proxy when a proxy in"
                " front does TLS"
            )
        return self

    @model_validator(mode="after")
    def _a_whole_administrator(self) -> Self:
        passwords = [self.admin_password, self.admin_password_file]
        given = sum(each is not None for each in passwords)
        if given > 1:
            raise ValueError(
                "TASKYARD_ADMIN_PASSWORD and TASKYARD_ADMIN_PASSWORD_FILE: give one of them"
            )
        if given != (self.admin_email is not None):
            raise ValueError(
                "TASKYARD_ADMIN_EMAIL takes TASKYARD_ADMIN_PASSWORD_FILE"
                " (or TASKYARD_ADMIN_PASSWORD), and they take it"
            )
        return self

    @model_validator(mode="after")
    def _only_the_own_database(self) -> Self:
        if self.database_url is not None:
            _refuse_other_databases(self.database_url.get_secret_value(), self.data_dir)
        return self

    @property
    def public(self) -> PublicUrl:
        """How people reach it: as it was said, else as it listens."""
        if self.public_url is not None:
            return PublicUrl.parse(self.public_url)
        return PublicUrl.parse(self.local_url)

    @property
    def local_url(self) -> str:
        """How those on this machine reach it."""
        host = self.host
        if not is_loopback(host):
            host = "::1" if ":" in host else "127.0.0.1"
        scheme = "http" if self.tls_cert is None else "https"
        return f"{scheme}://{url_host(host)}:{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names a request may carry, beside those of loopback."""
        own = () if is_any(self.host) else (url_host(self.host),)
        return (*own, self.public.host, *self.allowed_hosts)

    def first_password(self) -> str | None:
        """Of the administrator to be made; raises OSError when the file cannot be read."""
        if self.admin_password_file is not None:
            return self.admin_password_file.read_text("utf-8").strip("\r\n")
        return self.admin_password.get_secret_value() if self.admin_password else None


def is_secret(field: str) -> bool:
    kind = Settings.model_fields[field].annotation
    return SecretStr in (get_args(kind) or (kind,))


def _refuse_other_databases(url: str, data_dir: Path) -> None:
    scheme, _, rest = url.partition(":")
    if scheme.partition("+")[0] != "sqlite":
        raise ValueError("DATABASE_URL: only sqlite is supported in this version")
    if Path(rest.removeprefix("///")).absolute() != data_dir / "taskyard.db":
        raise ValueError(
            f"DATABASE_URL: the database is always {data_dir}/taskyard.db;"
            " choose the directory with TASKYARD_DATA_DIR"
        )
