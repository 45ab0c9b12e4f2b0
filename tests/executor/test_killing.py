"""What the launcher does about processes it may not kill."""

import os
from collections.abc import Callable

import pytest

from app.executor.held import Held
from app.executor.killing import strike
from app.executor.procfs import Process

_STAT = b"%d (a b) c) S 1 5 5 0 -1 4194304 0 0 0 0 1 2 3 4 20 0 1 0 100 4096 7 0 0 0 0"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The signals sent; pids from 100 on belong to someone else."""
    signals: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", _kill(signals))
    return signals


def _kill(signals: list[tuple[int, int]]) -> Callable[[int, int], None]:
    def kill(pid: int, number: int) -> None:
        if pid >= 100:
            raise PermissionError
        signals.append((pid, number))

    return kill


def _process(pid: int) -> Process:
    return Process(pid, _STAT % pid)


def test_a_name_with_brackets_does_not_confuse_the_reader() -> None:
    process = _process(7)
    assert (process.parent, process.group, process.start) == (1, 5, 100)
    assert process.cpu_ticks == 10


def test_all_are_stopped_before_any_is_killed(sent: list[tuple[int, int]]) -> None:
    held = Held(run=1, leader=5)
    assert not strike(held, [_process(6)])
    assert sorted(sent) == [(5, 19), (6, 19)]
    assert not strike(held, [_process(6), _process(7)])
    assert sent[2:] == [(7, 19)]
    sent.clear()
    assert not strike(held, [_process(6), _process(7)])
    assert sorted(sent) == [(5, 9), (6, 9), (7, 9)]


def test_it_is_over_when_nobody_is_left(sent: list[tuple[int, int]]) -> None:
    held = Held(run=1, leader=5)
    held.exit = (0, 0, 0)
    assert strike(held, [])
    assert sent == []


def test_what_may_not_be_killed_is_reported_and_not_waited_for(
    sent: list[tuple[int, int]],
) -> None:
    held = Held(run=1, leader=5)
    assert not strike(held, [_process(100)])
    held.exit = (9, 0, 0)
    assert strike(held, [_process(100)])
    assert held.survivors == {100}


def test_a_leader_that_may_not_be_killed_is_reported_too(sent: list[tuple[int, int]]) -> None:
    held = Held(run=1, leader=100)
    assert not strike(held, [])
    assert strike(held, [])
    assert held.survivors == {100}
