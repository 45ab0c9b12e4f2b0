"""The filters of the list, as words in a URL or members of a body."""

import re
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.api.fields import Line
from app.api.ids import Ident
from app.api.task_in import refused
from app.api.task_out import PriorityWord
from app.api.times import Instant
from app.core.clock import Millis
from app.core.lifecycle import Kind, Priority, Status, statuses_called
from app.core.query import ORDERS, TaskQuery

_COMMA = re.compile(r"(?<!\\),")


class Parameters(BaseModel):
    """A query string: what we do not know is refused rather than passed over."""

    model_config = ConfigDict(extra="forbid")


def _split(value: object) -> object:
    """`a,b` and repeated parameters mean the same; `a\\,b` is one value with a comma in it."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list):
        return given
    return [part for item in given for part in (_parts(item) if isinstance(item, str) else (item,))]


def _parts(text: str) -> list[str]:
    return [part.strip().replace("\\,", ",") for part in _COMMA.split(text)]


def _statuses(word: str) -> str:
    if statuses_called(word) is None:
        known = ", ".join(Status)
        raise PydanticCustomError(
            "unknown", "{word} is no status; {known} are", {"word": repr(word), "known": known}
        )
    return word


def _order(word: str) -> str:
    if word.removeprefix("-") not in ORDERS:
        known = ", ".join(sorted(ORDERS))
        raise PydanticCustomError(
            "unknown", "{word} is no order; [-]{known} are", {"word": repr(word), "known": known}
        )
    return word


Split = BeforeValidator(_split)
Values = Field(default=None, max_length=100)
Words = Annotated[list[Line], Split]
Statuses = Annotated[list[Annotated[str, AfterValidator(_statuses)]], Split]
Priorities = Annotated[list[PriorityWord], Split]
Idents = Annotated[list[Ident], Split]
People = Annotated[list[Ident | Literal["me"]], Split]
Assignees = Annotated[list[Ident | Literal["me", "none"]], Split]
ExitCodes = Annotated[list[Annotated[int, Field(ge=-(2**31), lt=2**31)]], Split]


class TaskFilter(Parameters):
    """Several values of one name mean any of them; several names mean all of them."""

    status: Statuses | None = Field(
        default=None,
        max_length=100,
        description="In any case; `new`, `pending`, `in progress`, `killed`, `success` work too.",
        examples=[["running"]],
    )
    kind: Annotated[list[Kind], Split] | None = Values
    priority: Priorities | None = Values
    type: Priorities | None = Field(
        default=None, max_length=100, description="Another name for `priority`."
    )
    queue: Words | None = Values
    tag: Words | None = Values
    name: Words | None = Values
    external_id: Words | None = Values
    created_by: People | None = Field(
        default=None, max_length=100, description="Ids of people, or `me`."
    )
    assigned_to: Assignees | None = Field(
        default=None,
        max_length=100,
        description="Likewise; `none` are people's tasks that wait for somebody to take them.",
    )
    waits_for: Idents | None = Field(
        default=None, max_length=100, description="What still waits for one of these tasks to end."
    )
    exit_code: ExitCodes | None = Values
    created_after: Instant | None = Field(
        default=None, description="A time with its offset, or a date: its midnight in UTC."
    )
    created_before: Instant | None = Field(default=None, description="Likewise.")
    deadline_after: Instant | None = Field(default=None, description="Likewise.")
    deadline_before: Instant | None = Field(default=None, description="Likewise.")
    overdue: bool | None = Field(
        default=None,
        description="What has expired, or has not ended though its deadline has passed.",
    )
    q: Line | None = Field(
        default=None,
        max_length=200,
        description="Words in the name, the command or the description; `#12` is an id.",
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.priority and self.type and set(self.priority) != set(self.type):
            raise refused("type", "conflict", "is not the same as priority", self.type)
        return self

    def chooses(self) -> bool:
        """Whether it says which; nothing said would mean all."""
        return any(value is not None and value != [] for name, value in self if name != "q") or (
            self.q is not None and self.q.strip() != ""
        )

    def to_query(self, *, me: int, **more: Any) -> TaskQuery:
        return TaskQuery(
            statuses=_meant(self.status),
            priorities=_priorities(self.priority or self.type),
            kinds=_set(self.kind),
            queues=_set(self.queue),
            tags=_set(self.tag),
            names=_set(self.name),
            external_ids=_set(self.external_id),
            waits_for=None if self.waits_for is None else frozenset(map(int, self.waits_for)),
            exit_codes=_set(self.exit_code),
            creators=_people(self.created_by, me),
            assignees=_people(self.assigned_to, me),
            or_nobodys="none" in (self.assigned_to or ()),
            created_after=cast("Millis | None", self.created_after),
            created_before=cast("Millis | None", self.created_before),
            deadline_after=cast("Millis | None", self.deadline_after),
            deadline_before=cast("Millis | None", self.deadline_before),
            overdue=self.overdue,
            q=self.q,
            **more,
        )


class ListParameters(TaskFilter):
    limit: int = Field(default=100, ge=1, le=1000)
    cursor: str | None = Field(
        default=None, max_length=500, description="`next_cursor` of the page before."
    )
    order_by: Annotated[str, AfterValidator(_order)] = Field(
        default="-created_at",
        description="`created_at`, `deadline`, `priority` or `duration`; `-` turns it round.",
    )
    include: Annotated[list[Literal["counts"]], Split] | None = Field(
        default=None, description="`counts`: how many tasks there are of each status."
    )

    def to_query(self, *, me: int) -> TaskQuery:  # type: ignore[override]
        return super().to_query(me=me, limit=self.limit, cursor=self.cursor, order_by=self.order_by)


def _priorities(words: list[PriorityWord] | None) -> frozenset[Priority] | None:
    return None if words is None else frozenset(Priority[word.upper()] for word in words)


def _set(values: list[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)


def _people(idents: list[str] | None, me: int) -> frozenset[int] | None:
    if idents is None:
        return None
    return frozenset(me if ident == "me" else int(ident) for ident in idents if ident != "none")


def _meant(words: list[str] | None) -> frozenset[Status] | None:
    if words is None:
        return None
    return frozenset[Status]().union(*(statuses_called(word) or () for word in words))
