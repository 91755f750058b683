"""Opening and closing a session: what has to happen together in several rooms."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.comments.selectors import Coverage, coverage, undecided_points
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.names import local_name
from gongping.ledger import services as ledger
from gongping.meetings import services as meetings
from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.selectors import get_session
from gongping.meetings.states import SessionState
from gongping.polls.selectors import unfinished_polls
from gongping.polls.states import PollState
from gongping.procedure.exceptions import NotReadyToArchive, PollNotOver

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound, ReviewSession
    from gongping.meetings.selectors import AttendanceSummary
    from gongping.polls.models import Poll

LONGEST_REQUIREMENT = 200
NOT_YET_VOTED = {PollState.FROZEN, PollState.COLLECTING, PollState.CASTING}


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
    """Refuse while a poll is frozen and not closed: it would be forgotten."""
    if any(poll.state in NOT_YET_VOTED for poll in unfinished_polls(round_)):
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
    no poll is left half-way. Six queries, two if the coverage is at hand.
    """
    pairs = coverage(round_) if pairs is None else pairs
    if missing := len(pairs.missing):
        return _("还有 %(n)d 对没有点评，也没有写明原因，不能归档。") % {"n": missing}
    if undecided := undecided_points(round_).count():
        return _("还有 %(n)d 条意见没有定是转办还是仅供参考，不能归档。") % {
            "n": undecided
        }
    polls = unfinished_polls(round_)
    return _what_poll_wants(polls[0]) if polls else ""


def _what_poll_wants(poll: "Poll") -> str:
    facts = {"poll": local_name(poll), "state": poll.get_state_display()}
    if poll.state == PollState.CASTING:
        return _("“%(poll)s”还在投票。请先截止、启封，再归档。") % facts
    if poll.state == PollState.CLOSED:
        return _("“%(poll)s”还没有启封。请监票人到场启封，再归档。") % facts
    return _("“%(poll)s”还没有办完（%(state)s）。请到测评台把它作废，再归档。") % facts


def what_closing_means(
    round_: "ReviewRound", attendance: "AttendanceSummary"
) -> list[str]:
    """Say what is odd about ending the session now, as it cannot be undone. One query.

    Empty if nothing is: the quorum was reached and no poll is left unheld.
    """
    said = []
    if not attendance.present:
        said.append(
            _("一个人都没有记到会（应到 %(n)d 人）。散会以后签到不能再补。")
            % {"n": attendance.expected}
        )
    elif not attendance.is_quorate:
        said.append(
            _("到会不足：%(sentence)s散会以后签到不能再补。")
            % {"sentence": attendance.sentence}
        )
    said += [
        _("“%(poll)s”还没有冻结，散会以后不能再办，只能作废。")
        % {"poll": local_name(poll)}
        for poll in unfinished_polls(round_)
        if poll.state == PollState.DRAFT
    ]
    return said


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
