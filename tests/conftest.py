import os

import pytest

from app.core.settings import PLAIN_NAMES, PREFIX


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests mean the same on every machine."""
    plain = {name.upper() for name in PLAIN_NAMES}
    for name in list(os.environ):
        if name in plain or (name.startswith(PREFIX) and name != "TASKYARD_REQUIRE"):
            monkeypatch.delenv(name)
