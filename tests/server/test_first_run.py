"""From an empty directory to the first administrator, each way."""

import re
from pathlib import Path

import httpx

from tests.server.standing import ADMIN, EMAIL, PASSWORD, standing, taskyard

ACCOUNT = {"email": EMAIL, "name": "Ada", "password": PASSWORD}


def test_a_new_server_prints_a_link_that_makes_the_first_administrator_once(tmp_path: Path) -> None:
    data = tmp_path / "yard"
    with standing(data) as yard:
        found = re.match(
            rf"Set up at {yard.server.url}/setup#k=([\w-]{{32}})   \(one", yard.said[1]
        )
        assert found
        setup = f"{yard.server.url}/api/v1/auth/setup"
        ways = f"{yard.server.url}/api/v1/auth/ways"
        asked = {**ACCOUNT, "key": found[1]}
        assert httpx.get(ways).json() == {"setup_open": True, "registration": "closed"}
        assert httpx.post(setup, json={**asked, "key": "x" * 32}).status_code == 403
        made = httpx.post(setup, json=asked)
        assert made.is_success, made.text
        assert made.json()["user"]["role"] == "admin"
        assert httpx.get(ways).json() == {"setup_open": False, "registration": "closed"}
        assert not (data / "setup-link").exists()
        assert httpx.post(setup, json=asked).status_code == 409
    with standing(data) as yard:
        assert len(yard.said) == 1
        assert not (data / "setup-link").exists()


def test_another_link_makes_the_printed_one_worthless(tmp_path: Path) -> None:
    data = tmp_path / "yard"
    with standing(data) as yard:
        setup = f"{yard.server.url}/api/v1/auth/setup"
        printed = yard.said[1].split()[3].partition("#k=")[2]
        other = taskyard("setup-link", "--data", str(data), cwd=tmp_path).stdout.strip()
        for key, status in ((printed, 403), (other.partition("#k=")[2], 200)):
            answer = httpx.post(setup, json={**ACCOUNT, "key": key})
            assert answer.status_code // 100 == status // 100


def test_the_settings_make_it_without_a_person_and_only_once(tmp_path: Path) -> None:
    data = tmp_path / "yard"
    with standing(data, variables=ADMIN) as yard:
        assert len(yard.said) == 1
        login = {"email": EMAIL, "password": PASSWORD}
        assert httpx.post(f"{yard.server.url}/api/v1/auth/login", json=login).is_success
    with standing(data, variables={**ADMIN, "TASKYARD_ADMIN_EMAIL": "eve@example.org"}) as yard:
        with yard.client() as client:
            users = client.get("/users").json()["users"]
        assert {user["email"] for user in users} == {None, EMAIL}


def test_a_password_that_is_too_easy_is_refused_at_start(tmp_path: Path) -> None:
    weak = {**ADMIN, "TASKYARD_ADMIN_PASSWORD": "password"}
    done = taskyard("serve", "--data", str(tmp_path / "yard"), "--port", "0", cwd=tmp_path, **weak)
    assert done.returncode == 1
    assert "the administrator of the settings cannot be made" in done.stderr
    assert "Traceback" not in done.stderr


def test_accounts_are_made_and_seen_with_the_server_stopped_and_running(tmp_path: Path) -> None:
    data = tmp_path / "yard"
    data.mkdir()
    add = ("user", "add", EMAIL, "--role", "admin", "--password-stdin", "--data", str(data))
    done = taskyard(*add, cwd=tmp_path, typed=f"{PASSWORD}\n")
    assert done.returncode == 0, done.stderr
    assert EMAIL in taskyard("user", "ls", "--data", str(data), cwd=tmp_path).stdout
    with standing(data) as yard:
        assert len(yard.said) == 1
        assert EMAIL in taskyard("user", "ls", "--data", str(data), cwd=tmp_path).stdout
        done = taskyard("user", "disable", EMAIL, "--data", str(data), cwd=tmp_path)
        assert done.returncode == 1
        assert "only administrator" in done.stderr


def test_the_token_of_the_terminal_opens_the_server(tmp_path: Path) -> None:
    data = tmp_path / "yard"
    with standing(data) as yard:
        token = taskyard("token", "--data", str(data), cwd=tmp_path).stdout.strip()
        tasks = f"{yard.server.url}/api/v1/tasks"
        assert httpx.get(tasks).status_code == 401
        assert httpx.get(tasks, headers={"Authorization": f"Bearer {token}"}).status_code == 200
