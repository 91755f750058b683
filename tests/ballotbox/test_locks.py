from dataclasses import replace
from itertools import combinations

import pytest

from ballotbox.errors import LockDiffers, TrialFailed, Unopenable
from ballotbox.keys import new_lock_key
from ballotbox.locks import (
    answer_trial,
    check_trial,
    gather_lock_keys,
    holders_of_locks,
    locks_held_by,
    new_trial,
)
from tests.ballotbox.sealed_samples import POLL

SIZES = [(t, n) for n in range(1, 6) for t in range(1, n + 1)]
RELEASED = dict(enumerate(POLL.lock_keys, 1))


def _held(group: tuple[int, ...], threshold: int, scrutineers: int) -> set[int]:
    return {
        lock
        for number in group
        for lock in locks_held_by(number, threshold, scrutineers)
    }


@pytest.mark.parametrize(("threshold", "scrutineers"), SIZES)
def test_any_t_hold_all_locks(threshold: int, scrutineers: int) -> None:
    every = set(range(1, len(holders_of_locks(threshold, scrutineers)) + 1))
    for group in combinations(range(1, scrutineers + 1), threshold):
        assert _held(group, threshold, scrutineers) == every


@pytest.mark.parametrize(("threshold", "scrutineers"), SIZES)
def test_t_minus_one_always_lack_a_lock(threshold: int, scrutineers: int) -> None:
    every = set(range(1, len(holders_of_locks(threshold, scrutineers)) + 1))
    for group in combinations(range(1, scrutineers + 1), threshold - 1):
        assert _held(group, threshold, scrutineers) < every


@pytest.mark.parametrize(("threshold", "scrutineers"), SIZES)
def test_every_lock_has_a_spare_holder_for_each_that_may_be_absent(
    threshold: int, scrutineers: int
) -> None:
    for holders in holders_of_locks(threshold, scrutineers):
        assert len(holders) == scrutineers - threshold + 1


def test_the_order_of_locks_is_fixed() -> None:
    assert holders_of_locks(2, 3) == ((2, 3), (1, 3), (1, 2))
    assert holders_of_locks(1, 3) == ((1, 2, 3),)
    assert holders_of_locks(3, 4)[:2] == ((3, 4), (2, 4))
    assert locks_held_by(1, 2, 3) == (2, 3)


def test_released_keys_come_in_manifest_order() -> None:
    turned = dict(reversed(RELEASED.items()))
    assert gather_lock_keys(POLL.manifest, turned) == POLL.lock_keys


def test_a_missing_key_is_named() -> None:
    with pytest.raises(LockDiffers, match="lock 2: its key is missing"):
        gather_lock_keys(POLL.manifest, {1: RELEASED[1], 3: RELEASED[3]})


def test_a_key_that_does_not_fit_is_named() -> None:
    with pytest.raises(LockDiffers, match="lock 3: the key does not fit"):
        gather_lock_keys(POLL.manifest, RELEASED | {3: new_lock_key()})


def test_a_holder_opens_the_trial() -> None:
    trial = new_trial(POLL.seal.locks[0])
    check_trial(trial, answer_trial(POLL.lock_keys[0], 1, trial.sealed))


def test_another_key_does_not_open_the_trial() -> None:
    trial = new_trial(POLL.seal.locks[0])
    with pytest.raises(Unopenable, match="lock 2"):
        answer_trial(POLL.lock_keys[1], 2, trial.sealed)


def test_a_wrong_answer_fails_the_trial() -> None:
    trial = new_trial(POLL.seal.locks[0])
    with pytest.raises(TrialFailed):
        check_trial(replace(trial, answer=bytes(32)), trial.answer)
