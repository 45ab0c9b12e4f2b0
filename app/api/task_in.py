"""A task as clients ask for it, checked field by field."""

import shlex
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from app.api.fields import (
    MONTH_MS,
    Argument,
    Command,
    Environment,
    ExternalId,
    Grace,
    Line,
    Name,
    Path,
    Tag,
    Umask,
    Whole,
    distinct,
)
from app.api.ids import Ident
from app.api.task_out import PriorityWord
from app.api.times import Moment
from app.core.kind_members import misplaced
from app.core.lifecycle import Kind, Priority
from app.core.task import AfterPolicy, CheckItem, NewTask, OnFailure, OnInterrupt

TAKEN_NAME_LENGTH = 80


def refused(field: str, code: str, sentence: str, value: object = None) -> ValidationError:
    """An error of one member, found while looking at several. Raise it in a model validator."""
    kind = PydanticCustomError(code, "{sentence}", {"sentence": sentence})
    return ValidationError.from_exception_data(
        "body", [InitErrorDetails(type=kind, loc=(field,), input=value)]
    )


class In(BaseModel):
    """What we take: a member we do not know is refused, and a number is not a text."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CheckItemIn(In):
    text: Annotated[Line, Field(min_length=1, max_length=500)]
    done: bool = False

    def to_item(self) -> CheckItem:
        return CheckItem(self.text, self.done)


class OnFailureIn(In):
    """The person's task that is made when the command fails."""

    name: Name | None = Field(None, description="Taken from the command's when left out.")
    assign_to: Ident | None = Field(None, description="The id of a person; null: to be taken.")

    def to_fact(self) -> OnFailure:
        return OnFailure(self.name, None if self.assign_to is None else int(self.assign_to))


class Fields(In):
    """What can be said of a task, all of it optional. With a command the machine runs it, without
    one it is a person's; how it is run and what it waits for belong to commands."""

    name: Name | None = Field(
        None,
        description="Taken from the first line of the command when left out, or `Untitled task`.",
    )
    command: Command | None = Field(None, description="A line for the shell.")
    argv: Annotated[list[Argument], Field(min_length=1, max_length=4096)] | None = Field(
        None, description="A program and its arguments, run without a shell, instead of `command`."
    )
    shell: Path | None = Field(None, description="The shell that runs `command`.")
    description: Annotated[Line, Field(max_length=64 * 1024)] | None = Field(
        None, description="Markdown."
    )
    priority: PriorityWord | None = Field(None, description="Default: normal.")
    type: PriorityWord | None = Field(None, description="Another name for `priority`.")
    tags: Annotated[list[Tag], Field(max_length=32), AfterValidator(distinct)] | None = None
    external_id: ExternalId | None = Field(
        None, description="No two tasks of one creator have the same."
    )
    cwd: Path | None = Field(None, description="The directory to run in.")
    env: Environment | None = Field(None, description="Added to the base environment.")
    umask: Umask | None = Field(None, description="A number, or octal digits as text.")
    nice: Annotated[int, Field(ge=0, le=19), Whole] | None = None
    timeout_ms: Annotated[int, Field(ge=1, le=MONTH_MS), Whole] | None = Field(
        None, description="Stopped when it runs longer."
    )
    grace_ms: Grace | None = Field(
        None, description="Between SIGTERM and SIGKILL. Default: the server's."
    )
    on_interrupt: Annotated[OnInterrupt, Field(strict=False)] | None = Field(
        None, description="What to do when the server dies meanwhile. Default: fail."
    )
    assigned_to: Ident | None = Field(None, description="The id of a person.")
    deadline: Moment | None = Field(
        None, description="In the future. What has not ended by then fails."
    )
    checklist: Annotated[list[CheckItemIn], Field(max_length=100)] | None = Field(
        None, description="Of a person's task."
    )
    after: Annotated[list[Ident], Field(max_length=100), AfterValidator(distinct)] | None = Field(
        None, description="Ids of tasks that a command waits for."
    )
    after_policy: Annotated[AfterPolicy, Field(strict=False)] | None = Field(
        None, description="Whether those must have completed, or only ended. Default: the first."
    )
    on_failure: OnFailureIn | None = Field(
        None, description="The person's task to make when a command fails."
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.priority and self.type and self.priority != self.type:
            raise refused("type", "conflict", "is not the same as priority", self.type)
        if self.command is not None and self.argv is not None:
            raise refused("argv", "conflict", "give command or argv, not both", self.argv)
        if self.argv and not self.argv[0]:
            raise refused("argv", "required", "the program must not be empty", self.argv)
        if self.argv is not None and self.shell is not None:
            raise refused("shell", "conflict", "argv is run without a shell", self.shell)
        return self

    def given(self) -> dict[str, object]:
        """The members that were sent, as NewTask names and types them; null is the default."""
        values: dict[str, Any] = {
            name: _DEFAULTS.get(name) if (value := getattr(self, name)) is None else value
            for name in self.model_fields_set - {"type"}
        }
        if word := self.priority or self.type:
            values["priority"] = Priority[word.upper()]
        if self.assigned_to is not None:
            values["assigned_to"] = int(self.assigned_to)
        if self.tags:
            values["tags"] = tuple(self.tags)
        if self.checklist is not None:
            values["checklist"] = tuple(item.to_item() for item in self.checklist)
        if self.after:
            values["after"] = tuple(map(int, self.after))
        if self.on_failure is not None:
            values["on_failure"] = self.on_failure.to_fact()
        if self.argv is not None:
            values |= {"argv": tuple(self.argv), "command": shlex.join(self.argv), "shell": None}
        elif self.command is not None:
            values["argv"] = None
        return values


_DEFAULTS = {
    "priority": Priority.NORMAL,
    "tags": (),
    "env": {},
    "grace_ms": None,
    "on_interrupt": OnInterrupt.FAIL,
    "after": (),
    "after_policy": AfterPolicy.ALL_COMPLETED,
}

_EXAMPLES: list[JsonValue] = [
    {"name": "greeting", "command": "echo hello"},
    {"argv": ["/bin/echo", "hello"], "tags": ["demo"], "priority": "low"},
    {"command": "make test", "cwd": "/tmp", "env": {"CI": "1"}, "timeout_ms": 600000},
    {
        "command": "./deploy.sh",
        "after": ["1041"],
        "after_policy": "all_completed",
        "on_failure": {"name": "Look after the deployment", "assign_to": "7"},
    },
    {
        "name": "Sign the contract",
        "description": "The one with the **blue** cover.",
        "type": "urgent",
        "assigned_to": "7",
        "deadline": "2199-11-20T17:00:00+01:00",
        "checklist": [{"text": "read it", "done": True}, {"text": "sign it"}],
    },
    {},
]
UNTITLED = "Untitled task"


class TaskIn(Fields):
    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        given = {name for name in self.model_fields_set if getattr(self, name) is not None}
        for where, code, sentence in misplaced(self._kind, given):
            name = where.removeprefix("/")
            raise refused(name, code, sentence, getattr(self, name))
        return self

    @property
    def _kind(self) -> Kind:
        return Kind.PERSON if self.command is None and self.argv is None else Kind.COMMAND

    def to_new(self) -> NewTask:
        values: dict[str, Any] = {"command": "", **self.given(), "kind": self._kind}
        if values["command"] is None:
            values["command"] = ""
        values["name"] = self.name or _name_from(values["command"])
        return NewTask(**values)


def _name_from(command: str) -> str:
    lines = command.strip().splitlines()
    return lines[0].strip()[:TAKEN_NAME_LENGTH] if lines else UNTITLED


class Changes(Fields):
    """Some members of a task there is already; null takes a member away."""

    @model_validator(mode="after")
    def _keeps_what_it_needs(self) -> Self:
        for name in ("name", "command", "argv"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise refused(name, "required", "cannot be taken away")
        return self


class RerunIn(Changes):
    """What shall differ from the task that is run again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}, {"priority": "urgent"}]})


class TaskPatch(Changes):
    """What shall change; a list or an environment is replaced whole."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "nightly", "tags": ["db", "nightly"]}]}
    )
