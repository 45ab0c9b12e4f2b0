"""A process that runs a command without a descriptor to spare, then one with."""

import asyncio
import os
import resource
import sys
from pathlib import Path

from app.core.output import Stream
from app.executor.command import Command
from app.executor.ending import Ending, Exited
from app.executor.environment import base_environment
from app.executor.executor import Executor
from app.executor.launchers import start_launchers


class Nowhere:
    def write(self, stream: Stream, data: bytes) -> bool:
        return True


async def _ending(executor: Executor) -> Ending:
    over: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()
    executor.start(
        Command(argv=("/bin/sh", "-c", "exit 3")),
        sink=Nowhere(),
        on_end=over.set_result,
    )
    return await over


async def serve(instance: int, folder: Path) -> None:
    environment = base_environment(os.environ)
    launchers = start_launchers(1, instance=instance, environment=environment, cwd=folder)
    executor = Executor(launchers, instance=instance)
    await executor.open()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = max(map(int, os.listdir("/proc/self/fd")))  # noqa: PTH208
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 1, hard))
    failed = await _ending(executor)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    done = await _ending(executor)
    assert isinstance(done, Exited)
    sys.stdout.write(f"{failed}\nExited {done.code}\n")
    await executor.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
