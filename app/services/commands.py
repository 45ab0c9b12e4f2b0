"""How a task is run: its program and arguments, and what it runs under."""

from datetime import timedelta

from app.core.task import Task
from app.executor.command import Command


class Commands:
    def __init__(self, *, shell: str) -> None:
        self._shell = shell

    def of(self, task: Task) -> Command:
        argv = task.argv or (task.shell or self._shell, "-c", task.command)
        return Command(
            argv=argv,
            cwd=task.cwd,
            env=task.env,
            umask=task.umask,
            nice=task.nice,
            timeout=_duration(task.timeout_ms),
            grace=timedelta(milliseconds=task.grace_ms),
        )


def _duration(millis: int | None) -> timedelta | None:
    return None if millis is None else timedelta(milliseconds=millis)
