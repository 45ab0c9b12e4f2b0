"""Every operation of the document, asked with what fits it and with what does not."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks, openapi

from tests.server.conftest import StartYard
from tests.server.yard import Yard

# Whatever the command says, this is what runs.
_HARMLESS = "#!/bin/sh\necho harmless\n"
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
    shell.write_text(_HARMLESS)
    shell.chmod(0o755)
    return start_yard(shell=str(shell))


@pytest.mark.timeout(180)
def test_whatever_is_asked_the_answer_is_one_of_the_document(harmless: Yard) -> None:
    _ask_everything(harmless, examples=8)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_whatever_else_is_asked_the_answer_is_one_of_the_document(harmless: Yard) -> None:
    _ask_everything(harmless, examples=200)


def _ask_everything(yard: Yard, *, examples: int) -> None:
    document = openapi.from_url(f"{yard.url}/openapi.json")
    asked = []
    with requests.Session() as session:
        session.trust_env = False
        session.headers.update(yard.owner)
        for found in document.get_all_operations():
            operation: Any = found.ok()  # type: ignore[union-attr] # the document has no errors
            asked.append(operation.definition.raw["operationId"])
            if asked[-1] in _STREAMS:
                continue
            _ask(yard, session, operation, GenerationMode.POSITIVE, examples=examples)
            if operation.body or list(operation.iter_parameters()):
                _ask(yard, session, operation, GenerationMode.NEGATIVE, examples=examples)
    assert len(asked) >= 20
    answer = httpx.get(
        f"{yard.url}/tasks", params={"include": "counts"}, headers=yard.owner, trust_env=False
    )
    assert answer.json()["counts"].get("completed")


def _ask(
    yard: Yard, session: requests.Session, operation: Any, mode: GenerationMode, *, examples: int
) -> None:
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
        _make_harmless(case.body)
        if case.path_parameters and known:
            # A number that fits is mostly one of no task: ask also about those there are.
            case.path_parameters["task_id"] = str(_a_task(yard, session) - known + 1)
        case.call_and_validate(base_url=yard.root, session=session, checks=_CHECKS, timeout=60)

    ask()


def _a_task(yard: Yard, session: requests.Session) -> int:
    body = {"command": "x"}
    return int(session.post(f"{yard.url}/tasks", json=body, timeout=30).json()["id"])


def _make_harmless(body: Any) -> None:
    """No program but the harmless shell and `true` is run."""
    if isinstance(body, list):
        for each in body:
            _make_harmless(each)
    elif isinstance(body, dict):
        if isinstance(body.get("argv"), list):
            body["argv"] = ["true"]
        if isinstance(body.get("shell"), str):
            del body["shell"]
        for each in body.values():
            _make_harmless(each)
