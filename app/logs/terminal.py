"""What a terminal would show of a line, as plain text."""

import re

_SEQUENCE = re.compile(
    r"""
      (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~]?           # CSI: colours, cursor moves
    | (?: \x1b\] | \x9d ) [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c )?  # OSC: titles, links
    | (?: \x1b[PX^_] | [\x90\x98\x9e\x9f] ) [^\x1b\x9c]* (?: \x1b\\ | \x9c )?  # strings for devices
    | \x1b [ -/]* [0-~]?                                 # character sets and the rest
    """,
    re.VERBOSE,
)
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


def without_sequences(text: str) -> str:
    """Without escape sequences and control characters; tabs stay."""
    return _CONTROL.sub("", _SEQUENCE.sub("", text))


def shown(line: str) -> str:
    """The final text of one line: what was written last after a carriage return."""
    for part in reversed(_SEQUENCE.sub("", line).split("\r")):
        if text := _CONTROL.sub("", part).rstrip():
            return text
    return ""


def last_shown_line(text: str, *, limit: int) -> str | None:
    """The last line that shows anything, cut to `limit` characters."""
    for line in reversed(text.split("\n")):
        if final := shown(line):
            return final[:limit]
    return None
