"""Writes the pages that are made from the code: `python docs/build.py`."""

from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo

from app.core.lifecycle import BEGINNINGS, FINAL, WORK, Reason, Status, moves
from app.core.person import Role, Scope
from app.core.settings import Settings, names_of
from app.core.settings_shown import default_text
from app.services.access import RULES

STATES_PAGE = Path(__file__).parent / "states.md"
SETTINGS_PAGE = Path(__file__).parent / "reference" / "settings.md"
ROLES_PAGE = Path(__file__).parent / "reference" / "roles.md"

_HEAD = """\
# Settings

<!-- Made from app/core/settings.py by `make format`. -->

A setting comes from a flag of `taskyard serve`, else from the environment, else from a file
`.env` in the directory the server is started in, else it has its default. An empty variable counts
as not set. A `TASKYARD_` name that is none of these stops the server, with the name that was
probably meant. `taskyard check` shows every value, who set it, and what is doubtful about it.

Durations are written `500ms`, `10s`, `5m`, `1h30m`, `2d`; a bare number is seconds. Sizes are
written `64KiB`, `256MiB`, `1GB`; a bare number is bytes.

| variable | default | what it does |
|---|---|---|
"""


def settings_page() -> str:
    return _HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    for field, info in Settings.model_fields.items():
        names = " or ".join(f"`{name}`" for name in names_of(field))
        yield f"| {names} | {_default(field, info)} | {info.description} |"


def _default(field: str, info: FieldInfo) -> str:
    text = default_text(field)
    if text is None or isinstance(info.json_schema_extra, dict):
        return text or "not set"
    return f"`{text}`"


_ROLES_HEAD = """\
# Roles

<!-- Made from app/services/access.py by `make format`. -->

Everybody has one of four roles; an administrator gives it
([how](../how-to/administer-people.md)). This table is all of the policy, and every way in goes by
it: requests, streams, bulk calls, downloads.

| may | {roles} | scope |
|---|{dashes}---|
"""

_ROLES_TAIL = """\

*Own* is what somebody created, *own and assigned* also what was given to them to do. Of what a
person may not see the server says that it does not exist (404); what they see but may not do is
refused (403).

An access is good for what its scopes say, and for no more than the role of its person: a session
has all of {scopes}; an API token has those it was made with.

Values of environment variables whose names look secret are shown to nobody but the creator of a
task and administrators; everybody else reads `********`. Who may not see them may not have them
run by another command or in a task of their own either, unless they give another `env`.

The owner of the machine, who can read the local token in the data directory, is an administrator
without a password.
"""


def roles_page() -> str:
    roles = list(Role)
    head = _ROLES_HEAD.format(
        roles=" | ".join(f"`{role.value}`" for role in roles), dashes="---|" * len(roles)
    )
    rows = [
        f"| {act.value} | {' | '.join(rule.whose(role).value for role in roles)}"
        f" | `{rule.scope.value}` |\n"
        for act, rule in RULES.items()
    ]
    scopes = ", ".join(f"`{scope.value}`" for scope in Scope)
    return head + "".join(rows) + _ROLES_TAIL.format(scopes=scopes)


_STATES_HEAD = """\
# The states of a task

<!-- Made from app/core/lifecycle.py by `make format`. -->

A task with a command is run by the machine, one without is a person's. They end in the same three
states.

## Commands

"""

_PEOPLES_STATES = """
## People's tasks

"""

_STATES_TAIL = """
| state | of | what it means |
|---|---|---|
| `blocked` | commands | It waits for other tasks to end. |
| `queued` | commands | It waits for one of the slots. |
| `running` | commands | Its command runs, or is just being started. |
| `cancelling` | commands | It has been told to stop; some process of it still lives. |
| `unassigned` | people's tasks | Nobody has it yet. |
| `pending` | people's tasks | Somebody has it, and has not started. |
| `in_progress` | people's tasks | Who has it has started. |
| `completed` | both | Its command ended with exit code 0, or somebody said that it is done. |
| `failed` | both | It ended in another way; `reason` says in which. |
| `cancelled` | both | A person had it stopped, and no process of it lives. |

A final state of a command is never left: no command, no person and no crash changes it. `running`
goes back to `queued` only when the server died under a task that was submitted with
`on_interrupt: "retry"`, and `queued` to `blocked` when it is told to wait for more. A command that
ends by itself before its cancel reaches it keeps its own end.

A final state of a person's task is left in one way only: its creator or an operator reopens it, as
the next `attempt`. It begins again where it can: `pending` when somebody has it, who has
not gone since, else `unassigned`. Giving a task to somebody else, or taking it away, is a move as
well: who has it now has not started.

`reason` is an open list; today it is one of {reasons}.
"""


def states_page() -> str:
    reasons = ", ".join(f"`{reason.value}`" for reason in Reason)
    tail = _STATES_TAIL.format(reasons=reasons)
    commands = frozenset(Status) - FINAL - WORK
    begins = (Status.QUEUED, Status.BLOCKED)
    return (
        _STATES_HEAD
        + _diagram(begins, commands)
        + _PEOPLES_STATES
        + _diagram(sorted(BEGINNINGS, reverse=True), WORK, _reopenings())
        + tail
    )


def _diagram(begins: Iterable[Status], states: Container[Status], more: Sequence[str] = ()) -> str:
    """Of the moves from these states."""
    lines = [
        *(f"[*] --> {status.value}" for status in begins),
        *(f"{source.value} --> {target.value}" for source, target in moves() if source in states),
        *more,
        *(f"{status.value} --> [*]" for status in Status if status in FINAL),
    ]
    body = "".join(f"    {line}\n" for line in lines)
    return f"```mermaid\nstateDiagram-v2\n{body}```\n"


def _reopenings() -> list[str]:
    return [
        f"{source.value} --> {target.value}: reopen"
        for source in Status
        if source in FINAL
        for target in sorted(BEGINNINGS)
    ]


PAGES = {
    SETTINGS_PAGE: settings_page,
    STATES_PAGE: states_page,
    ROLES_PAGE: roles_page,
}

if __name__ == "__main__":
    for page, text in PAGES.items():
        page.write_text(text(), "utf-8")
        print(f"wrote {page}")
