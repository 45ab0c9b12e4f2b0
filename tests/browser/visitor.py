"""People who come to the page, each with a browser profile of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias

import httpx
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.settled import COUNTS_QUESTIONS
from tests.browser.watch import Watch
from tests.server.people import PASSWORD, bearer
from tests.server.talking import Client
from tests.server.yard import Yard

_numbers = count(1)


@dataclass
class Visitor:
    """`headers` are those of their access token."""

    yard: Yard
    root: str
    id: str
    name: str
    email: str
    context: BrowserContext
    watch: Watch
    headers: Mapping[str, str] = field(repr=False)

    async def opens(self, path: str = "/") -> Page:
        """In a new tab."""
        page = await self.context.new_page()
        await page.goto(self.root + path)
        return page

    def client(self) -> Client:
        return self.yard.client(self.headers)


class Visits:
    """`browser` shows the page of `yard` to as many as come; `root` is where they come by.

    `forgiven` are pieces of complaints that a test provokes.
    """

    def __init__(self, browser: Browser, yard: Yard, root: str | None = None) -> None:
        self._browser = browser
        self._yard = yard
        self._root = root or yard.root
        self.forgiven: set[str] = set()
        self._all: list[tuple[BrowserContext, Watch]] = []

    async def stranger(self, **profile: Any) -> BrowserContext:
        """Of somebody without an account. `profile` are options of Browser.new_context."""
        return (await self._arrives(profile))[0]

    async def by(self, role: str = "user", name: str = "Ann", **profile: Any) -> Visitor:
        """Somebody with a new account, signed in."""
        email = f"visitor{next(_numbers)}@example.org"
        account = {"email": email, "name": name, "password": PASSWORD, "role": role}
        async with self._yard.client() as owner:
            made = await owner.post("/users", json=account)
        assert made.status_code == 201, made.text
        user_id = made.json()["id"]
        context, watch = await self._comes_in(email, profile)
        session = await self._sign_in(email)
        headers = bearer(session.json()["access_token"])
        return Visitor(self._yard, self._root, user_id, name, email, context, watch, headers)

    async def _comes_in(
        self, email: str, profile: Mapping[str, Any]
    ) -> tuple[BrowserContext, Watch]:
        context, watch = await self._arrives(profile)
        session = await self._sign_in(email, cookie=True)
        ((name, value),) = session.cookies.items()
        await context.add_cookies([{"name": name, "value": value, "url": self._root}])
        return context, watch

    async def _arrives(self, profile: Mapping[str, Any]) -> tuple[BrowserContext, Watch]:
        context = await self._browser.new_context(**profile)
        context.set_default_timeout(20_000)
        watch = Watch(self._root, self.forgiven)
        await context.add_init_script(COUNTS_QUESTIONS)
        await watch.over(context)
        self._all.append((context, watch))
        return context, watch

    async def _sign_in(self, email: str, **more: object) -> httpx.Response:
        # From an address of its own: how often one may try to sign in goes by that.
        number = next(_numbers)
        address = f"127.0.{number // 250 % 250 + 1}.{number % 250 + 2}"
        transport = httpx.AsyncHTTPTransport(local_address=address)
        async with httpx.AsyncClient(transport=transport, timeout=40) as client:
            body = {"email": email, "password": PASSWORD, **more}
            answer = await client.post(f"{self._yard.url}/auth/login", json=body)
        assert answer.status_code == 200, answer.text
        return answer

    async def end(self) -> None:
        for context, _ in self._all:
            await context.close()
        for _, watch in self._all:
            watch.check()


VisitsTo: TypeAlias = Callable[..., Visits]
