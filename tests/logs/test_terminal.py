import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.logs.terminal import last_shown_line, shown, without_sequences

raw = st.text(
    st.one_of(st.sampled_from("\x1b[]0;9m\\\x07\r\n\x9b\x9dP_A"), st.characters(codec="utf-8"))
)


@given(raw)
def test_what_is_left_has_no_control_character_but_tabs(text: str) -> None:
    for character in without_sequences(text) + shown(text):
        assert character == "\t" or unicodedata.category(character) != "Cc"


@given(raw)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert without_sequences(without_sequences(text)) == without_sequences(text)
    assert shown(shown(text)) == shown(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert without_sequences(text) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b(Bplain\x1b=", "plain"),
        ("\x1bPdevice\x1b\\text", "text"),
        ("a\x00b\x08c\td", "abc\td"),
        ("\x1b", ""),
    ],
)
def test_sequences_vanish(raw: str, clean: str) -> None:
    assert without_sequences(raw) == clean


@pytest.mark.parametrize(
    ("raw", "final"),
    [
        ("10%\r20%\r30%", "30%"),
        ("done\r", "done"),
        ("text\r\x1b[K", "text"),
        ("windows\r\n", "windows"),
        ("", ""),
    ],
)
def test_a_redrawn_line_shows_its_final_text(raw: str, final: str) -> None:
    assert shown(raw) == final


def test_the_last_line_is_the_last_that_shows_anything() -> None:
    assert last_shown_line("one\ntwo\n\n  \x1b[0m\n", limit=500) == "two"
    assert last_shown_line("\n\x1b[2J\n", limit=500) is None
    assert last_shown_line("x" * 900, limit=500) == "x" * 500
