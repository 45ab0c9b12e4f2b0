import pytest

from app.core.lifecycle import ACTIVE, FINAL, Status, moves, sources_of, statuses_called


def test_a_final_state_is_never_left() -> None:
    assert {source for source, _ in moves()}.isdisjoint(FINAL)


def test_every_state_can_be_reached_and_ends_somewhere() -> None:
    assert all(sources_of(status) for status in Status if status is not Status.QUEUED)
    assert frozenset(Status) - FINAL == {Status.QUEUED} | ACTIVE


def test_a_cancelled_task_never_runs_again() -> None:
    assert Status.CANCELLING not in sources_of(Status.QUEUED)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("New", {Status.QUEUED}),
        ("PENDING", {Status.QUEUED}),
        ("In Progress", {Status.RUNNING}),
        ("in_progress", {Status.RUNNING}),
        ("Killed", {Status.CANCELLED}),
        ("canceled", {Status.CANCELLED}),
        ("success", {Status.COMPLETED}),
        (" failed ", {Status.FAILED}),
    ],
)
def test_other_words_for_the_states_are_understood(word: str, meant: set[Status]) -> None:
    assert set(statuses_called(word) or ()) == meant


@pytest.mark.parametrize("word", ["", "done", "queued2"])
def test_a_word_that_means_nothing_is_told(word: str) -> None:
    assert statuses_called(word) is None
