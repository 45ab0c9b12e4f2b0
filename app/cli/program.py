"""The commands. Each imports what it needs when it runs: `taskyard --help` must be quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.cli.options import BehindProxy, Data, Host, Port, TlsCert, TlsKey
from app.cli.refusal import Refusal
from app.cli.user import user_commands
from app.core.errors import CannotStart

# A line with \b keeps the lines below it as they are.
_EPILOG = """\
\b
Examples:
  taskyard serve --port 9000
  taskyard user add ada@example.org --role operator
  curl -H "Authorization: Bearer $(taskyard token)" localhost:8888/api/v1/tasks

\b
All but serve and check ask the server of the data directory, or do it themselves when none runs.
Exit codes: 0 done, 1 not done, 2 mistyped, 4 not allowed, 5 nobody of that name.
"""

_program = typer.Typer(
    name="taskyard",
    help="Runs shell commands and shows them live, over HTTP.",
    epilog=_EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_program.add_typer(user_commands)


def main() -> None:
    try:
        _program()
    except (CannotStart, Refusal) as error:
        for line in str(error).splitlines():
            typer.echo(f"taskyard: {line}", err=True)
        sys.exit(error.exit_code if isinstance(error, Refusal) else 1)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"taskyard {__version__}")
        raise typer.Exit


@_program.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    pass


@_program.command()
def serve(
    host: Host = None,
    port: Port = None,
    data: Data = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    behind_proxy: BehindProxy = None,
) -> None:
    """Run the server until it is told to stop (Ctrl-C or SIGTERM)."""
    from app.cli.serve import serve as run

    sys.exit(run(_flags(host, port, data, tls_cert, tls_key, behind_proxy)))


@_program.command()
def check(
    host: Host = None,
    port: Port = None,
    data: Data = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    behind_proxy: BehindProxy = None,
) -> None:
    """Show the settings, who set each, what is doubtful."""
    from app.cli.check import report

    report(_flags(host, port, data, tls_cert, tls_key, behind_proxy))


def _flags(
    host: str | None,
    port: int | None,
    data: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    behind_proxy: bool | None,
) -> dict[str, object]:
    return {
        "host": host,
        "port": port,
        "data_dir": data,
        "tls_cert": tls_cert,
        "tls_key": tls_key,
        "behind_proxy": behind_proxy,
    }


@_program.command()
def token(data: Data = None) -> None:
    """Print the token of the owner of this machine, for curl."""
    from app.cli import local

    typer.echo(local.token(data))


@_program.command("setup-link")
def setup_link(data: Data = None) -> None:
    """Print another link to make the first administrator with."""
    from app.cli import local

    typer.echo(local.setup_link(data))


@_program.command("rotate-key")
def rotate_key(data: Data = None) -> None:
    """Sign access tokens with a new key."""
    from app.cli import local

    local.rotate_key(data)
    typer.echo("A new key signs from now on.")
