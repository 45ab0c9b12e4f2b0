"""What a machine may lack: there a test is skipped with the reason, or fails where all must run."""

import os

import pytest


def need(there: object, why: str) -> None:
    """Go on when `there` is true; TASKYARD_REQUIRE=all turns the skip into a failure."""
    if there:
        return
    if os.environ.get("TASKYARD_REQUIRE") == "all":
        pytest.fail(f"this machine must have everything: {why}")
    pytest.skip(why)
