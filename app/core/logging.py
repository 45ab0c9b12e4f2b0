"""The server's own log: events with fields, to stderr and, when asked for, a file.

Whoever logs takes `structlog.get_logger()`; what libraries say through the
standard module comes out in the same shape. Never log an environment, a
setting that is secret, or the output of a task.
"""

import logging
import logging.handlers
import sys
from pathlib import Path

import structlog
from structlog.typing import Processor

_FILE_BYTES = 10 * 1024**2
_OLD_FILES = 4


def configure_logging(*, level: str, style: str, file: Path | None) -> None:
    """`style` is auto, console or json. Raises OSError when the file cannot be opened."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    handlers[0].setFormatter(_formatter(_is_console(style)))
    if file is not None:
        handlers.append(_rotating(file))
    logging.basicConfig(level=threshold, handlers=handlers, force=True)
    # A line that cannot be written (full disk, closed pipe) must not become a second failure.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    _quieten_libraries(threshold)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        cache_logger_on_first_use=True,
    )


def _is_console(style: str) -> bool:
    return style == "console" or (style == "auto" and sys.stderr.isatty())


def _rotating(file: Path) -> logging.Handler:
    handler = logging.handlers.RotatingFileHandler(
        file, maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8"
    )
    handler.setFormatter(_formatter(console=False))
    return handler


def _quieten_libraries(threshold: int) -> None:
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "alembic", "aiosqlite"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(max(threshold, logging.WARNING))


def _shared() -> list[Processor]:
    return [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]


def _formatter(console: bool) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *(_console_lines() if console else _json_lines()),
        ],
    )


def _console_lines() -> list[Processor]:
    return [
        structlog.dev.ConsoleRenderer(
            timestamp_key="at",
            pad_event_to=28,
            repr_native_str=True,  # escape sequences in a field stay text
            exception_formatter=structlog.dev.plain_traceback,
        )
    ]


def _json_lines() -> list[Processor]:
    return [
        structlog.processors.format_exc_info,
        structlog.processors.EventRenamer("event"),
        structlog.processors.JSONRenderer(),
    ]
