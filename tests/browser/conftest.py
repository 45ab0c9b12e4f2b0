"""One browser for all tests of a worker, one server; a profile and an account for each test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.chromium import chromium, what_is_missing
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.house import House, furnish
from tests.browser.visitor import Visits, VisitsTo
from tests.needs import need
from tests.server.conftest import start_yard as start_yard
from tests.server.standing import EMAIL, PASSWORD
from tests.server.yard import Yard

_HERE = Path(__file__).parent
# What `make test` tries in a browser; all else takes minutes, and `make test-browser` tries it.
_DAILY = {"test_setting_up.py", "test_running.py"}

expect.set_options(timeout=15_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser lives in one loop, so its tests do."""
    for item in items:
        if not item.path.is_relative_to(_HERE):
            continue
        if pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        if item.path.name not in _DAILY:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _equipped() -> None:
    missing = what_is_missing()
    need(missing is None, str(missing))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(_equipped: None) -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def yard(_equipped: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Who comes here sees only what is their own, unless they are operators."""
    folder = tmp_path_factory.mktemp("browser") / "yard"
    shared = Yard(folder, admin_email=EMAIL, admin_password=PASSWORD).start()
    yield shared
    shared.finish()


@pytest_asyncio.fixture(loop_scope="session")
async def visits_to(browser: Browser) -> AsyncIterator[VisitsTo]:
    """Brings people to a server; nothing they saw may have gone wrong."""
    all_visits: list[Visits] = []

    def visits_to(yard: Yard, root: str | None = None) -> Visits:
        all_visits.append(Visits(browser, yard, root))
        return all_visits[-1]

    yield visits_to
    for visits in all_visits:
        await visits.end()


@pytest.fixture
def visits(visits_to: VisitsTo, yard: Yard) -> Visits:
    return visits_to(yard)


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hands(request: pytest.FixtureRequest) -> Hands:
    made: Hands = request.param()
    return made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def house(_equipped: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Furnished once: whoever comes only looks."""
    folder = tmp_path_factory.mktemp("house") / "yard"
    yard = Yard(folder, admin_email=EMAIL, admin_password=PASSWORD).start()
    yield await furnish(yard)
    yard.finish()
