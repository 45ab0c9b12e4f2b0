import pytest

from app.core.errors import Invalid
from app.core.masking import MASK, has_secrets, masked_env, refuse_masked, sees_secrets
from app.core.person import LOCAL_ID, Person, Role, Scope
from app.core.task import NewTask, Task
from app.store.rows import new_task
from tests.store.conftest import GRACE

ANN = 2


def task(**env: str) -> Task:
    return new_task(1, NewTask(name="n", command="c", env=env), by=ANN, now=0, grace=GRACE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSWORD", "x"),
        ("db_password", "x"),
        ("MYSQL_PWD", "x"),
        ("PGPASSWD", "x"),
        ("GITHUB_TOKEN", "x"),
        ("OPENAI_API_KEY", "x"),
        ("apikey", "x"),
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("SSH_PRIVATE_KEY", "x"),
        ("ENCRYPTION_KEY", "x"),
        ("GOOGLE_CREDENTIALS", "x"),
        ("HTTP_AUTHORIZATION", "x"),
        ("NPM_AUTH", "x"),
        ("SENTRY_DSN", "x"),
        ("GPG_PASSPHRASE", "x"),
        ("SESSION_COOKIE", "x"),
        ("DATABASE_URL", "postgresql://ann:x@db.example/yard"),
        ("PROXY", "http://:x@proxy:3128"),
    ],
)
def test_what_looks_like_a_secret_is_masked(name: str, value: str) -> None:
    assert has_secrets(task(**{name: value}))
    assert masked_env({name: value, "DAY": "today"}) == {name: MASK, "DAY": "today"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAY", "today"),
        ("PWD", "/srv"),
        ("OLDPWD", "/srv"),
        ("GIT_AUTHOR_NAME", "Ann"),
        ("AUTHOR", "Ann"),
        ("KEYBOARD", "de"),
        ("URL", "https://example.org/a:b@c"),
        ("MAIL", "ann@example.org"),
        ("GREETING", "see http://example.org or ask: me@example.org"),
        ("EMPTY", ""),
    ],
)
def test_what_does_not_is_shown(name: str, value: str) -> None:
    assert not has_secrets(task(**{name: value}))
    assert masked_env({name: value}) == {name: value}


def test_a_task_without_an_environment_has_no_secrets() -> None:
    assert not has_secrets(task())


@pytest.mark.parametrize(
    ("by", "sees"),
    [
        (Person(ANN, "Ann", Role.USER), True),
        (Person(ANN, "Ann", Role.VIEWER, frozenset({Scope.READ})), True),
        (Person(LOCAL_ID, "local", Role.ADMIN), True),
        (Person(4, "Ada", Role.ADMIN), True),
        (Person(4, "Ada", Role.ADMIN, frozenset({Scope.READ, Scope.RUN})), False),
        (Person(3, "Otto", Role.OPERATOR), False),
        (Person(3, "Ben", Role.USER), False),
        (Person(3, "Vera", Role.VIEWER), False),
    ],
)
def test_secrets_are_for_who_made_the_task_and_for_administrators(by: Person, sees: bool) -> None:
    assert sees_secrets(by, task(TOKEN="x")) is sees


def test_a_mask_is_not_taken_for_the_secret() -> None:
    with pytest.raises(Invalid, match="API_TOKEN"):
        refuse_masked({"API_TOKEN": MASK, "DAY": "today"})
    refuse_masked({"API_TOKEN": "x", "STARS": MASK})


def test_an_environment_is_not_in_what_a_log_would_show_of_a_task() -> None:
    assert "hidden-value" not in repr(task(TOKEN="hidden-value"))
    assert "hidden-value" not in repr(NewTask(name="n", command="c", env={"TOKEN": "hidden-value"}))
