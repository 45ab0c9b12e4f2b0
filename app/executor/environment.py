"""The environment commands start with: an allow-list of ours, so that no secret gets there."""

from collections.abc import Mapping

_PASSED_ON = frozenset({"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR"})
# Off a terminal, programs keep their output in blocks and their colours to themselves.
_LIVE_OUTPUT = {
    "PYTHONUNBUFFERED": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "TERM": "xterm-256color",
    "COLUMNS": "120",
}


# A directory of this user's, perhaps, which another cannot use.
_OF_THIS_USER = frozenset({"TMPDIR"})


def base_environment(
    ours: Mapping[str, str], theirs: Mapping[str, str] | None = None
) -> dict[str, str]:
    """`theirs` is what is different where commands run as another user."""
    passed_on = {
        name: value for name, value in ours.items() if name in _PASSED_ON or name.startswith("LC_")
    }
    base = {"PATH": "/usr/local/bin:/usr/bin:/bin", **_LIVE_OUTPUT, **passed_on}
    if theirs is None:
        return base
    return {name: value for name, value in base.items() if name not in _OF_THIS_USER} | dict(theirs)
