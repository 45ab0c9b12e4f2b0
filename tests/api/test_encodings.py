import pytest

from app.api.encodings import wanted


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", None),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR;Q=1, gzip", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br ; q=0.5 , gzip ; q=0.50", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0.000", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.1, *;q=0.5", "br"),
        ("identity", None),
        ("identity, br", "br"),
        ("identity;q=1, br;q=0.9", None),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("identity;q=0", None),
        ("br;q=much, gzip", "gzip"),
        ("br;q=, gzip;q=2", None),
        ("br;q=nan", None),
        ("br;level=4;q=0", None),
        ("zstd, deflate", None),
        (", ,br,", "br"),
    ],
)
def test_it_is_the_one_that_is_wanted_most(asked: str, given: str | None) -> None:
    assert wanted(asked, ("br", "gzip")) == given


def test_only_what_there_is_can_be_given() -> None:
    assert wanted("br, gzip", ("gzip",)) == "gzip"
    assert wanted("br, gzip", ()) is None
