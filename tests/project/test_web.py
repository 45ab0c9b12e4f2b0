"""What the page and the rest of the project have to agree on."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.api import spa

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"


def test_the_index_has_the_places_that_the_server_fills_in() -> None:
    """See app/api/spa.py."""
    index = (WEB / "index.html").read_text("utf-8")
    assert index.count('<base href="/"') == 1
    assert index.count('content="NONCE"') == 1
    assert index.index("<base") < index.index("<script")


@pytest.mark.parametrize("script", ["npm", "build"])
def test_its_scripts_can_be_run(script: str) -> None:
    assert os.access(WEB / script, os.X_OK)
    subprocess.run(["bash", "-n", WEB / script], check=True)


def test_its_tools_are_locked_for_every_system() -> None:
    """A lock that is written where a registry lacks some would be refused by `npm ci`."""
    packages = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = {
        name
        for package in packages.values()
        for name in package.get("optionalDependencies", {})
    }  # fmt: skip
    assert {name for name in wanted if f"node_modules/{name}" not in packages} == set()


def test_its_tools_are_what_was_asked_for_exactly() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))
    for version in (*asked["dependencies"].values(), *asked["devDependencies"].values()):
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


PAGE = (ROOT / "docs/reference/page.md").read_text("utf-8")


def section(name: str) -> str:
    return PAGE.partition(f"## {name}\n")[2].partition("\n## ")[0]


def test_every_key_is_on_its_page() -> None:
    sources = "\n".join(
        file.read_text("utf-8")
        for file in (WEB / "src").rglob("*.ts*")
        if ".test." not in file.name
    )
    keys = set(re.findall(r'\bkeys: "([^"]+)"', sources))
    assert len(keys) > 30
    spelled = {key.replace("mod", "Ctrl").replace("+", " ") for key in keys}
    said = {key.lower() for key in re.findall(r"`([^`]+)`", section("Keys"))}
    assert {key for key in spelled if key.lower() not in said} == set()


@pytest.mark.parametrize(
    ("file", "table"), [("meaning.ts", "KEYS"), ("states.ts", "WORDS")], ids=["filter", "state"]
)
def test_every_word_of_a_filter_is_on_its_page(file: str, table: str) -> None:
    source = (WEB / "src/features/tasks/filter" / file).read_text("utf-8")
    entries = source.partition(f"const {table}: ")[2].partition("\n};")[0]
    words = set(re.findall(r"^  (\w+): ", entries, re.M))
    assert len(words) > 10
    said = {word.rstrip(":") for word in re.findall(r"`([^`]+)`", section("Filters"))}
    assert words - said == set()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Of what a wheel is made from."""
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "web").mkdir()
    shutil.copy(WEB / "wheel.py", tmp_path / "web")
    (tmp_path / "app").mkdir()
    shutil.copy(ROOT / "app" / "__init__.py", tmp_path / "app")
    return tmp_path


def in_the_wheel(copy: Path) -> set[str]:
    make = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run(make, cwd=copy, check=True, capture_output=True)
    (wheel,) = (copy / "dist").glob("*.whl")
    return {name for name in ZipFile(wheel).namelist() if name.startswith("app/")}


def test_a_wheel_carries_the_page_to_where_the_server_looks_for_it(copy: Path) -> None:
    dist = copy / "web" / "dist"
    (dist / "assets").mkdir(parents=True)
    for name in ("index.html", "assets/x.js", "assets/x.js.br"):
        (dist / name).write_text("x")
    assert in_the_wheel(copy) == {
        "app/__init__.py",
        "app/api/assets/web/index.html",
        "app/api/assets/web/assets/x.js",
        "app/api/assets/web/assets/x.js.br",
    }
    places = [place.relative_to(ROOT).as_posix() for place in spa._PLACES]
    assert places == ["app/api/assets/web", "web/dist"]


def test_a_wheel_without_the_page_can_be_made(copy: Path) -> None:
    assert in_the_wheel(copy) == {"app/__init__.py"}
