"""A command as clients ask for it, checked field by field."""

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
    NAME_LENGTH,
    Argument,
    Command,
    Environment,
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
from app.core.lifecycle import Priority
from app.core.task import NewTask, OnInterrupt

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


class Fields(In):
    """What can be said of a command task, all of it optional."""

    name: Name | None = Field(
        None, description="Taken from the first line of the command when left out."
    )
    command: Command | None = Field(None, description="A line for the shell.")
    argv: Annotated[list[Argument], Field(min_length=1, max_length=4096)] | None = Field(
        None, description="A program and its arguments, run without a shell, instead of `command`."
    )
    shell: Path | None = Field(None, description="The shell that runs `command`.")
    description: Annotated[Line, Field(max_length=64 * 1024)] | None = None
    priority: PriorityWord | None = Field(None, description="Default: normal.")
    type: PriorityWord | None = Field(None, description="Another name for `priority`.")
    tags: Annotated[list[Tag], Field(max_length=32), AfterValidator(distinct)] | None = None
    external_id: Annotated[Line, Field(min_length=1, max_length=NAME_LENGTH)] | None = None
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
}

_EXAMPLES: list[JsonValue] = [
    {"name": "greeting", "command": "echo hello"},
    {"argv": ["/bin/echo", "hello"], "tags": ["demo"], "priority": "low"},
    {"command": "make test", "cwd": "/tmp", "env": {"CI": "1"}, "timeout_ms": 600000},
]


class TaskIn(Fields):
    """What to run and how."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": _EXAMPLES,
            "anyOf": [{"required": ["command"]}, {"required": ["argv"]}],
        }
    )

    @model_validator(mode="after")
    def _runs_something(self) -> Self:
        if self.command is None and self.argv is None:
            raise refused("command", "required", "is required (or argv)")
        return self

    def to_new(self) -> NewTask:
        values = self.given()
        values["name"] = self.name or _name_from(str(values["command"]))
        return NewTask(**values)  # type: ignore[arg-type]


def _name_from(command: str) -> str:
    return command.strip().splitlines()[0].strip()[:TAKEN_NAME_LENGTH]


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
