"""A place in a list that goes by keyset, as clients carry it about."""

import base64
import binascii
import json
from collections.abc import Sequence

from app.core.errors import Invalid


def encode(order_by: str, place: Sequence[int | str]) -> str:
    return base64.urlsafe_b64encode(json.dumps([order_by, *place]).encode()).decode()


def decode(cursor: str, order_by: str, *, kinds: Sequence[type]) -> tuple[int | str, ...]:
    """The values of the columns that order the list. Raises Invalid for another list's cursor."""
    try:
        order, *place = json.loads(base64.urlsafe_b64decode(cursor))
        if order != order_by or [type(value) for value in place] != list(kinds):
            raise ValueError
        if any(isinstance(value, int) and abs(value) >= 2**63 for value in place):
            raise ValueError
        "".join(value for value in place if isinstance(value, str)).encode()
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise Invalid([("cursor", "cursor", "not a cursor of this list")]) from None
    return tuple(place)
