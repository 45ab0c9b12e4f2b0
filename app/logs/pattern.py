"""What is searched for, as an expression that cannot run away."""

import re
from typing import Any

from app.core.errors import Invalid

_LONGEST = 1000
_PER_LINE = "(?m)"
_MEMORY = 4 * 1024 * 1024


def compiled(q: str, *, regex: bool, case: bool) -> Any:
    """Matches within a line, in linear time. Raises Invalid naming `q`."""
    if not q or len(q) > _LONGEST:
        raise Invalid([("q", "length", f"takes 1 to {_LONGEST} characters")])
    if "\n" in q:
        raise Invalid([("q", "newline", "is looked for within one line")])
    # 5 MB that a server nobody searches on need not have.
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.literal = not regex
    options.case_sensitive = case
    options.never_nl = True
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(_on_lines(q) if regex else q, options)
    except re2.error as error:
        raise Invalid([("q", "pattern", _reason(error))]) from error
    finally:
        re2.purge()  # or its cache would keep the automata of a hundred patterns


def _on_lines(q: str) -> str:
    """Lines are searched many at a time: the ends of the text mean the ends of a line."""
    return _PER_LINE + re.sub(r"\\(.)", _anchor, q)


def _anchor(escape: re.Match[str]) -> str:
    return {"A": "^", "z": "$"}.get(escape[1], escape[0])


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else b""
    text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
    return f"is no regular expression: {text.replace(_PER_LINE, '', 1)}"
