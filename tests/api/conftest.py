from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from app.api.app import build
from app.api.cookies import SessionCookie
from tests.api.fake_people import AS_ADMIN
from tests.api.fakes import FakeHouse


@pytest.fixture
def house() -> FakeHouse:
    return FakeHouse()


@pytest.fixture
def app(house: FakeHouse) -> FastAPI:
    return build(
        house.services(),
        writer=house.writer,
        cookie=SessionCookie("taskyard_2a"),
        port=8888,
        allowed_hosts=("tasks.example", "proxy.example:9000"),
        max_body=2000,
        max_batch_body=4000,
    )


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Of an administrator."""
    async with asking(app, **AS_ADMIN) as client:
        yield client


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Without a credential."""
    async with asking(app) as client:
        yield client


def asking(app: FastAPI, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        transport=transport, base_url="http://localhost:8888/api/v1", headers=headers
    )
