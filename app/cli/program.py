"""The commands. Each imports what it needs when it runs: `taskyard --help` must be quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from app import __version__
from app.core.errors import CannotStart

_program = typer.Typer(
    name="taskyard",
    help="Runs shell commands and shows them live, over HTTP.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Host = Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 is every one.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.")]
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where everything is kept.")
]
TlsCert = Annotated[
    Path | None, typer.Option("--tls-cert", metavar="FILE", help="Speak HTTPS with it; PEM.")
]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key; PEM.")]
BehindProxy = Annotated[
    bool | None, typer.Option("--behind-proxy", help="A proxy in front does TLS.")
]


def main() -> None:
    try:
        _program()
    except CannotStart as error:
        for line in str(error).splitlines():
            typer.echo(f"taskyard: {line}", err=True)
        sys.exit(1)


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
    """Show the settings the server would start with, who set each, and what is doubtful."""
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
