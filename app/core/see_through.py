"""Work that goes on to its end when who asked for it goes away."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def see_through(work: Coroutine[Any, Any, T]) -> T:
    """For what is not over with the commit: an access that is taken away in the database has to
    be taken away at the door too."""
    return await asyncio.shield(work)
