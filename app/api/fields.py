"""The kinds of values a task is described with, and their limits."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

# Linux takes no argument of 128 KiB or more, whatever the total.
ARGUMENT_BYTES = 131_071
ENV_BYTES = 64 * 1024
NAME_LENGTH = 200
MONTH_MS = 31 * 24 * 3600 * 1000
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OCTAL = re.compile(r"[0-7]{1,4}")
# What JSON can escape and UTF-8 cannot write.
_SURROGATE = re.compile("[\ud800-\udfff]")


def _storable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "must not contain a NUL character")
    if not text.isascii() and _SURROGATE.search(text):
        raise PydanticCustomError("surrogate", "must not contain half a surrogate pair")
    return text


def _argument(text: str) -> str:
    if len(_storable(text).encode()) > ARGUMENT_BYTES:
        raise PydanticCustomError(
            "too_large", "may have at most {most} bytes", {"most": ARGUMENT_BYTES}
        )
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("required", "must not be blank")
    return text


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise PydanticCustomError("relative", "must be an absolute path")
    return path


def _environment(env: dict[str, str]) -> dict[str, str]:
    for name in env:
        if not _VARIABLE.fullmatch(name):
            raise PydanticCustomError(
                "variable", "{name} is not a name for a variable", {"name": repr(name)}
            )
    if sum(len(name.encode()) + len(value.encode()) + 2 for name, value in env.items()) > ENV_BYTES:
        raise PydanticCustomError("too_large", "may have 64 KiB in all")
    return env


def _umask(value: object) -> object:
    if isinstance(value, str) and _OCTAL.fullmatch(value):
        return int(value, 8)
    return _whole(value)


def distinct(tags: list[str]) -> list[str]:
    return list(dict.fromkeys(tags))


def _whole(value: object) -> object:
    """JSON has one kind of number: 5.0 is 5."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _matches(pattern: str) -> Any:
    """Says in the document what a validator checks."""
    return Field(json_schema_extra={"pattern": pattern})


_VISIBLE = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
Argument = Annotated[str, AfterValidator(_argument), _matches(r"^[^\u0000]*$")]
Line = Annotated[str, AfterValidator(_storable), _matches(r"^[^\u0000]*$")]
Whole = BeforeValidator(_whole)
Grace = Annotated[int, Field(ge=0, le=3_600_000), Whole]
Command = Annotated[Argument, AfterValidator(_not_blank), _matches(_VISIBLE)]
Tag = Annotated[Line, Field(min_length=1, max_length=64)]
Name = Annotated[
    Line, Field(max_length=NAME_LENGTH), AfterValidator(_not_blank), _matches(_VISIBLE)
]
ExternalId = Annotated[Line, Field(min_length=1, max_length=NAME_LENGTH)]
Path = Annotated[
    Line, Field(max_length=4095), AfterValidator(_absolute), _matches(r"^/[^\u0000]*$")
]
Environment = Annotated[
    dict[str, Line],
    AfterValidator(_environment),
    Field(json_schema_extra={"propertyNames": {"pattern": f"^{_VARIABLE.pattern}$"}}),
]
Umask = Annotated[
    int,
    BeforeValidator(_umask),
    Field(ge=0, le=0o777, strict=True),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 0o777},
                {"type": "string", "pattern": "^0?[0-7]{1,3}$"},
            ]
        }
    ),
]
