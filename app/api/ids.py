"""The number of a task, a person and so on, as clients write it: digits in a string."""

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.convertors import Convertor, register_url_convertor

_DIGITS = "[1-9][0-9]{0,17}"
SCHEMA = WithJsonSchema({"type": "string", "pattern": f"^{_DIGITS}$"})


class _Number(Convertor[str]):
    """What cannot be an id leads nowhere: `{task_id:number}` in a path."""

    regex = rf"{_DIGITS}(?!\n)"  # `$` would take a last newline for the end

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("number", _Number())


def _ident(text: str) -> str:
    if not re.fullmatch(_DIGITS, text):
        raise PydanticCustomError("id", "is no id")
    return text


Ident = Annotated[str, AfterValidator(_ident), SCHEMA]
