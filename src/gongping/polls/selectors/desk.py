"""The scrutineers' desk: what each of them and the secretariat see of the ceremony."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.polls.models import Poll
from gongping.polls.policies import check_can_see_desk_board, check_is_seated
from gongping.polls.selectors.boards import public_board
from gongping.polls.selectors.paper import paper_digests
from gongping.polls.selectors.seals import (
    fetch_seats,
    has_tried,
    locks_of,
    number_of,
    signatures_of,
)
from gongping.polls.states import PollState

if TYPE_CHECKING:
    from gongping.polls.models import Scrutineer

BEFORE_COLLECTING = (PollState.DRAFT, PollState.FROZEN)


@dataclass(frozen=True, slots=True)
class SeatProgress:
    """How far one scrutineer of a poll is."""

    user_id: int
    name: str
    number: int
    has_keys: bool
    has_tried: bool
    has_signed_rules: bool
    is_present: bool
    present_at: object
    has_cosigned: bool
    is_unlocked: bool

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """Return the steps in their order, each with whether it is done."""
        return (
            (_("做钥匙"), self.has_keys),
            (_("试启"), self.has_tried),
            (_("签规则书"), self.has_signed_rules),
            (_("到场"), self.is_present),
            (_("联署板首"), self.has_cosigned),
            (_("锁已开"), self.is_unlocked),
        )


def seats_progress(poll: Poll) -> list[SeatProgress]:
    """Return how far each scrutineer is, in order of appointment. One query."""
    fetch_seats(poll)
    released = {lock.number for lock in poll.locks.all() if lock.released_key}
    return [
        SeatProgress(
            user_id=seat.user_id,
            name=seat.user.display_name,
            number=number,
            has_keys=bool(seat.signing_key),
            has_tried=has_tried(poll, seat),
            has_signed_rules=bool(seat.rules_signature),
            is_present=seat.is_present,
            present_at=seat.present_at,
            has_cosigned=bool(seat.head_signature),
            is_unlocked=bool(released) and locks_of(poll, seat) <= released,
        )
        for number, seat in enumerate(poll.scrutineers.all(), 1)
    ]


def ceremony_note(poll: Poll) -> str:
    """Say for whom of the scrutineers the poll waits; empty if for none.

    One query on a poll of `get_poll`, else at most three.
    """
    if poll.state not in BEFORE_COLLECTING:
        return ""
    is_draft = poll.state == PollState.DRAFT
    seats = seats_progress(poll)
    waiting = [
        s for s in seats if not (s.has_tried if is_draft else s.has_signed_rules)
    ]
    if not waiting:
        return ""
    names = _("、").join(seat.name for seat in waiting)
    if is_draft:
        return _("等监票人%(names)s做好钥匙并试启，才能冻结。") % {"names": names}
    return _("等监票人%(names)s签规则书，才能开始领票。") % {"names": names}


def waits_for(poll: Poll, actor: Actor) -> bool:
    """Tell whether the poll waits for an act of this scrutineer.

    At most three queries.
    """
    fetch_seats(poll)
    own = [s for s in poll.scrutineers.all() if s.user_id == actor.user_id]
    return any(_is_waiting(poll, seat) for seat in own)


def _is_waiting(poll: Poll, seat: "Scrutineer") -> bool:
    if poll.state == PollState.DRAFT:
        return not has_tried(poll, seat)
    if poll.state == PollState.FROZEN:
        return not seat.rules_signature
    if poll.state != PollState.CLOSED:
        return False
    may_sign = bool(poll.head) and not seat.head_signature
    return not seat.is_present or may_sign or _may_give_keys(poll)


def _may_give_keys(poll: Poll) -> bool:
    seats = poll.scrutineers.all()
    ready = [seat for seat in seats if seat.head_signature and seat.is_present]
    is_shut = any(not lock.released_key for lock in poll.locks.all())
    return is_shut and len(ready) >= poll.threshold


def desk_facts(poll: Poll, actor: Actor) -> dict[str, Any]:
    """Return everything that the desk of one scrutineer reads. Three queries.

    All of it is the site's word: the page checks what it can before a key is used.
    """
    check_is_seated(poll, actor)
    fetch_seats(poll)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == actor.user_id)
    return {
        "poll": poll.code,
        "state": poll.state,
        "number": number_of(poll, seat),
        "threshold": poll.threshold,
        "people": [_person(poll, other) for other in poll.scrutineers.all()],
        "made": {lock.number: lock.public_key for lock in poll.locks.all()},
        "handovers": {h.number: h.sealed for h in seat.handovers.all()},
        **_papers(poll),
    }


def board_for_scrutineers(poll: Poll, actor: Actor) -> Iterator[bytes]:
    """Yield the public part of the board before it is public: to co-sign its head."""
    check_can_see_desk_board(poll, actor)
    return public_board(poll)


def _person(poll: Poll, seat: "Scrutineer") -> dict[str, Any]:
    return {
        "number": number_of(poll, seat),
        "name": seat.user.display_name,
        "signing_key": seat.signing_key,
        "holder_key": seat.holder_key,
        "tried": has_tried(poll, seat),
        "signed_rules": bool(seat.rules_signature),
        "signed_paper": bool(seat.paper_signature),
        "present": seat.is_present,
        "cosigned": bool(seat.head_signature),
    }


def _papers(poll: Poll) -> dict[str, Any]:
    return {
        "manifest": poll.manifest,
        "manifest_digest": poll.manifest_digest,
        "rules_signatures": _signed(poll, "rules_signature"),
        "paper_digest": poll.paper_digest,
        "paper_digests": [[n, digest.hex()] for n, digest in paper_digests(poll)],
        "head": poll.head,
        "head_signature": poll.head_signature,
        "cosignatures": _signed(poll, "head_signature"),
        "released": [lock.number for lock in poll.locks.all() if lock.released_key],
    }


def _signed(poll: Poll, field: str) -> list[list[object]]:
    return [[number, sign.hex()] for number, sign in signatures_of(poll, field)]
