"""The options several commands have."""

from pathlib import Path
from typing import Annotated

import typer

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
