"""Rounds and their sessions."""

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.models import Half, ReviewRound, ReviewSession
from gongping.meetings.states import ReportState

ROUND_KEY = "round"
ROUNDS_KEY = "gongping_rounds"
# The year as a whole is judged after its halves.
_HALF_ORDER = Case(
    When(half=Half.FIRST, then=Value(1)),
    When(half=Half.SECOND, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)
_HALVES = {Half.FIRST: 1, Half.SECOND: 2, Half.ANNUAL: 3}


def list_rounds() -> list[ReviewRound]:
    """Return all rounds with their sessions, newest first. One query."""
    return list(_newest_first().select_related("session"))


def rounds_of(request: HttpRequest) -> list[ReviewRound]:
    """Return all rounds, read once a request: the frame and the page both ask."""
    kept = request.__dict__
    if ROUNDS_KEY not in kept:
        kept[ROUNDS_KEY] = list_rounds()
    rounds: list[ReviewRound] = kept[ROUNDS_KEY]
    return rounds


def current_round(request: HttpRequest) -> ReviewRound | None:
    """Return the round chosen in the top line, the newest by default."""
    rounds, chosen = rounds_of(request), request.session.get(ROUND_KEY)
    return next((r for r in rounds if r.pk == chosen), rounds[0] if rounds else None)


def round_of(request: HttpRequest, round_id: int) -> ReviewRound:
    """Return the round, out of those that the frame of the page shows anyway.

    No query of its own; one the first time in a request.
    """
    found = next((r for r in rounds_of(request) if r.pk == round_id), None)
    return found or get_round(round_id)


def rounds_with_facts() -> QuerySet[ReviewRound]:
    """Return all rounds with session, `unit_count` and `submitted_count`. One query."""
    submitted = Q(reports__state=ReportState.SUBMITTED)
    return (
        _newest_first()
        .select_related("session")
        .annotate(
            unit_count=Count("units", distinct=True),
            submitted_count=Count("reports", filter=submitted, distinct=True),
        )
    )


def get_round(round_id: int) -> ReviewRound:
    """Return the round with its session, or say that there is none. One query."""
    found = ReviewRound.objects.select_related("session").filter(pk=round_id).first()
    if found is None:
        raise NoSuchRound(_("没有这个轮次。请从汇报会的轮次列表进入。"))
    return found


def get_session(session_id: int) -> ReviewSession:
    """Return the session with its round, or say that there is none. One query."""
    found = ReviewSession.objects.select_related("round").filter(pk=session_id).first()
    if found is None:
        raise NoSuchRound(_("没有这场汇报会。请从汇报会的轮次列表进入。"))
    return found


def session_of(round_: ReviewRound) -> ReviewSession:
    """Return the session of a round; no query if it came with the round."""
    return round_.session


def last_round_before(round_: ReviewRound) -> ReviewRound | None:
    """Return the round that went before, if there is one. One query."""
    place = _HALVES[Half(round_.half)]
    return (
        _newest_first()
        .filter(Q(year__lt=round_.year) | Q(year=round_.year, half_order__lt=place))
        .first()
    )


def _newest_first() -> QuerySet[ReviewRound]:
    return ReviewRound.objects.annotate(half_order=_HALF_ORDER).order_by(
        "-year", "-half_order", "-pk"
    )
