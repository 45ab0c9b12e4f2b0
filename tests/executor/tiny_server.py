"""A process that hosts an executor and runs one shell script, to be killed by a test."""

import asyncio
import os
import sys
from pathlib import Path

from app.core.output import Stream
from app.executor.command import Command
from app.executor.ending import Ending
from app.executor.environment import base_environment
from app.executor.executor import Executor
from app.executor.launchers import start_launchers


class PassedOn:
    def write(self, stream: Stream, data: bytes) -> bool:
        os.write(stream, data)
        return True


async def serve(instance: int, folder: Path, shell: list[str]) -> None:
    environment = base_environment(os.environ)
    launchers = start_launchers(1, instance=instance, environment=environment, cwd=folder)
    executor = Executor(launchers, instance=instance)
    await executor.open()
    over: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
    executor.start(
        Command(argv=("/bin/sh", "-c", *shell)),
        sink=PassedOn(),
        on_end=over.set_result,
    )
    await over


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
