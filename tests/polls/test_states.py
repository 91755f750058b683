"""The life of a poll as a table: it always ends, and never runs backwards."""

from gongping.polls.states import POLL_TRANSITIONS, PollState


def _reached_from(state: str) -> set[str]:
    seen: set[str] = set()
    waiting = [state]
    while waiting:
        for target in POLL_TRANSITIONS[waiting.pop()] - seen:
            seen.add(target)
            waiting.append(target)
    return seen


def test_every_state_has_its_row() -> None:
    assert set(POLL_TRANSITIONS) == set(PollState)


def test_every_state_is_reached_and_none_twice() -> None:
    assert _reached_from(PollState.DRAFT) == set(PollState) - {PollState.DRAFT}
    assert not [state for state in PollState if state in _reached_from(state)]


def test_every_poll_ends_counted_or_void() -> None:
    ends = {state for state, targets in POLL_TRANSITIONS.items() if not targets}
    assert ends == {PollState.UNSEALED, PollState.VOID}


def test_nothing_is_counted_without_being_closed() -> None:
    before = [s for s, targets in POLL_TRANSITIONS.items() if "unsealed" in targets]
    assert before == [PollState.CLOSED]
