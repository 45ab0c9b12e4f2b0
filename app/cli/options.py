"""The options several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 is every one.")]
Port = Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.")]
# Whether it can be read is looked at where something better can be said of it.
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", readable=False, help="The server's data directory."),
]
TlsCert = Annotated[
    Path | None, typer.Option("--tls-cert", metavar="FILE", help="Speak HTTPS with it; PEM.")
]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key; PEM.")]
BehindProxy = Annotated[
    bool | None,
    typer.Option("--behind-proxy", help="A proxy in front does TLS; takes TASKYARD_PUBLIC_URL."),
]
