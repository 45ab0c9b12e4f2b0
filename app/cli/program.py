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

Host = Annotated[str | None, typer.Option(help="Address to listen on; loopback only for now.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.")]
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Where everything is kept.")
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
def serve(host: Host = None, port: Port = None, data: Data = None) -> None:
    """Run the server until it is told to stop (Ctrl-C or SIGTERM)."""
    from app.cli.serve import serve as run

    sys.exit(run({"host": host, "port": port, "data_dir": data}))


@_program.command()
def check(host: Host = None, port: Port = None, data: Data = None) -> None:
    """Show the settings the server would start with, who set each, and what is doubtful."""
    from app.cli.check import report

    report({"host": host, "port": port, "data_dir": data})
