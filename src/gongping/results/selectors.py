"""Reading results: before publication only those who answer for the poll."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fairscore import publishable
from gongping.foundation.actors import Actor
from gongping.polls.selectors import (
    counts_under_head,
    get_poll,
    manifest_of,
    paper_received,
    seats_of,
)
from gongping.polls.states import PollState
from gongping.results.exceptions import NoSuchResult, NotClosed, NotSealed
from gongping.results.models import Audience, Result
from gongping.results.policies import (
    can_order_by_score,
    can_publish,
    can_read,
    can_see_report,
    can_see_whole_reconciliation,
    check_can_read,
    check_can_see_report,
    wider_audiences,
)
from gongping.results.reconciliation import Facts, Reconciliation, reconcile
from gongping.results.totals import published_totals
from gongping.roll.selectors import count_by_group, slips_of, turnouts_of

if TYPE_CHECKING:
    from gongping.polls.models import Poll

__all__ = [
    "Audience",
    "can_order_by_score",
    "can_publish",
    "can_see_report",
    "get_reconciliation",
    "get_report",
    "get_result",
    "get_totals",
    "list_results",
    "present_scrutineers",
    "reconciliation_of",
    "wider_audiences",
]


def get_result(code: str, actor: Actor) -> Result:
    """Return the result of a poll if the actor may read it. Three queries."""
    whole = Result.objects.select_related("poll__round")
    whole = whole.prefetch_related("poll__scrutineers__user")
    result = whole.filter(poll__code=code).first()
    if result is None:
        raise NoSuchResult(_("还没有启封，或者还没有向您公布。"))
    check_can_read(result, actor)
    return result


def get_report(code: str, actor: Actor) -> Result:
    """Return the result for its count report and workbook. Three queries."""
    result = get_result(code, actor)
    check_can_see_report(actor)
    return result


def get_totals(code: str, actor: Actor) -> str:
    """Return the published totals of a sealed poll, which anybody's verifier reads.

    Whoever may read the result may have them. Three queries.
    """
    result = get_result(code, actor)
    if not result.poll.is_sealed:
        raise NotSealed(_("这次测评的票没有密封，没有可以核对的结果文件。"))
    return published_totals(result.figures)


def list_results(actor: Actor) -> list[Result]:
    """Return the results that the actor may read, newest first. One query."""
    results = Result.objects.select_related("poll__round").order_by("-counted_at")
    return [result for result in results if can_read(result, actor)]


def present_scrutineers(result: Result) -> list[str]:
    """Return the names of those who opened the count. No query."""
    return [seat.name for seat in seats_of(result.poll) if seat.is_present]


def get_reconciliation(code: str, actor: Actor) -> "tuple[Poll, Reconciliation]":
    """Return a closed poll and its reconciliation (核对表). At most 14 queries.

    The poll's own scrutineers see every number, as they sign for it; others see none
    of a group that is too small.
    """
    poll = get_poll(code, actor)
    if not poll.is_sealed:
        raise NotSealed(_("这次测评的票没有密封，没有核对表。"))
    if not poll.counts and poll.state != PollState.CLOSED:
        raise NotClosed(_("核对表在截止以后才有。"))
    result = Result.objects.filter(poll=poll).first()
    facts = _facts(poll, result)
    if can_see_whole_reconciliation(poll, actor):
        return poll, reconcile(facts, frozenset())
    return poll, reconcile(facts, _too_small(facts))


def reconciliation_of(result: Result) -> Reconciliation | None:
    """Return the reconciliation for the count report; none of an open poll. No query.

    It keeps back what the result keeps back.
    """
    if not result.poll.is_sealed:
        return None
    groups = result.figures["groups"]
    hidden = frozenset(g["number"] for g in groups if not g["is_shown"])
    return reconcile(_facts(result.poll, result), hidden)


def _facts(poll: "Poll", result: Result | None) -> Facts:
    box = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    counted = {g["number"]: g for g in result.figures["groups"]} if result else {}
    if poll.counts:
        return Facts(manifest_of(poll), *counts_under_head(poll), box, None, counted)
    turnouts = turnouts_of(poll, box, paper_received(poll))
    marked = {n: count.electronic for n, count in count_by_group(poll).items()}
    return Facts(manifest_of(poll), turnouts, slips_of(poll), box, marked, counted)


def _too_small(facts: Facts) -> frozenset[int]:
    received = [turnout.all_received for turnout in facts.turnouts]
    shown = publishable(received, facts.manifest.disclosure_threshold)
    pairs = zip(facts.turnouts, shown, strict=True)
    return frozenset(turnout.group for turnout, is_shown in pairs if not is_shown)
