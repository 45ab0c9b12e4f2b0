"""What the owner of the machine needs to get in: the local token, the set-up link."""

from pathlib import Path
from typing import Any

from app.cli.client import Api, running, settings_of, with_server
from app.cli.refusal import Refusal
from app.core.data_dir import DataDir, keep_files_private
from app.core.person import LOCAL_ID
from app.core.security import local_token
from app.core.setup_link import SetupKey


def token(data: Path | None) -> str:
    """Made when there is none yet."""
    path = settings_of(data).data_dir
    if (path / "local-token").exists():
        return local_token.read_or_make(path / "local-token")
    data_dir = DataDir.open(path)
    try:
        keep_files_private()
        return local_token.read_or_make(data_dir.local_token)
    finally:
        data_dir.close()


def setup_link(data: Path | None) -> str:
    settings = settings_of(data)
    server = running(settings)
    if server is None:
        raise Refusal("the server does not run: start it, and it prints a set-up link")
    with_server(data, _demand_no_administrator)
    return SetupKey(settings.data_dir / "setup-link").make(server.public_url)


async def _demand_no_administrator(api: Api) -> None:
    found: dict[str, Any] = await api.ask("GET", "/users", params={"role": "admin"})
    others = [user for user in found["users"] if user["id"] != str(LOCAL_ID)]
    if any(not user["disabled"] for user in others):
        raise Refusal(
            f"{others[0]['email']} is an administrator already: `taskyard user passwd` gives"
            " somebody a new password"
        )


def rotate_key(data: Path | None) -> None:
    with_server(data, lambda api: api.ask("POST", "/auth/rotate-key"))
