"""The server's own log: events with fields, to stderr and, when asked for, a file.

Whoever logs does it by the standard module: `_log.warning("disk full", extra={"free": 0})`. The
message is the event's name and never holds a value; the values are fields. Never log an
environment, a setting that is secret, or the output of a task.
"""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import Processor

_FILE_BYTES = 10 * 1024**2
_OLD_FILES = 4
# What they say at the level of information is about themselves: each request, each start.
_TALKATIVE = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "alembic", "aiosqlite")


def configure_logging(*, level: str, style: str, file: Path | None) -> None:
    """`style` is auto, console or json. Raises OSError when the file cannot be opened."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setFormatter(_formatter(_lines(style)))
    if file is not None:
        handlers.append(
            RotatingFileHandler(
                file, maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8"
            )
        )
        handlers[1].setFormatter(_formatter(_json()))
    logging.basicConfig(level=threshold, handlers=handlers, force=True)
    # A line that cannot be written (full disk, closed pipe) must not become a second failure.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    for name in _TALKATIVE:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(max(threshold, logging.WARNING))


def _formatter(shape: list[Processor]) -> logging.Formatter:
    return ProcessorFormatter(
        foreign_pre_chain=[
            add_log_level,
            add_logger_name,
            ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ],
        processors=[ProcessorFormatter.remove_processors_meta, *shape],
    )


def _lines(style: str) -> list[Processor]:
    terminal = sys.stderr.isatty()
    return _console(terminal) if style == "console" or (style == "auto" and terminal) else _json()


def _console(colours: bool) -> list[Processor]:
    return [
        structlog.dev.ConsoleRenderer(
            colors=colours,
            timestamp_key="at",
            repr_native_str=True,  # an escape sequence in a field stays text
            exception_formatter=structlog.dev.plain_traceback,
        )
    ]


def _json() -> list[Processor]:
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
