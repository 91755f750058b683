"""The life of a poll from freeze to unsealing, one step a function.

Each step asks the box last, so that a box that does not answer leaves nothing
half-done; what the box was asked once may be asked again.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.journal import THOROUGH_MS, forget_after_commit
from gongping.foundation.plain import one_line
from gongping.foundation.transitions import transition
from gongping.polls import box_client
from gongping.polls.exceptions import NotInBox, NotReady, RulesNotSigned
from gongping.polls.models import Poll
from gongping.polls.policies import (
    check_can_attend,
    check_can_give_up,
    check_can_manage,
    check_can_open_casting,
    check_can_plan,
    check_can_unseal,
    check_can_void,
)
from gongping.polls.quorum import reaches_quorum
from gongping.polls.selectors import (
    advise,
    board_path,
    build_manifest,
    why_void,
)
from gongping.polls.services.acts import held, note
from gongping.polls.services.boards import Opened, opened
from gongping.polls.states import POLL_TRANSITIONS, PollState

if TYPE_CHECKING:
    from gongping.polls.selectors import OfficeKeys


@transaction.atomic
def to_be_frozen(poll: Poll, *, by: Actor) -> Poll:
    """Return the poll, held until the freeze is done; raise if it is frozen already."""
    poll = held(poll)
    check_can_plan(poll, by)
    return poll


@transaction.atomic
def freeze(
    poll: Poll,
    sizes: Mapping[int, int],
    keys: "OfficeKeys",
    *,
    by: Actor,
) -> Poll:
    """Fix rules, weights, group sizes and the `keys` of box and issuer for good.

    Raise `NotReady` if it cannot be.
    """
    poll = held(poll)
    check_can_plan(poll, by)
    wanting = [a.text for a in advise(poll, sizes) if a.level == "error"]
    if wanting:
        raise NotReady("".join(wanting))
    manifest = build_manifest(poll, sizes, keys)
    transition(poll, PollState.FROZEN, POLL_TRANSITIONS)
    poll.manifest, poll.manifest_digest = manifest.text, manifest.digest.hex()
    poll.frozen_at = clock.now()
    poll.save()
    note(
        "polls:poll:frozen", poll, by=by, digest=poll.manifest_digest, sizes=dict(sizes)
    )
    return poll


def box_key(poll: Poll) -> bytes:
    """Return the key with which the box will sign receipts and head of this poll."""
    return box_client.prepare_key(poll.code)


def lay_into_box(poll: Poll) -> None:
    """Give the box the frozen rules."""
    box_client.lay_in(poll.code, poll.manifest)


@transaction.atomic
def open_collecting(poll: Poll, *, by: Actor) -> Poll:
    """Let voters collect from now on; every scrutineer has signed the rules."""
    poll = _enter(poll, PollState.COLLECTING, "collecting_opened", by)
    _check_rules_signed(poll)
    poll.collecting_at = clock.now()
    poll.save()
    return poll


@transaction.atomic
def open_casting(poll: Poll, *, by: Actor) -> Poll:
    """Let everybody cast from now on, all together, some minutes after collecting."""
    check_can_open_casting(poll)
    poll = _enter(poll, PollState.CASTING, "casting_opened", by)
    box_client.open_casting(poll.code)
    return poll


@transaction.atomic
def close(poll: Poll, *, by: Actor) -> Poll:
    """End the casting: the box closes, its sums and its root are kept."""
    check_can_manage(by)
    poll = held(poll)
    transition(poll, PollState.CLOSED, POLL_TRANSITIONS)
    sums = box_client.close(poll.code)
    poll.board_root = sums.root
    poll.box_counts = {str(n): {"spent": m} for n, m in sums.received.items()}
    poll.closed_at = clock.now()
    poll.save()
    counts = poll.box_counts
    note("polls:poll:closed", poll, by=by, board=poll.board_root, counts=counts)
    return poll


@transaction.atomic
def mark_present(poll: Poll, *, by: Actor) -> Poll:
    """Record that this scrutineer is present for the unsealing."""
    poll = held(poll)
    check_can_attend(poll, by)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == by.user_id)
    if not seat.is_present:
        seat.is_present, seat.present_at = True, clock.now()
        seat.save()
        note("polls:scrutineer:present", poll, by=by)
    return poll


@transaction.atomic
def give_up(poll: Poll, *, by: Actor) -> Poll:
    """Record that this scrutineer no longer expects the closed poll to be opened."""
    poll = held(poll)
    check_can_give_up(poll, by)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == by.user_id)
    if not seat.gives_up:
        seat.gives_up = True
        seat.save()
        note("polls:scrutineer:gave_up", poll, by=by)
    return poll


@transaction.atomic
def unseal(poll: Poll, *, by: Actor) -> Opened | None:
    """Open the board with t scrutineers present; below quorum the poll is void.

    Returns the count, or nothing if too few ballots came in: then nobody sees one.
    """
    poll = held(poll)
    check_can_unseal(poll, by)
    if not reaches_quorum(poll):
        _make_void(poll, "", by)
        return None
    transition(poll, PollState.UNSEALED, POLL_TRANSITIONS)
    poll.save()
    note("polls:poll:unsealed", poll, by=by, board=poll.board_digest)
    return opened(poll)


@transaction.atomic
def void(poll: Poll, reason: str, *, by: Actor) -> Poll:
    """Give the poll up; a new one may be set up, and a board that there is is kept."""
    poll = held(poll)
    check_can_void(poll, by)
    if not (why := one_line(reason, 200)):
        raise Invalid(_("请写明为什么作废，这句话会一直留着。"), "reason")
    is_open_in_box = poll.state not in {PollState.DRAFT, PollState.CLOSED}
    _make_void(poll, why, by)
    if is_open_in_box:
        # Nothing is cast yet: a box that lost the poll has lost nothing with it.
        with suppress(NotInBox):
            box_client.close(poll.code)
    return poll


def _check_rules_signed(poll: Poll) -> None:
    unsigned = [s for s in poll.scrutineers.all() if not s.rules_signature]
    if unsigned:
        names = _("、").join(s.user.display_name for s in unsigned)
        raise RulesNotSigned(
            _("监票人%(names)s还没有签规则书。全部签了才能开始领票。")
            % {"names": names}
        )


def _make_void(poll: Poll, reason: str, by: Actor) -> None:
    transition(poll, PollState.VOID, POLL_TRANSITIONS)
    poll.void_reason = reason
    poll.save()
    # The ballots of a void poll stay, and nobody is to open them any more; nor may a
    # board stay that an unsealing wrote and did not end.
    poll.locks.update(released_key="")
    for path in (board_path(poll), board_path(poll).with_suffix(".new")):
        path.unlink(missing_ok=True)
    forget_after_commit(THOROUGH_MS)
    note("polls:poll:voided", poll, by=by, reason=why_void(poll))


def _enter(poll: Poll, state: str, verb: str, by: Actor) -> Poll:
    check_can_manage(by)
    poll = held(poll)
    transition(poll, state, POLL_TRANSITIONS)
    poll.save()
    note(f"polls:poll:{verb}", poll, by=by)
    return poll
