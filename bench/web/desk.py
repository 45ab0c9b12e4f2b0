"""Where the page is measured: a server, a browser, and somebody who is signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.client.http import Connection, request
from bench.server import Server
from bench.web import chromium, observer
from bench.workplace import Workplace

_LOGIN = {"email": "bench@example.org", "password": "kelp lantern orbit 42"}
_ACCOUNT = {**_LOGIN, "name": "Bench", "role": "admin"}
_SCREEN = {"width": 1280, "height": 800}
# As the page of somebody with one window: counters to the byte, and no timer slowed down.
_FLAGS = ("--enable-precise-memory-info", "--js-flags=--expose-gc")


@dataclass(frozen=True, slots=True)
class Desk:
    server: Server
    browser: Browser
    connection: Connection

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @contextmanager
    def profile(self) -> Iterator[BrowserContext]:
        """Somebody who has never been here with this browser, and is signed in."""
        context = self.browser.new_context(viewport=_SCREEN)
        context.set_default_timeout(120_000)
        context.add_init_script(observer.SCRIPT)
        answer = context.request.post(
            f"{self.root}/api/v1/auth/login", data={**_LOGIN, "cookie": True}
        )
        if not answer.ok:
            raise RuntimeError(f"nobody could sign in: {answer.text()}")
        yield context
        context.close()

    @contextmanager
    def tab(self, path: str = "/") -> Iterator[Page]:
        with self.profile() as profile:
            page = profile.new_page()
            page.goto(self.root + path)
            yield page


@contextmanager
def desk(place: Workplace, **settings: object) -> Iterator[Desk]:
    with place.server(**settings) as server, server.connect() as connection:
        connection.exchange(request("POST", "/api/v1/users", _ACCOUNT))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.program(), args=chromium.flags(*_FLAGS)
            )
            yield Desk(server, browser, connection)
            browser.close()
