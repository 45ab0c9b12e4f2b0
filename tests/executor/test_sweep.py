import os
import resource
import subprocess
import sys

from app.executor.sweep import kill_leftovers, kill_tagged
from app.executor.tag import RLIMIT_LOCKS, tag_of
from tests.executor.running import living

_TAGGED = """
import os, resource, signal, sys, time
resource.setrlimit(10, (int(sys.argv[1]), resource.RLIM_INFINITY))
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: resource.setrlimit(10, (resource.RLIM_INFINITY,) * 2)
print("ready", flush=True)
time.sleep(60)
"""


def _tree(tag: int) -> "subprocess.Popen[bytes]":
    """Three processes: two with the tag, and a child that took its own off."""
    tree = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _TAGGED, str(tag)], stdout=subprocess.PIPE
    )
    assert tree.stdout is not None
    for _ in range(3):
        assert tree.stdout.readline() == b"ready\n"
    return tree


def test_all_of_an_instance_and_their_children_are_killed(instance: int) -> None:
    with _tree(tag_of(instance, 5)) as one, _tree(tag_of(instance, 6)) as other:
        assert kill_leftovers(instance) == 6
        assert living(instance) == []
        assert (one.wait(), other.wait()) == (-9, -9)
    assert kill_leftovers(instance) == 0


def test_only_the_runs_named_are_killed(instance: int) -> None:
    with _tree(tag_of(instance, 5)) as one, _tree(tag_of(instance, 6)) as other:
        assert kill_tagged({tag_of(instance, 5)}) == 3
        assert one.wait() == -9
        assert other.poll() is None
        assert kill_leftovers(instance) == 3


def test_another_instance_is_none_of_our_business(instance: int) -> None:
    with _tree(tag_of(instance, 5)) as tree:
        assert kill_leftovers(instance ^ 1) == 0
        assert tree.poll() is None
        kill_leftovers(instance)


def test_the_tests_themselves_carry_no_tag() -> None:
    assert resource.prlimit(os.getpid(), RLIMIT_LOCKS)[0] == resource.RLIM_INFINITY
