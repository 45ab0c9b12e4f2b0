import time

import pytest

from app.core.errors import TooManyStreams
from app.core.person import LOCAL_ID, Person, Role
from app.core.places import Places

ADA = Person(2, "Ada", Role.ADMIN)
OWNER = Person(LOCAL_ID, "local", Role.ADMIN)


def _deaf(reason: str) -> None:
    pass


def test_there_are_so_many_places_and_no_more() -> None:
    places = Places(1)
    with places.one(ADA, end=_deaf):
        assert places.taken == 1
        with pytest.raises(TooManyStreams), places.one(OWNER, end=_deaf):
            pass
    assert places.taken == 0
    with places.one(OWNER, end=_deaf):
        assert places.taken == 1


def test_those_that_are_meant_hear_why_they_end() -> None:
    places = Places(9)
    heard: list[tuple[str, str]] = []
    with (
        places.one(ADA, task_id=7, end=lambda why: heard.append(("Ada's of 7", why))),
        places.one(ADA, end=lambda why: heard.append(("Ada's", why))),
        places.one(OWNER, task_id=7, end=lambda why: heard.append(("the owner's", why))),
    ):
        places.end(lambda place: place.person.id == ADA.id and place.task_id == 7, "taken")
        assert heard == [("Ada's of 7", "taken")]
        assert places.taken == 3  # a place is given back by who holds it


def test_one_of_ten_thousand_is_found_at_once() -> None:
    places = Places(10_000)
    ended: list[str] = []
    held = [places.one(OWNER, end=_deaf) for _ in range(9_999)]
    for place in held:
        place.__enter__()
    with places.one(ADA, end=ended.append):
        began = time.process_time()
        places.end(lambda place: place.person.id == ADA.id, "access_ended")
        assert time.process_time() - began < 0.1
    assert ended == ["access_ended"]
    for place in held:
        place.__exit__(None, None, None)
