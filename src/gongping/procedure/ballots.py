"""The secret ballot from freeze to count: the rules of a poll, read top to bottom."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.foundation.names import local_name
from gongping.meetings.exceptions import QuorumNotReached
from gongping.meetings.selectors import attendance_summary
from gongping.meetings.selectors import progress_of as progress_of_session
from gongping.meetings.states import RoundState, SessionState
from gongping.organisation.selectors import get_organisation
from gongping.polls import services as polls
from gongping.polls.exceptions import MoreBallotsThanCollected, UnitsStillReporting
from gongping.polls.selectors import (
    OfficeKeys,
    check_can_open_casting,
    paper_received,
    sizes_by_group,
)
from gongping.polls.states import PollState
from gongping.procedure.exceptions import RoundIsOver
from gongping.procedure.holds import check_scrutineers_can_serve
from gongping.procedure.sessions import begin_voting, seal_voting
from gongping.procedure.telling import tell_turnout
from gongping.results import services as results
from gongping.roll import services as roll
from gongping.roll.selectors import count_by_group, slips_of, turnouts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongping.meetings.models import ReviewSession
    from gongping.polls.models import Poll
    from gongping.results.models import Result

ROUND_IS_OVER = {RoundState.CLOSED, RoundState.ARCHIVED}
NOT_YET_REPORTED = {
    SessionState.PLANNED,
    SessionState.SIGNING_IN,
    SessionState.REPORTING,
}


@transaction.atomic
def freeze_poll(poll: "Poll", *, by: Actor) -> "Poll":
    """Enter the voters, make the keys that hand out, fix the rules, tell the box."""
    _check_round_goes_on(poll)
    check_scrutineers_can_serve(poll)
    # The rules name the keys of box and issuer and the hash of the roll, so all
    # three come first; whatever fails, nothing of them outlives this block but keys
    # that no rules name. Who pressed twice must not make the keys again.
    poll = polls.to_be_frozen(poll, by=by)
    roll.build_roll(poll, by=by)
    facts = roll.prepare_issuing(poll)
    name, name_en = _names_of_office()
    keys = OfficeKeys(
        box_key=polls.box_key(poll),
        issuer_name=name,
        issuer_name_en=name_en,
        moduli=facts.moduli,
        roll_hash=facts.roll_hash,
        slips_digest=facts.slips_digest,
    )
    poll = polls.freeze(poll, sizes_by_group(poll), keys, by=by)
    polls.lay_into_box(poll)
    tell_turnout(poll)
    return poll


def _names_of_office() -> tuple[str, str]:
    """Return what the first office is called in each language, whoever freezes."""
    organisation = get_organisation()
    return (organisation.name, organisation.name_en) if organisation else ("", "")


@transaction.atomic
def open_collecting(poll: "Poll", *, by: Actor) -> "Poll":
    """Let voters collect; from here on the slips exist on paper only."""
    _check_round_goes_on(poll)
    poll = polls.open_collecting(poll, by=by)
    roll.wipe_slips(poll)
    tell_turnout(poll)
    return poll


@transaction.atomic
def open_casting(poll: "Poll", *, by: Actor) -> "Poll":
    """Let everybody cast, together, once every unit has reported."""
    _check_round_goes_on(poll)
    _check_all_have_reported(poll)
    if not poll.is_rehearsal:
        begin_voting(poll.round, by=by)
    poll = polls.open_casting(poll, by=by)
    tell_turnout(poll)
    return poll


@transaction.atomic
def close_poll(poll: "Poll", *, by: Actor) -> "Poll":
    """End the casting: the box closes for good, every ticket is forgotten."""
    if not poll.is_rehearsal:
        seal_voting(poll.round, by=by)
    roll.wipe_tickets(poll, by=by)
    poll = polls.close(poll, by=by)
    tell_turnout(poll)
    # Last, because keys that are destroyed come back with no rollback: if the box did
    # not answer, people go on collecting.
    roll.close_issuing(poll)
    return poll


@transaction.atomic
def sign_head(poll: "Poll", *, by: Actor) -> "Poll":
    """Fix what scrutineers will co-sign, after slips were opened and paper sealed."""
    received = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    by_device = {n: count.electronic for n, count in count_by_group(poll).items()}
    _check_all_collected(poll, received, by_device)
    turnouts = turnouts_of(poll, received, paper_received(poll))
    poll = polls.sign_head(poll, turnouts, slips_of(poll), by=by)
    tell_turnout(poll)
    return poll


@transaction.atomic
def unseal_poll(poll: "Poll", *, by: Actor) -> "Result | None":
    """Open and count with enough scrutineers present; nothing below the quorum.

    The board may hold no more ballots of a group than its people collected, and
    no more people can have collected than stand on the roll.
    """
    counts = count_by_group(poll)
    opened = polls.unseal(poll, by=by)
    poll.refresh_from_db(fields=["state"])
    tell_turnout(poll)
    if opened is None:
        return None
    collected = {number: count.collected for number, count in counts.items()}
    _check_all_collected(poll, opened.received, collected)
    of_roll = {
        number: results.RollCount(count.entitled, opened.tally.of_group(number).issued)
        for number, count in counts.items()
    }
    return results.count(poll, opened, of_roll, by=by)


@transaction.atomic
def void_poll(poll: "Poll", reason: str, *, by: Actor) -> "Poll":
    """Give the poll up: tickets and keys are gone; a board that there is is kept."""
    if poll.state not in {PollState.DRAFT, PollState.CLOSED}:
        roll.wipe_tickets(poll, by=by)
    poll = polls.void(poll, reason, by=by)
    tell_turnout(poll)
    roll.close_issuing(poll)
    return poll


def _check_all_collected(
    poll: "Poll", received: "Mapping[int, int]", collected: "Mapping[int, int]"
) -> None:
    names = {group.position: local_name(group) for group in poll.groups.all()}
    for group, number in received.items():
        if number > collected[group]:
            raise MoreBallotsThanCollected(
                _(
                    "“%(group)s”收回 %(spent)d 张，多于领票的 %(n)d 人，没有启封。"
                    "请秘书处在名册上补登抽走的票条，再启封。"
                )
                % {"group": names[group], "spent": number, "n": collected[group]}
            )


def why_not_next(poll: "Poll") -> str:
    """Say why the hall does not allow the poll's next step; empty if it does.

    The console says the same of its button. Four queries while ballots are being
    collected, else none.
    """
    try:
        if poll.state in {PollState.DRAFT, PollState.FROZEN, PollState.COLLECTING}:
            _check_round_goes_on(poll)
        if poll.state == PollState.COLLECTING:
            _check_hall_may_vote(poll)
            check_can_open_casting(poll)
    except DomainError as error:
        return error.message
    return ""


def _check_hall_may_vote(poll: "Poll") -> None:
    _check_all_have_reported(poll)
    session: ReviewSession | None = getattr(poll.round, "session", None)
    if session is None or poll.is_rehearsal:
        return
    attendance = attendance_summary(session)
    if session.state == SessionState.REPORTING and not attendance.is_quorate:
        raise QuorumNotReached(
            _("到会不足：%(sentence)s请先核对签到。")
            % {"sentence": attendance.sentence}
        )


def _check_round_goes_on(poll: "Poll") -> None:
    if poll.round.state in ROUND_IS_OVER and not poll.is_rehearsal:
        raise RoundIsOver(_("这一轮已经散会，不能再组织投票。请把这次测评作废。"))


def _check_all_have_reported(poll: "Poll") -> None:
    session: ReviewSession | None = getattr(poll.round, "session", None)
    if session is None or poll.is_rehearsal or session.state not in NOT_YET_REPORTED:
        return
    left = progress_of_session(session).left
    if left:
        raise UnitsStillReporting(
            _("还有 %(n)d 个单位没有汇报完。投票在全部汇报以后同时开始。") % {"n": left}
        )
