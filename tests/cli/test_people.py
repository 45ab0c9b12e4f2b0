"""What is asked of the server, and what is said of its answers."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import taskyard
from tests.cli.stand_in import StandIn, serving

ADA = {
    "id": "2", "email": "ada@example.org", "username": "ada", "name": "Ada", "role": "user",
    "disabled": False,
}  # fmt: skip
LOCAL = {
    "id": "1", "email": None, "username": None, "name": "local", "role": "admin", "disabled": False
}  # fmt: skip
USERS = "GET /api/v1/users"


def page(*users: dict[str, Any], cursor: str | None = None) -> tuple[int, Any]:
    return 200, {"users": users, "next_cursor": cursor, "has_more": cursor is not None}


@pytest.fixture
def yard(tmp_path: Path) -> Path:
    return tmp_path / "yard"


@pytest.fixture
def server(yard: Path) -> Iterator[StandIn]:
    with serving(yard) as stand_in:
        stand_in.answers[USERS] = page(LOCAL, ADA)
        yield stand_in


def ask(yard: Path, *arguments: str, typed: str | None = None) -> tuple[int, str, str]:
    done = taskyard(*arguments, "--data", str(yard), cwd=yard.parent, typed=typed)
    return done.returncode, done.stdout, done.stderr


def test_an_account_is_made_with_the_password_from_standard_input(
    yard: Path, server: StandIn
) -> None:
    server.answers["POST /api/v1/users"] = (201, ADA)
    arguments = ("user", "add", "ada@example.org", "--name", "Ada", "--password-stdin")
    code, out, _ = ask(yard, *arguments, typed="a quiet afternoon\n")
    assert (code, out) == (0, "ada@example.org is now user, number 2\n")
    assert server.asked[-1][1] == {
        "email": "ada@example.org",
        "name": "Ada",
        "username": None,
        "role": "user",
        "password": "a quiet afternoon",
    }
    assert server.tokens == {f"Bearer {(yard / 'local-token').read_text().strip()}"}


def test_a_password_is_never_an_argument_and_is_not_asked_for_without_a_terminal(
    yard: Path, server: StandIn
) -> None:
    code, _, err = ask(yard, "user", "add", "ada@example.org")
    assert code == 1
    assert "use --password-stdin" in err
    assert ask(yard, "user", "add", "ada@example.org", "--password", "x")[0] == 2


def test_people_are_listed_for_eyes_and_for_programs(yard: Path, server: StandIn) -> None:
    _, out, _ = ask(yard, "user", "ls")
    assert [line.split() for line in out.splitlines()] == [
        ["id", "email", "name", "role", "state"],
        ["1", "-", "local", "admin", "active"],
        ["2", "ada@example.org", "Ada", "user", "active"],
    ]
    _, out, _ = ask(yard, "user", "ls", "--json")
    assert json.loads(out) == [LOCAL, ADA]


@pytest.mark.parametrize("name", ["ada@example.org", "Ada@Example.org", "ada"])
@pytest.mark.parametrize(
    ("words", "body"),
    [
        (("role", "operator"), {"role": "operator"}),
        (("disable",), {"disabled": True}),
        (("enable",), {"disabled": False}),
    ],
    ids=["role", "disable", "enable"],
)
def test_somebody_is_changed_who_is_named_exactly(
    name: str, words: tuple[str, ...], body: dict[str, Any], yard: Path, server: StandIn
) -> None:
    server.answers["PATCH /api/v1/users/2"] = (200, ADA)
    verb, *more = words
    assert ask(yard, "user", verb, name, *more)[0] == 0
    assert server.asked[-1] == ("PATCH /api/v1/users/2", body)


def test_a_new_password_is_read_like_the_first(yard: Path, server: StandIn) -> None:
    server.answers["PATCH /api/v1/users/2"] = (200, ADA)
    assert ask(yard, "user", "passwd", "ada", "--password-stdin", typed="other words\n")[0] == 0
    assert server.asked[-1][1] == {"password": "other words"}


def test_nobody_is_changed_whose_name_only_begins_so(yard: Path, server: StandIn) -> None:
    code, _, err = ask(yard, "user", "disable", "ad")
    assert code == 5
    assert "nobody with the e-mail ad" in err


@pytest.mark.parametrize(("status", "code"), [(403, 4), (404, 5), (409, 1), (503, 1)])
def test_a_refusal_of_the_server_is_told_in_its_words(
    status: int, code: int, yard: Path, server: StandIn
) -> None:
    server.answers[USERS] = (status, {"detail": "this is why"})
    assert ask(yard, "user", "ls") == (code, "", "taskyard: this is why\n")


def test_a_token_that_the_server_does_not_go_by_is_told_with_what_to_do(
    yard: Path, server: StandIn
) -> None:
    server.answers[USERS] = (401, {"detail": "sign in"})
    code, _, err = ask(yard, "user", "ls")
    assert code == 4
    assert "restart it" in err


def test_each_fault_of_what_was_typed_is_told(yard: Path, server: StandIn) -> None:
    faults = [{"pointer": "/email", "detail": "is no e-mail address"}]
    server.answers["POST /api/v1/users"] = (422, {"detail": "no", "errors": faults})
    code, _, err = ask(yard, "user", "add", "ada", "--password-stdin", typed="x\n")
    assert (code, err) == (1, "taskyard: email: is no e-mail address\n")


def test_a_set_up_link_is_made_while_there_is_no_administrator(yard: Path, server: StandIn) -> None:
    server.answers[USERS] = page(LOCAL)
    code, out, _ = ask(yard, "setup-link")
    assert code == 0
    assert out.startswith("https://yard.example.org/base/setup#k=")
    assert (yard / "setup-link").read_text() == out
    assert stat.S_IMODE((yard / "setup-link").stat().st_mode) == 0o600


def test_with_an_administrator_there_is_no_set_up_link(yard: Path, server: StandIn) -> None:
    server.answers[USERS] = page(LOCAL, {**ADA, "role": "admin"})
    code, out, err = ask(yard, "setup-link")
    assert (code, out) == (1, "")
    assert "ada@example.org is an administrator already" in err


def test_keys_are_rotated(yard: Path, server: StandIn) -> None:
    server.answers["POST /api/v1/auth/rotate-key"] = (204, None)
    assert ask(yard, "rotate-key")[0] == 0
