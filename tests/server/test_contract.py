"""Every operation of the document, asked with what fits it and with what does not, by people who
may do much and little."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks, openapi

from tests.server.conftest import StartYard
from tests.server.harmless import SHELL, Asking
from tests.server.yard import Yard

ROLES = ("viewer", "user", "admin")
_CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# They go on for ever: other tests read them.
_STREAMS = {"stream_events", "stream_logs"}


@pytest.fixture
def harmless(start_yard: StartYard, tmp_path: Path) -> Yard:
    shell = tmp_path / "shell"
    shell.write_text(SHELL)
    shell.chmod(0o755)
    return start_yard(shell=str(shell))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_asked_the_answer_is_one_of_the_document(harmless: Yard, role: str) -> None:
    _ask_everything(harmless, role, examples=3 if role == "admin" else 1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", ROLES)
def test_whatever_else_is_asked_the_answer_is_one_of_the_document(
    harmless: Yard, role: str
) -> None:
    _ask_everything(harmless, role, examples=100 if role == "admin" else 50)


def _ask_everything(yard: Yard, role: str, *, examples: int) -> None:
    document = openapi.from_url(f"{yard.url}/openapi.json")
    who = Asking(yard, role)
    asked = []
    for found in document.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr] # the document has no errors
        asked.append(operation.definition.raw["operationId"])
        if asked[-1] in _STREAMS:
            continue
        _ask(yard, who, operation, GenerationMode.POSITIVE, examples=examples)
        if operation.body or list(operation.iter_parameters()):
            _ask(yard, who, operation, GenerationMode.NEGATIVE, examples=examples)
    assert len(asked) >= 40
    _demand_unharmed(yard, who, role)


def _ask(yard: Yard, who: Asking, operation: Any, mode: GenerationMode, *, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.integers(0, 3))
    def ask(case: Case[Any], known: int) -> None:
        who.keep_harmless(case, known=known > 0)
        case.call_and_validate(base_url=yard.root, session=who.session, checks=_CHECKS, timeout=60)

    ask()


def _demand_unharmed(yard: Yard, who: Asking, role: str) -> None:
    """Who asked was somebody until the end, and what they asked for was done."""
    me = who.session.get(f"{yard.url}/auth/me", timeout=30).json()
    assert (me["role"], me["disabled"]) == (role, False)
    tasks = who.session.get(f"{yard.url}/tasks", params={"include": "counts"}, timeout=30)
    assert tasks.json()["counts"].get("completed")
