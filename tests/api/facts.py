"""Tasks and people as facts, for tests that care about a few members only."""

from typing import Any

from app.core.account import ApiToken, AuditEntry, AuditNote, Invite, Session, User
from app.core.lifecycle import Kind, Priority, Status
from app.core.person import Access, Person, Role, Scope, Way
from app.core.settings_shown import ShownSetting
from app.core.settings_source import Origin, Source
from app.core.task import AfterPolicy, LogSummary, NewTask, OnInterrupt, Task

AT = 1_795_000_000_123
ADMIN = Person(2, "Ada", Role.ADMIN, access=Access(Way.TOKEN, 3), address="127.0.0.1")


def a_task(ident: int = 1042, **members: Any) -> Task:
    usual: dict[str, Any] = {
        "id": ident,
        "name": "backup",
        "command": "./backup.sh",
        "argv": None,
        "shell": None,
        "description": None,
        "status": Status.QUEUED,
        "reason": None,
        "reason_text": None,
        "exit_code": None,
        "signal": None,
        "priority": Priority.NORMAL,
        "tags": (),
        "external_id": None,
        "cwd": None,
        "env": {},
        "umask": None,
        "nice": None,
        "timeout_ms": None,
        "grace_ms": 10_000,
        "on_interrupt": OnInterrupt.FAIL,
        "attempt": 1,
        "max_attempts": 1,
        "created_at": AT,
        "updated_at": AT,
        "queued_at": AT,
        "started_at": None,
        "finished_at": None,
        "duration_ms": None,
        "source": "api",
        "progress": None,
        "log": LogSummary(),
        "usage": None,
        "version": 1,
        "created_by": ADMIN.id,
        "assigned_to": None,
        "kind": Kind.COMMAND,
        "deadline": None,
        "checklist": None,
        "after": (),
        "after_policy": AfterPolicy.ALL_COMPLETED,
        "on_failure": None,
        "follow_up": None,
    }
    return Task(**{**usual, **members})


def task_from(new: NewTask, ident: int) -> Task:
    return a_task(
        ident,
        name=new.name,
        command=new.command or " ".join(new.argv or ()),
        argv=new.argv,
        description=new.description,
        priority=new.priority,
        tags=new.tags,
        external_id=new.external_id,
        cwd=new.cwd,
        env=new.env,
        timeout_ms=new.timeout_ms,
        grace_ms=new.grace_ms or 10_000,
        assigned_to=new.assigned_to,
        kind=new.kind,
        status=Status.QUEUED if new.kind is Kind.COMMAND else Status.UNASSIGNED,
        deadline=new.deadline,
        checklist=new.checklist,
        after=new.after,
        after_policy=new.after_policy,
        on_failure=new.on_failure,
    )


def a_person(ident: int = 7, role: Role = Role.USER, **members: Any) -> Person:
    return Person(ident, f"person {ident}", role, **members)


def a_user(ident: int = 7, **members: Any) -> User:
    usual: dict[str, Any] = {
        "id": ident,
        "email": "ben@example.org",
        "username": None,
        "name": "Ben",
        "role": Role.USER,
        "created_at": AT,
        "updated_at": AT,
        "last_login_at": None,
        "disabled_at": None,
        "deleted_at": None,
        "version": 1,
    }
    return User(**{**usual, **members})


A_SESSION = Session(
    id=12, user_id=2, kind="cookie", created_at=AT, last_used_at=AT, expires_at=AT,
    ended_at=None, address="127.0.0.1", agent="curl/8",
)  # fmt: skip
A_TOKEN = ApiToken(
    id=3, user_id=2, name="backup", hint="x7Qz", scopes=frozenset({Scope.READ, Scope.RUN}),
    created_at=AT, expires_at=None, last_used_at=None, last_used_from=None, revoked_at=None,
)  # fmt: skip
AN_INVITE = Invite(
    id=4, email="ben@example.org", role=Role.USER, created_by=2, created_at=AT, expires_at=AT,
    used_at=None, used_by=None, revoked_at=None,
)  # fmt: skip
A_SETTING = ShownSetting(
    name="port", section="Server", variables=("TASKYARD_PORT", "PORT"), description="The port.",
    value="9000", default="8888", is_secret=False, is_set=True,
    origin=Origin(Source.FILE, "PORT"),
)  # fmt: skip
A_SECRET = ShownSetting(
    name="secret_key", section="People", variables=("TASKYARD_SECRET_KEY",), description="A key.",
    value=None, default=None, is_secret=True, is_set=False, origin=Origin(Source.DEFAULT),
)  # fmt: skip
AN_ENTRY = AuditEntry(
    5,
    AT,
    AuditNote(
        action="user.change", actor_id=2, actor_name="Ada", via="token:3", address="127.0.0.1",
        target="user:7", details={"role": ["user", "viewer"]},
    ),
    bytes(32),
    bytes(range(32)),
)  # fmt: skip
