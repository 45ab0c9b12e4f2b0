"""What an operator does with people's accounts."""

import getpass
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import typer

from app.cli.client import Api, with_server
from app.cli.refusal import NOT_FOUND, Refusal

_User = dict[str, Any]
_COLUMNS = (("id", 4), ("email", 32), ("name", 24), ("role", 9), ("state", 9))


def add(
    data: Path | None, email: str, *, name: str | None, role: str, username: str | None, stdin: bool
) -> None:
    body = {
        "email": email,
        "name": name or email.partition("@")[0],
        "username": username,
        "role": role,
        "password": _password(stdin),
    }
    made = with_server(data, lambda api: api.ask("POST", "/users", json=body))
    typer.echo(f"{made['email']} is now {made['role']}, number {made['id']}")


def show(data: Path | None, *, as_json: bool) -> None:
    people = with_server(data, _everybody)
    if as_json:
        typer.echo(json.dumps(people, ensure_ascii=False, indent=2))
        return
    for row in [{name: name for name, _ in _COLUMNS}, *map(_row, people)]:
        typer.echo("  ".join(str(row[n] or "-").ljust(w) for n, w in _COLUMNS).rstrip())


def change(data: Path | None, email: str, **changes: object) -> None:
    async def do(api: Api) -> _User:
        user = await _find(api, email)
        changed: _User = await api.ask("PATCH", f"/users/{user['id']}", json=changes)
        return changed

    user = with_server(data, do)
    typer.echo(f"{user['email']}: {user['role']}, {_state(user)}")


def change_password(data: Path | None, email: str, *, stdin: bool) -> None:
    change(data, email, password=_password(stdin))


async def _everybody(api: Api) -> list[_User]:
    return [user async for user in _pages(api, {"order_by": "created_at", "limit": 1000})]


async def _pages(api: Api, asked: dict[str, Any]) -> AsyncIterator[_User]:
    cursor = None
    while True:
        page = await api.ask("GET", "/users", params=asked | ({"cursor": cursor} if cursor else {}))
        for user in page["users"]:
            yield user
        cursor = page["next_cursor"]
        if cursor is None:
            return


async def _find(api: Api, email: str) -> _User:
    """By e-mail or username."""
    wanted = email.casefold()
    async for user in _pages(api, {"q": email}):
        if wanted in (str(user["email"]).casefold(), str(user["username"]).casefold()):
            return user
    raise Refusal(f"there is nobody with the e-mail {email}: see `taskyard user ls`", NOT_FOUND)


def _password(stdin: bool) -> str:
    """Never as an argument: others on the machine can read those."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refusal("there is no terminal to ask for the password: use --password-stdin")
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise Refusal("these are two different passwords")
    return password


def _row(user: _User) -> dict[str, Any]:
    return {**user, "state": _state(user)}


def _state(user: _User) -> str:
    return "disabled" if user["disabled"] else "active"
