"""The product without its server: for what is done to accounts while none runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.core.data_dir import DataDir
from app.core.settings_source import Given
from app.store.schema import bring_up_to_date
from app.wiring.taskyard import Taskyard


@asynccontextmanager
async def stopped(given: Given, data_dir: DataDir) -> AsyncIterator[FastAPI]:
    """Its API, for the one who holds the data directory. It runs no commands."""
    bring_up_to_date(data_dir.database)
    taskyard = Taskyard(given, data_dir, launchers=())
    await taskyard.open_accounts()
    try:
        yield taskyard.app
    finally:
        await taskyard.close_accounts()
