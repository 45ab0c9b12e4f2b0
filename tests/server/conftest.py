"""Servers to prove things on: one that many tests share, and fresh ones."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.server.yard import Yard

StartYard: TypeAlias = Callable[..., Yard]


@pytest.fixture
def start_yard(tmp_path: Path) -> Iterator[StartYard]:
    """Starts servers with settings of their own, and looks after them at the end."""
    yards: list[Yard] = []

    def start(**settings: object) -> Yard:
        yard = Yard(tmp_path / f"yard{len(yards)}", **settings)  # type: ignore[arg-type]
        yards.append(yard)
        return yard.start()

    yield start
    for yard in yards:
        yard.finish()


@pytest.fixture(scope="session")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """For tests that leave a server as they found it."""
    shared = Yard(tmp_path_factory.mktemp("shared") / "yard").start()
    yield shared
    shared.finish()
