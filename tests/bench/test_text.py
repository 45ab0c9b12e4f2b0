from pathlib import Path

from bench.text import write_text


def test_the_text_has_exactly_the_size_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "text"
    write_text(path, 1000)
    assert path.stat().st_size == 1000
    assert path.read_bytes().startswith(b"2026-")
