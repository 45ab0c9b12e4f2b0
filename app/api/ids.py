"""The number of a task, as clients write it: digits in a string."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

PATTERN = "^[1-9][0-9]{0,17}$"


def is_ident(text: str) -> bool:
    return text.isascii() and text.isdecimal() and text[0] != "0" and len(text) <= 18


def _ident(text: str) -> str:
    if not is_ident(text):
        raise PydanticCustomError("id", "is no id of a task")
    return text


Ident = Annotated[
    str, AfterValidator(_ident), WithJsonSchema({"type": "string", "pattern": PATTERN})
]
