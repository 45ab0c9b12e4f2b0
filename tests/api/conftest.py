from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from app.api.app import build
from tests.api.fakes import FakeHouse


@pytest.fixture
def house() -> FakeHouse:
    return FakeHouse()


@pytest.fixture
def app(house: FakeHouse) -> FastAPI:
    return build(
        house.services(),
        port=8888,
        allowed_hosts=("tasks.example", "proxy.example:9000"),
        max_body=2000,
        max_batch_body=4000,
    )


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost:8888/api/v1"
    ) as client:
        yield client
