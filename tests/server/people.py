"""People with accounts of their own on a server that tests prove things on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.server.yard import Yard

PASSWORD = "kelp lantern orbit 42"
_numbers = count(1)


@dataclass(frozen=True)
class Someone:
    """`session` is what signing in answered; `headers` are those of its access token."""

    yard: Yard
    id: str
    email: str
    session: Mapping[str, Any] = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.session["access_token"])

    def client(self) -> httpx.AsyncClient:
        return self.yard.client(self.headers)

    async def token(self, *scopes: str) -> dict[str, str]:
        """The headers of a new API token."""
        async with self.client() as client:
            answer = await client.post("/tokens", json={"name": "t", "scopes": list(scopes)})
        assert answer.status_code == 201, answer.text
        return bearer(answer.json()["token"])


async def someone(yard: Yard, role: str = "user") -> Someone:
    """A new account, signed in."""
    email = f"someone{next(_numbers)}@example.org"
    new = {"email": email, "name": "Someone", "password": PASSWORD, "role": role}
    async with yard.client() as owner:
        made = await owner.post("/users", json=new)
    assert made.status_code == 201, made.text
    return Someone(yard, made.json()["id"], email, await sign_in(yard, email))


async def sign_in(yard: Yard, email: str, password: str = PASSWORD) -> dict[str, Any]:
    async with yard.client({}) as client:
        answer = await client.post("/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    session: dict[str, Any] = answer.json()
    return session


def bearer(credential: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {credential}"}
