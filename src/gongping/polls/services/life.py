"""The life of a poll from freeze to unsealing, one step a function.

Each step asks the box last, so that a box that does not answer leaves nothing
half-done; what the box was asked once may be asked again.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox import BallotBoxError, verify_board
from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.transitions import transition
from gongping.polls import box_client
from gongping.polls.exceptions import BoardNotAsClosed, NotReady, PlanFixed
from gongping.polls.models import Poll
from gongping.polls.policies import (
    check_can_attend,
    check_can_manage,
    check_can_plan,
    check_can_unseal,
)
from gongping.polls.selectors import (
    advise,
    build_manifest,
    manifest_of,
    progress_of,
    why_void,
)
from gongping.polls.states import POLL_TRANSITIONS, PollState

if TYPE_CHECKING:
    from ballotbox import Board
    from gongping.polls.box_client import BoxHead


@transaction.atomic
def freeze(poll: Poll, sizes: Mapping[int, int], *, by: Actor) -> Poll:
    """Fix rules, weights and group sizes for good; raise `NotReady` if it cannot be."""
    poll = _locked(poll)
    check_can_plan(poll, by)
    wanting = [a.text for a in advise(poll, sizes) if a.level == "error"]
    if wanting:
        raise NotReady("".join(wanting))
    manifest = build_manifest(poll, sizes)
    transition(poll, PollState.FROZEN, POLL_TRANSITIONS)
    poll.manifest, poll.manifest_digest = manifest.text, manifest.digest.hex()
    poll.frozen_at = clock.now()
    poll.save()
    _note("frozen", poll, by, digest=poll.manifest_digest, sizes=dict(sizes))
    return poll


def lay_into_box(poll: Poll, hashes: Mapping[int, Sequence[str]]) -> None:
    """Give the box the frozen rules and the ticket hashes by group position."""
    box_client.lay_in(poll.code, poll.manifest, hashes)


@transaction.atomic
def open_collecting(poll: Poll, *, by: Actor) -> Poll:
    """Let voters collect their tickets from now on."""
    return _enter(poll, PollState.COLLECTING, "collecting_opened", by)


@transaction.atomic
def open_casting(poll: Poll, *, by: Actor) -> Poll:
    """Let everybody cast from now on, all together."""
    poll = _enter(poll, PollState.CASTING, "casting_opened", by)
    box_client.open_casting(poll.code)
    return poll


@transaction.atomic
def close(poll: Poll, *, by: Actor) -> Poll:
    """End the casting: the box closes, its sums and its digest are kept."""
    check_can_manage(by)
    poll = _locked(poll)
    transition(poll, PollState.CLOSED, POLL_TRANSITIONS)
    head = box_client.close(poll.code)
    poll.closed_at = clock.now()
    poll.board_digest, poll.box_counts = head.digest, _counts(head)
    poll.save()
    _note("closed", poll, by, board=head.digest, counts=poll.box_counts)
    return poll


@transaction.atomic
def mark_present(poll: Poll, *, by: Actor) -> Poll:
    """Record that this scrutineer is present for the unsealing."""
    poll = _locked(poll)
    check_can_attend(poll, by)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == by.user_id)
    if not seat.is_present:
        seat.is_present, seat.present_at = True, clock.now()
        seat.save()
        record(
            "polls:scrutineer:present",
            by=by,
            subject=poll.title,
            subject_key=poll.code,
        )
    return poll


@transaction.atomic
def unseal(poll: Poll, *, by: Actor) -> "Board | None":
    """Open the board with t scrutineers present; below quorum the poll is void.

    Returns the board, or nothing if too few ballots came in: then nobody sees one.
    """
    poll = _locked(poll)
    check_can_unseal(poll, by)
    manifest = manifest_of(poll)
    sizes = {group.number: group.size for group in manifest.groups}
    progress = progress_of(poll, sizes)
    if not progress.is_quorate:
        _make_void(poll, "", by)
        return None
    transition(poll, PollState.UNSEALED, POLL_TRANSITIONS)
    poll.save()
    _note("unsealed", poll, by, board=poll.board_digest)
    return _board_as_closed(poll)


@transaction.atomic
def void(poll: Poll, reason: str, *, by: Actor) -> Poll:
    """Give the poll up before casting opens; a new one may be set up."""
    check_can_manage(by)
    poll = _locked(poll)
    if poll.state not in {PollState.FROZEN, PollState.COLLECTING}:
        raise PlanFixed(_("开始投票以后，测评不能由秘书处作废。"))
    if not reason.strip():
        raise Invalid(_("请写明为什么作废，这句话会一直留着。"), "reason")
    _make_void(poll, reason.strip()[:200], by)
    box_client.close(poll.code)
    return poll


def _board_as_closed(poll: Poll) -> "Board":
    board = box_client.fetch_board(poll.code)
    try:
        verify_board(board, manifest_of(poll))
    except BallotBoxError as error:
        raise BoardNotAsClosed(
            _("票箱交来的板与规则不符（%(why)s），没有启封。请找监票人核对。")
            % {"why": error}
        ) from error
    if board.digest.hex() != poll.board_digest:
        raise BoardNotAsClosed(
            _("票箱交来的板与截止时记下的不同，没有启封。请找监票人核对。")
        )
    return board


def _make_void(poll: Poll, reason: str, by: Actor) -> None:
    transition(poll, PollState.VOID, POLL_TRANSITIONS)
    poll.void_reason = reason
    poll.save()
    _note("voided", poll, by, reason=why_void(poll))


def _enter(poll: Poll, state: str, verb: str, by: Actor) -> Poll:
    check_can_manage(by)
    poll = _locked(poll)
    transition(poll, state, POLL_TRANSITIONS)
    poll.save()
    _note(verb, poll, by)
    return poll


def _counts(head: "BoxHead") -> dict[str, dict[str, int]]:
    return {
        str(group): {"issued": head.issued[group], "spent": head.spent[group]}
        for group in head.issued
    }


def _locked(poll: Poll) -> Poll:
    return Poll.objects.select_for_update().get(pk=poll.pk)


def _note(verb: str, poll: Poll, by: Actor, **detail: object) -> None:
    record(
        f"polls:poll:{verb}",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail=detail,
    )
