"""Opening and closing a session: what has to happen together in several rooms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.comments.selectors import Coverage, coverage, undecided_points
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.ledger import services as ledger
from gongping.meetings import services as meetings
from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.selectors import get_session
from gongping.meetings.states import SessionState
from gongping.polls.selectors import current_poll
from gongping.polls.states import PollState
from gongping.procedure.exceptions import NotReadyToArchive, PollNotOver

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound, ReviewSession

LONGEST_REQUIREMENT = 200
NOT_YET_VOTED = {PollState.FROZEN, PollState.COLLECTING}
UNDER_WAY = {PollState.COLLECTING, PollState.CASTING, PollState.CLOSED}


@transaction.atomic
def open_session(session: "ReviewSession", *, by: Actor) -> "ReviewSession":
    """Open the round and let people sign in."""
    meetings.open_round(session.pk, by=by)
    return meetings.move_session(session, SessionState.SIGNING_IN, by=by)


@transaction.atomic
def close_session(
    session: "ReviewSession", requirements: Sequence[str] = (), *, by: Actor
) -> "ReviewSession":
    """End the session; each requirement of the leadership becomes a year focus.

    Comments, follow-up and next year's plan go on from there.
    """
    texts = check_requirements(requirements)
    check_poll_is_over(session.round)
    session = meetings.move_session(session, SessionState.CLOSED, by=by)
    for text in texts:
        ledger.record_year_focus(session.round.year, text, by=by)
    meetings.close_round(session.pk, by=by)
    return session


def check_poll_is_over(round_: "ReviewRound") -> None:
    """Refuse while a poll is frozen and nobody has voted: it would be forgotten."""
    poll = current_poll(round_)
    if poll is not None and poll.state in NOT_YET_VOTED:
        raise PollNotOver(
            _("测评已经冻结，还没有投票。请先办完测评，或在测评台作废，再散会。")
        )


@transaction.atomic
def archive_round(round_: "ReviewRound", *, by: Actor) -> "ReviewRound":
    """Archive the round once nothing that was said in it is left undecided.

    Open items go on in the ledger and open next year's reports.
    """
    if wanting := what_archive_wants(round_):
        raise NotReadyToArchive(wanting)
    return meetings.archive_round(round_.pk, by=by)


def what_archive_wants(round_: "ReviewRound", pairs: Coverage | None = None) -> str:
    """Say what is still wanting before the archive; empty if nothing is.

    Every pair has a comment or a recorded reason, every point has a disposition,
    no ballot is under way. Six queries, two if the coverage is at hand.
    """
    pairs = coverage(round_) if pairs is None else pairs
    if missing := len(pairs.missing):
        return _("还有 %(n)d 对没有点评，也没有写明原因，不能归档。") % {"n": missing}
    if undecided := undecided_points(round_).count():
        return _("还有 %(n)d 条意见没有定是转办还是仅供参考，不能归档。") % {
            "n": undecided
        }
    poll = current_poll(round_)
    if poll is not None and poll.state in UNDER_WAY:
        return _("测评还没有启封，不能归档。")
    return ""


@transaction.atomic
def begin_voting(round_: "ReviewRound", *, by: Actor) -> None:
    """Lead the session of a poll into voting, if it is hearing reports.

    Refused while a unit waits, and below the quorum of the session.
    """
    _follow(round_, SessionState.REPORTING, SessionState.VOTING, by)


@transaction.atomic
def seal_voting(round_: "ReviewRound", *, by: Actor) -> None:
    """Note that the ballots of the session are sealed."""
    _follow(round_, SessionState.VOTING, SessionState.SEALED, by)


def _follow(round_: "ReviewRound", before: str, after: str, by: Actor) -> None:
    try:
        session = get_session(round_.pk)
    except NoSuchRound:
        return
    if session.state == before:
        meetings.move_session(session, after, by=by)


def check_requirements(requirements: Sequence[str]) -> list[str]:
    """Return the requirements trimmed; refuse one that is too long or said twice."""
    texts = [text.strip() for text in requirements if text.strip()]
    for text in texts:
        if len(text) > LONGEST_REQUIREMENT:
            raise Invalid(
                _("这条要求太长，每条 200 字以内：%(start)s……") % {"start": text[:20]},
                "requirements",
            )
        if texts.count(text) > 1:
            raise Invalid(
                _("这条要求写了两遍：%(start)s") % {"start": text[:20]}, "requirements"
            )
    return texts
