from pathlib import Path

import httpx
import pytest

import app.api.pages

Client = httpx.AsyncClient
PAGE = "http://localhost:8888/setup"
FILES = Path(app.api.pages.__file__).parent / "assets" / "setup"


async def test_the_page_runs_only_our_own_files(stranger: Client) -> None:
    page = await stranger.get(PAGE)
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert " style=" not in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize("name", ["setup.js", "fields.js", "setup.css"])
async def test_its_files_are_there_for_everybody(stranger: Client, name: str) -> None:
    answer = await stranger.get(f"{PAGE}/{name}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["index.html", "../pages.py", "x.js"])
async def test_nothing_else_is_there(stranger: Client, name: str) -> None:
    assert (await stranger.get(f"{PAGE}/{name}")).status_code == 404


def test_what_people_write_is_never_html() -> None:
    for file in FILES.glob("*.js"):
        text = file.read_text()
        for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("):
            assert way not in text, (file.name, way)


def test_every_problem_the_server_can_name_has_its_place() -> None:
    page = (FILES / "index.html").read_text()
    for name in ("name", "email", "password"):
        assert f'id="{name}-problem"' in page
        assert f'for="{name}"' in page
