import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.core.logging import configure_logging

log = logging.getLogger("app.somewhere")


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raises = root.handlers[:], root.level, logging.raiseExceptions
    yield
    logging.captureWarnings(capture=False)
    for handler in set(root.handlers) - set(handlers):
        with suppress(OSError):  # what could not be written before cannot be now
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raises


def configure(style: str = "json", level: str = "info", file: Path | None = None) -> None:
    configure_logging(level=level, style=style, file=file)


def test_an_event_is_one_line_of_json_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    log.warning("disk full", extra={"free": 0, "directory": Path("/data")})
    (line,) = capsys.readouterr().err.splitlines()
    record = json.loads(line)
    assert record.pop("at").endswith("Z")
    assert record == {
        "event": "disk full",
        "level": "warning",
        "logger": "app.somewhere",
        "free": 0,
        "directory": "/data",
    }


def test_an_error_is_logged_with_its_cause(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    try:
        raise KeyError("x")
    except KeyError:
        log.exception("step failed")
    assert "KeyError: 'x'" in json.loads(capsys.readouterr().err)["exception"]


def test_elsewhere_than_on_a_terminal_the_shape_is_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(style="auto")
    log.info("started")
    assert json.loads(capsys.readouterr().err)["event"] == "started"


def test_on_the_console_an_escape_sequence_in_a_field_stays_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(style="console")
    log.warning("odd name", extra={"task_name": "\x1b[31mred\x1b[0m"})
    shown = capsys.readouterr().err
    assert "odd name" in shown
    assert "\x1b" not in shown
    assert r"\x1b[31mred" in shown


def test_requests_are_not_logged_but_the_troubles_of_the_web_server_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure()
    logging.getLogger("uvicorn.access").info("GET /")
    logging.getLogger("uvicorn.error").info("Started server process")
    logging.getLogger("uvicorn.error").error("Exception in ASGI application")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "Exception in ASGI application"


def test_a_warning_of_python_comes_out_in_the_same_shape(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "DeprecationWarning: old" in json.loads(capsys.readouterr().err)["event"]


def test_what_is_less_important_than_asked_for_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(level="error")
    log.warning("disk full")
    assert capsys.readouterr().err == ""


def test_the_file_gets_json_whatever_the_terminal_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "server.log"
    configure(style="console", file=file)
    log.info("started", extra={"port": 8888})
    assert json.loads(file.read_text())["port"] == 8888
    assert "8888" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_does_not_stop_the_server(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(file=Path("/dev/full"))
    log.info("started")
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        configure(file=tmp_path / "no" / "server.log")
