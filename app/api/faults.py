"""What Pydantic found wrong with a request, in the words of this API."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from fastapi.routing import APIRoute
from pydantic import BaseModel

_CODES = {
    "missing": "required",
    "required": "required",
    "extra_forbidden": "unknown",
    "conflict": "conflict",
    "string_too_long": "too-long",
    "too_long": "too-long",
    "string_too_short": "too-short",
    "too_short": "too-short",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "less_than": "too-large",
    "too_large": "too-large",
}

_SENTENCES = {
    "missing": "is required",
    "extra_forbidden": "is not known here",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dict_type": "must be an object",
    "enum": "must be {expected}",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of fewer digits",
    "int_type": "must be a whole number",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "literal_error": "must be {expected}",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "string_too_long": "may be at most {max_length} long",
    "string_too_short": "must not be empty",
    "string_type": "must be a text",
    "string_unicode": "must not contain half a surrogate pair",
    "too_long": "may be at most {max_length} long",
    "too_short": "must not be empty",
}

Loc = Sequence[str | int]


def fault_of(found: Mapping[str, Any], route: object) -> dict[str, str]:
    """One entry of `errors`. `route` knows which names there are where one is unknown."""
    sentence = _sentence(found)
    if found["type"] == "extra_forbidden" and (meant := _meant(found["loc"], route)):
        sentence += f"; did you mean {meant}?"
    return located(_where(found["loc"]), _CODES.get(found["type"], "invalid"), sentence)


def located(where: str, code: str, detail: str) -> dict[str, str]:
    kind = "parameter" if where and not where.startswith("/") else "pointer"
    return {kind: where, "code": code, "detail": detail}


def summary(faults: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(f"{_place(it)} {it['detail']}" for it in faults[:5])


def _place(fault: Mapping[str, str]) -> str:
    if "parameter" in fault:
        return f"{fault['parameter']}:"
    return f"{fault['pointer']}:" if fault["pointer"] else "the body"


def _where(loc: Loc) -> str:
    """A pointer into the body, or the name of the parameter or header."""
    if loc[0] != "body":
        return str(loc[1])
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in loc[1:])


def _sentence(found: Mapping[str, Any]) -> str:
    if known := _SENTENCES.get(found["type"]):
        return known.format(**found.get("ctx", {}))
    message = str(found["msg"])
    return message[:1].lower() + message[1:]


def _meant(loc: Loc, route: object) -> str | None:
    near = get_close_matches(str(loc[-1]), _names_at(loc, route), n=1)
    return near[0] if near else None


def _names_at(loc: Loc, route: object) -> list[str]:
    if not isinstance(route, APIRoute):
        return []
    params = [route.body_field] if loc[0] == "body" else route.dependant.query_params
    models = [m for p in params if p is not None for m in _models(p.field_info.annotation)]
    for part in loc[1:-1]:
        if isinstance(part, str):
            fields = [m.model_fields[part] for m in models if part in m.model_fields]
            models = [model for field in fields for model in _models(field.annotation)]
    return [name for model in models for name in model.model_fields]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Those named in a type, however they are wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
