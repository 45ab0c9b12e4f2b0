import pytest

from app.core.lifecycle import ACTIVE, FINAL, WORK, Status, moves, sources_of, statuses_called


def test_a_final_state_is_never_left() -> None:
    assert {source for source, _ in moves()}.isdisjoint(FINAL)


def test_every_state_can_be_reached_and_ends_somewhere() -> None:
    begins = {Status.UNASSIGNED, Status.QUEUED}
    reached = set(begins)
    for _ in Status:
        reached |= {target for source, target in moves() if source in reached}
    assert reached == set(Status)
    assert all(sources_of(status) for status in Status)
    assert frozenset(Status) - FINAL == {Status.BLOCKED, Status.QUEUED} | ACTIVE | WORK


def test_what_people_do_and_what_the_machine_runs_have_only_their_ends_in_common() -> None:
    crossing = {(a, b) for a, b in moves() if b not in FINAL and (a in WORK) != (b in WORK)}
    assert crossing == set()


def test_a_cancelled_task_never_runs_again() -> None:
    assert Status.CANCELLING not in sources_of(Status.QUEUED)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("New", {Status.QUEUED, Status.UNASSIGNED}),
        ("PENDING", {Status.QUEUED, Status.PENDING}),
        ("In Progress", {Status.RUNNING, Status.IN_PROGRESS}),
        ("in_progress", {Status.RUNNING, Status.IN_PROGRESS}),
        ("unassigned", {Status.UNASSIGNED}),
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
