"""The results as a table for people and as a document for programs."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.result import Result

Row = tuple[str, ...]

_HEADINGS: Row = ("measure", "value", "limit", "ratio", "bar", "", "note")
_VERDICTS = {True: "ok", False: "MISSED", None: ""}


def row(result: Result) -> Row:
    limit = f"{_short(result.limit.value)} {result.limit.name}" if result.limit else ""
    return (
        result.name,
        f"{_short(result.value)} {result.unit}",
        limit,
        "" if result.ratio is None else f"{result.ratio:.2f}",
        str(result.bar or ""),
        _VERDICTS[result.ok],
        result.note,
    )


def table(results: Sequence[Result]) -> str:
    rows = [_HEADINGS, *map(row, results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    )


def write(path: Path, facts: Mapping[str, object], results: Sequence[Result]) -> None:
    document = {"machine": dict(facts), "results": [as_json(result) for result in results]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def as_json(result: Result) -> dict[str, object]:
    return {
        "name": result.name,
        "value": result.value,
        "unit": result.unit,
        "limit": result.limit.value if result.limit else None,
        "limit_name": result.limit.name if result.limit else None,
        "ratio": result.ratio,
        "bar": str(result.bar) if result.bar else None,
        "ok": result.ok,
        "note": result.note,
    }


def _short(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"
