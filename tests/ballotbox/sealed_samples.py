"""A sealed poll with short keys: offices, box, scrutineers, and ballots for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ballotbox.blinding import blind_sign
from ballotbox.client import (
    Collected,
    finish_collecting,
    seal_ballot,
    start_collecting,
)
from ballotbox.keys import (
    IssuerKey,
    LockKey,
    SigningKey,
    new_issuer_key,
    new_lock_key,
    new_signing_key,
)
from ballotbox.locks import holders_of_locks
from ballotbox.manifest import Manifest
from ballotbox.messages import CastRequest, IssueReply
from ballotbox.parameters import GP1, WEAK
from ballotbox.seal import (
    GroupKey,
    IssuerRow,
    Publication,
    PublicationRow,
    Seal,
)
from ballotbox.tickets import new_ticket
from tests.ballotbox.samples import MANIFEST

GROUPS = (1, 2)


@dataclass(frozen=True)
class Poll:
    """A manifest together with every private key behind it."""

    manifest: Manifest
    issuer_keys: tuple[dict[int, IssuerKey], ...]
    box_key: SigningKey
    scrutineer_keys: tuple[SigningKey, ...]
    lock_keys: tuple[LockKey, ...]

    @property
    def seal(self) -> Seal:
        return self.manifest.seal


def _office(number: int, keys: dict[int, IssuerKey]) -> IssuerRow:
    moduli = tuple(GroupKey(group, keys[group].modulus) for group in GROUPS)
    return IssuerRow(f"第{number}发票处", f"Office {number}", moduli)


def make_poll(
    issuer_keys: Sequence[dict[int, IssuerKey]],
    *,
    threshold: int = 2,
    scrutineers: int = 3,
    suite: str = WEAK.suite,
    slips_digest: bytes = b"\2" * 32,
    **changes: Any,
) -> Poll:
    """Return a poll of two groups under these issuer keys."""
    box_key = new_signing_key()
    signing = tuple(new_signing_key() for _ in range(scrutineers))
    locks = tuple(new_lock_key() for _ in holders_of_locks(threshold, scrutineers))
    seal = Seal(
        roll_hash=b"\1" * 32,
        slips_digest=slips_digest,
        client_hash=b"\3" * 32,
        box_key=box_key.public,
        scrutineer_keys=tuple(key.public for key in signing),
        locks=tuple(key.public for key in locks),
        issuers=tuple(_office(*row) for row in enumerate(issuer_keys, 1)),
        publication=(
            PublicationRow(1, Publication.AUDITORS),
            PublicationRow(2, Publication.VOTERS),
        ),
    )
    manifest = replace(
        MANIFEST,
        suite=suite,
        threshold=threshold,
        scrutineers=scrutineers,
        seal=seal,
        **changes,
    )
    return Poll(manifest, tuple(issuer_keys), box_key, signing, locks)


def collect(poll: Poll, group: int = 1) -> Collected:
    """Return a voter who has collected a ballot from every office."""
    tickets = [new_ticket() for _ in poll.issuer_keys]
    state = start_collecting(poll.manifest, group, *tickets)
    replies = [
        IssueReply(blind_sign(keys[group], request.blinded))
        for keys, request in zip(poll.issuer_keys, state.requests, strict=True)
    ]
    return finish_collecting(poll.manifest, state, replies)


def cast(poll: Poll, cells: bytes, group: int = 1) -> CastRequest:
    """Return what a voter of the group sends to the box."""
    return seal_ballot(poll.manifest, collect(poll, group), cells).request


WEAK_KEYS = tuple({group: new_issuer_key(WEAK) for group in GROUPS} for _ in range(2))
POLL = make_poll(WEAK_KEYS)
"""Two offices, two of three scrutineers."""

STRONG_SUITE = GP1.suite
