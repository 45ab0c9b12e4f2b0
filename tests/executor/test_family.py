"""How the launcher finds out what an ended command has left behind, where it can ask the kernel."""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.executor.family import Family
from app.executor.tag import RLIMIT_LOCKS, tag_of


def _tagged(tag: int) -> "subprocess.Popen[bytes]":
    soft, hard = resource.getrlimit(RLIMIT_LOCKS)
    resource.setrlimit(RLIMIT_LOCKS, (tag, hard))
    try:
        return subprocess.Popen(["sleep", "60"], start_new_session=True)
    finally:
        resource.setrlimit(RLIMIT_LOCKS, (soft, hard))


@pytest.fixture
def orphan(instance: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A child of this process with the tag of run 1."""
    with _tagged(tag_of(instance, 1)) as process:
        yield process
        process.kill()


def _ended(family: Family, run: int) -> None:
    leader = 2**22 + run
    family.add(run, leader)
    family.held[run].exit = (0, 0, 0)
    assert family.reaped(leader, 0) is family.held[run]


def test_the_kernels_list_of_children_tells(
    instance: int, orphan: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    family = Family(instance)
    children = tmp_path / "children"
    children.write_text(f"{orphan.pid} ")
    family._children = str(children)
    _ended(family, 1)
    _ended(family, 2)
    counts = family.leftovers(list(family.held.values()))
    assert counts == {family.held[1]: 1, family.held[2]: 0}


def test_a_child_of_no_run_is_killed(
    instance: int, orphan: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    family = Family(instance)
    children = tmp_path / "children"
    children.write_text(f"{orphan.pid} ")
    family._children = str(children)
    _ended(family, 2)
    assert family.leftovers([family.held[2]]) is None  # whose was it?
    assert orphan.wait() == -9
    children.write_text("")
    assert family.leftovers([family.held[2]]) == {family.held[2]: 0}


def test_without_that_list_only_a_walk_can_tell(
    instance: int, orphan: "subprocess.Popen[bytes]"
) -> None:
    family = Family(instance)
    family._children = None
    _ended(family, 1)
    assert family.leftovers([family.held[1]]) is None
