"""Starts the server, in the one order that is safe.

The helpers that will start commands come first: while this process is small,
has one thread, has opened nothing they could inherit, and still has the umask
and the limits its user gave it.
"""

import gc
import logging
import os
import resource
import sys
from collections.abc import Mapping
from pathlib import Path

from app.core.data_dir import DataDir, keep_files_private
from app.core.errors import CannotStart
from app.core.own_process import keep_process_private
from app.core.settings import Settings
from app.core.settings_source import forget_secrets, read_settings
from app.core.settings_warnings import warnings_about
from app.executor.environment import base_environment
from app.executor.launchers import LauncherProcess, start_launchers
from app.executor.run_as import RunAs

_log = logging.getLogger(__name__)
_MOST_FILES = 2**20


class CannotLog(CannotStart):
    pass


def serve(flags: Mapping[str, object]) -> int:
    given = read_settings(flags=flags, directory=Path.cwd())
    settings = given.settings
    forget_secrets()
    keep_process_private()
    user = RunAs.find(settings.run_as) if settings.run_as else None
    data_dir = DataDir.open(settings.data_dir)
    try:
        launchers = _launchers(settings, data_dir.instance, user)
        keep_files_private()
        _allow_many_files()
        _start_log(settings)
        gc.disable()  # until all is made: it stays, and looking through it takes 200 ms
        from app.main import serve as serve_until_stopped

        return serve_until_stopped(given, data_dir, launchers)
    finally:
        data_dir.close()


def _launchers(settings: Settings, instance: int, user: RunAs | None) -> list[LauncherProcess]:
    if user is None:
        return start_launchers(
            settings.launchers,
            instance=instance,
            environment=base_environment(os.environ),
            cwd=settings.work_dir,
        )
    chosen = settings.work_dir if "work_dir" in settings.model_fields_set else None
    return start_launchers(
        settings.launchers,
        instance=instance,
        environment=base_environment(os.environ, user.variables()),
        cwd=user.directory(chosen),
        identity=user.identity,
    )


def _allow_many_files() -> None:
    """Every stream is a descriptor; commands keep the limit their user gave them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, _MOST_FILES)), hard))


def _start_log(settings: Settings) -> None:
    # structlog loads rich where it finds it: 4 MB for drawings that a server does not make.
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
    from app.core.logging import configure_logging

    try:
        configure_logging(
            level=settings.log_level, style=settings.log_format, file=settings.log_file
        )
    except OSError as error:
        raise CannotLog(f"cannot write {settings.log_file}: {error.strerror}") from error
    for warning in warnings_about(settings):
        _log.warning("doubtful setting", extra={"detail": warning})
