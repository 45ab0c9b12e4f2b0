import re
from pathlib import Path

import pytest

from app.core.settings import Settings, names_of
from docs.build import PAGES as MADE
from docs.build import SETTINGS_PAGE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/[0-9]*.md"))


@pytest.mark.parametrize("page", MADE, ids=lambda page: page.stem)
def test_a_page_that_is_made_from_the_code_is_what_the_code_says(page: Path) -> None:
    assert page.read_text("utf-8") == MADE[page](), "run `make format`"


def test_every_setting_is_on_the_settings_page() -> None:
    page = SETTINGS_PAGE.read_text("utf-8")
    assert all(f"`{name}`" in page for field in Settings.model_fields for name in names_of(field))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_page_of_ours_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_can_be_reached_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    reached: set[Path] = set()
    waiting = [index]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = re.findall(r"\]\((?!https?://)([^)#\s]+\.md)", page.read_text("utf-8"))
        waiting += {(page.parent / link).resolve() for link in links} - reached
    assert [page for page in PAGES if page.parent != ROOT and page.resolve() not in reached] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.stem)
def test_a_decision_says_why_what_follows_and_what_holds_it(decision: Path) -> None:
    headings = re.findall(r"^## (.*)$", decision.read_text("utf-8"), re.M)
    assert headings == ["Context", "Decision", "Consequences", "Alternatives", "Held by"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(decision.name[:4]) for decision in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.stem)
def test_the_test_that_holds_a_decision_exists(decision: Path) -> None:
    held_by = decision.read_text("utf-8").partition("## Held by")[2]
    files = re.findall(r"`(tests/[\w/]+\.py)`", held_by)
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []
