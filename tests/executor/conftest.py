"""Every test that needs a loop runs on asyncio's and on uvloop."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from random import randrange

import pytest
import uvloop

from app.executor.environment import base_environment
from app.executor.executor import Executor
from app.executor.launchers import LauncherProcess, start_launchers
from app.executor.tag import MAX_INSTANCE
from tests.executor.running import Lab, living


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}


@pytest.fixture
def instance() -> int:
    return randrange(1, MAX_INSTANCE)


@pytest.fixture
def launchers(instance: int, tmp_path: Path) -> list[LauncherProcess]:
    environment = base_environment(os.environ)
    return start_launchers(2, instance=instance, environment=environment, cwd=tmp_path)


@pytest.fixture
async def lab(launchers: list[LauncherProcess], instance: int) -> AsyncIterator[Lab]:
    executor = Executor(launchers, instance=instance)
    await executor.open()
    yield Lab(executor, launchers, instance)
    await executor.close()
    assert living(instance) == []
