from pathlib import Path

from bench.workplace import workplace


def test_what_a_run_leaves_behind_is_nothing(tmp_path: Path) -> None:
    with workplace(Path("taskyard"), tmp_path) as place:
        (place.directory / "text").write_text("much")
        assert [*tmp_path.iterdir()] == [place.directory]
    assert [*tmp_path.iterdir()] == []
