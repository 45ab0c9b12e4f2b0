"""Which members of a task belong to commands alone, and which to people's tasks."""

from collections.abc import Collection

from app.core.lifecycle import Kind

OF_COMMANDS = (
    "command", "argv", "shell", "cwd", "env", "umask", "nice", "timeout_ms", "grace_ms",
    "on_interrupt", "after", "after_policy", "on_failure",
)  # fmt: skip
OF_PEOPLE = ("checklist",)


def misplaced(kind: Kind, members: Collection[str]) -> list[tuple[str, str, str]]:
    """Those that a task of this kind has not, as errors.Invalid takes them."""
    others, whose = (
        (OF_PEOPLE, "a person's task") if kind is Kind.COMMAND else (OF_COMMANDS, "a command")
    )
    return [(f"/{one}", "conflict", f"belongs to {whose}") for one in others if one in members]
