import json
from pathlib import Path

from bench import machine, report
from bench.result import AtLeast, Limit, Result

RESULTS = [
    Result("tasks/s", 1500.4, "tasks/s", Limit("spawns/s", 3000), AtLeast(0.65), "client 0.1 s"),
    Result("p50", 0.1234, "ms"),
]


def test_the_table_shows_value_limit_ratio_bar_and_verdict_of_each() -> None:
    headings, first, second = report.table(RESULTS).splitlines()
    assert headings.split()[0] == "measure"
    for shown in ("1,500 tasks/s", "3,000 spawns/s", "0.50", "≥ 0.65", "MISSED", "client 0.1 s"):
        assert shown in first
    assert second.split() == ["p50", "0.123", "ms"]


def test_the_document_has_the_machine_and_every_result(tmp_path: Path) -> None:
    path = tmp_path / "new" / "latest.json"
    report.write(path, machine.facts(tmp_path), RESULTS)
    document = json.loads(path.read_text())
    assert document["machine"]["cores"] >= 1
    assert [result["name"] for result in document["results"]] == ["tasks/s", "p50"]
    assert document["results"][0]["ok"] is False


def test_the_document_says_nothing_of_where_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    report.write(path, machine.facts(tmp_path), RESULTS)
    assert str(tmp_path) not in path.read_text()
