"""Locks: any t scrutineers hold all of them together, t - 1 always lack one.

For each set of t - 1 scrutineers there is one lock, whose key is held by everybody
outside that set. So no secret is ever split, and nobody deals shares.
"""

import hmac
import secrets
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from ballotbox.errors import LockDiffers, TrialFailed
from ballotbox.hazard import hpke
from ballotbox.labels import TRIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ballotbox.keys import LockKey
    from ballotbox.manifest import Manifest

TRIAL_BYTES: Final = 32


def holders_of_locks(threshold: int, scrutineers: int) -> tuple[tuple[int, ...], ...]:
    """Return for each lock, in manifest order, the numbers of its holders.

    Scrutineers are numbered from 1. The sets of those who lack a lock are in
    lexicographic order, and that is the order of the locks.
    """
    everybody = range(1, scrutineers + 1)
    return tuple(
        tuple(number for number in everybody if number not in lacking)
        for lacking in combinations(everybody, threshold - 1)
    )


def locks_held_by(scrutineer: int, threshold: int, scrutineers: int) -> tuple[int, ...]:
    """Return the numbers, from 1, of the locks that a scrutineer holds."""
    holders = holders_of_locks(threshold, scrutineers)
    return tuple(
        lock for lock, numbers in enumerate(holders, 1) if scrutineer in numbers
    )


def gather_lock_keys(
    manifest: "Manifest", released: "Mapping[int, LockKey]"
) -> "tuple[LockKey, ...]":
    """Return the keys in manifest order; raise `LockDiffers` unless each one fits."""
    return tuple(
        _fitting(lock, public, released)
        for lock, public in enumerate(manifest.seal.locks, 1)
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """Something sealed to one lock, to try before the freeze that it opens."""

    sealed: bytes
    answer: bytes


def new_trial(public: bytes) -> Trial:
    """Return a trial of the lock of a public key."""
    answer = secrets.token_bytes(TRIAL_BYTES)
    return Trial(hpke.seal(public, TRIAL, answer), answer)


def answer_trial(key: "LockKey", lock: int, sealed: bytes) -> bytes:
    """Return what a holder's key finds; raise `Unopenable` if it does not fit."""
    return key.unseal(TRIAL, sealed, lock)


def check_trial(trial: Trial, answer: bytes) -> None:
    """Raise `TrialFailed` unless the holder opened the trial."""
    if not hmac.compare_digest(trial.answer, answer):
        raise TrialFailed("the holder did not open what was sealed")


def _fitting(lock: int, public: bytes, released: "Mapping[int, LockKey]") -> "LockKey":
    key = released.get(lock)
    if key is None:
        raise LockDiffers(f"lock {lock}: its key is missing")
    if key.public != public:
        raise LockDiffers(f"lock {lock}: the key does not fit")
    return key
