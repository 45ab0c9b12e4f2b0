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


def base_environment(ours: Mapping[str, str]) -> dict[str, str]:
    passed_on = {
        name: value for name, value in ours.items() if name in _PASSED_ON or name.startswith("LC_")
    }
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", **_LIVE_OUTPUT, **passed_on}
