"""What a poll has of its scrutineers: numbers, keys, locks, signatures."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from ballotbox.locks import holders_of_locks, locks_held_by
from ballotbox.seal import GroupKey, IssuerRow, Publication, PublicationRow, Seal
from gongping.foundation.actors import Actor
from gongping.polls.policies import check_is_seated
from gongping.polls.selectors.client import client_hash
from gongping.polls.selectors.offices import missing_of_office, office_of

if TYPE_CHECKING:
    from gongping.polls.models import Poll, Scrutineer


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """What box and issuer contribute to the rules of a poll."""

    box_key: bytes
    issuer_name: str
    issuer_name_en: str
    moduli: Mapping[int, bytes]
    roll_hash: bytes
    slips_digest: bytes


def number_of(poll: "Poll", seat: "Scrutineer") -> int:
    """Return the scrutineer's number in the rules, from 1 in order of appointment."""
    return [s.pk for s in poll.scrutineers.all()].index(seat.pk) + 1


def locks_of(poll: "Poll", seat: "Scrutineer") -> frozenset[int]:
    """Return the numbers of the locks whose keys this scrutineer holds."""
    appointed = len(poll.scrutineers.all())
    if poll.threshold > appointed:
        return frozenset()
    return frozenset(locks_held_by(number_of(poll, seat), poll.threshold, appointed))


def fetch_seats(poll: "Poll") -> None:
    """Have scrutineers and locks at hand. At most three queries, once a poll."""
    prefetch_related_objects([poll], "scrutineers__user", "locks")


def tried_digest(poll: "Poll", seat: "Scrutineer") -> str:
    """Return what stands for the seat, its keys and its locks as they are now."""
    held = locks_of(poll, seat)
    locks = [f"{k.number}:{k.public_key}" for k in poll.locks.all() if k.number in held]
    text = " ".join([poll.code, str(seat.user_id), seat.signing_key, *locks])
    return hashlib.sha256(text.encode()).hexdigest()


def has_tried(poll: "Poll", seat: "Scrutineer") -> bool:
    """Tell whether the scrutineer has opened all locks as they are now."""
    return bool(seat.tried_locks) and seat.tried_locks == tried_digest(poll, seat)


def lock_count(poll: "Poll") -> int:
    """Return how many locks the poll needs for its t of n scrutineers."""
    appointed = len(poll.scrutineers.all())
    if poll.threshold > appointed:
        return 0
    return len(holders_of_locks(poll.threshold, appointed))


def seal_of(poll: "Poll", keys: OfficeKeys) -> Seal:
    """Return the sealed part of the rules. At most three queries."""
    moduli = tuple(GroupKey(n, keys.moduli[n]) for n in sorted(keys.moduli))
    second = office_of(poll)
    return Seal(
        roll_hash=keys.roll_hash,
        slips_digest=keys.slips_digest,
        client_hash=client_hash(),
        box_key=keys.box_key,
        scrutineer_keys=tuple(
            bytes.fromhex(seat.signing_key) for seat in poll.scrutineers.all()
        ),
        locks=tuple(bytes.fromhex(lock.public_key) for lock in poll.locks.all()),
        issuers=(
            IssuerRow(keys.issuer_name, keys.issuer_name_en, moduli),
            *((second.row,) if second else ()),
        ),
        publication=tuple(
            PublicationRow(group.position, Publication.AUDITORS)
            for group in poll.groups.all()
        ),
    )


def signatures_of(poll: "Poll", field: str) -> tuple[tuple[int, bytes], ...]:
    """Return the scrutineers' signatures, each under its number. No query.

    `field` is `rules_signature`, `paper_signature` or `head_signature`.
    """
    seats = enumerate(poll.scrutineers.all(), 1)
    signed = ((number, getattr(seat, field)) for number, seat in seats)
    return tuple((number, bytes.fromhex(text)) for number, text in signed if text)


def missing_for_seal(poll: "Poll") -> Iterator[str]:
    """Say which scrutineer or lock still keeps the poll from its freeze."""
    fetch_seats(poll)
    for seat in poll.scrutineers.all():
        if not seat.signing_key:
            yield _("监票人%(name)s还没有交公钥。") % {"name": seat.user.display_name}
    made = len(poll.locks.all())
    if made < lock_count(poll):
        yield _("要 %(needed)d 把锁，现在做好 %(made)d 把。") % {
            "needed": lock_count(poll),
            "made": made,
        }
    for seat in poll.scrutineers.all():
        if made == lock_count(poll) and seat.signing_key and not has_tried(poll, seat):
            yield _("监票人%(name)s还没有试启。") % {"name": seat.user.display_name}
    yield from missing_of_office(poll)


def seat_facts(poll: "Poll", actor: Actor) -> dict[str, Any]:
    """Return what a scrutineer's program must know to do its part. No query."""
    check_is_seated(poll, actor)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == actor.user_id)
    return {
        "number": number_of(poll, seat),
        "threshold": poll.threshold,
        "locks": sorted(locks_of(poll, seat)),
        "made": {lock.number: lock.public_key for lock in poll.locks.all()},
        "manifest": poll.manifest,
        "manifest_digest": poll.manifest_digest,
        "paper": poll.paper_digest,
        "head": poll.head,
        "head_signature": poll.head_signature,
    }
