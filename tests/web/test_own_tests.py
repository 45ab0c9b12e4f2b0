import os
import subprocess
from pathlib import Path

import pytest

from tests.needs import need

WEB = Path(__file__).parents[2] / "web"


@pytest.mark.timeout(900)
def test_the_page_keeps_what_its_own_tests_promise() -> None:
    need((WEB / "node_modules").is_dir(), "the tools of the page are not installed (make setup)")
    ran = subprocess.run(
        [WEB / "npm", "run", "--silent", "test"],
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-4000:]
