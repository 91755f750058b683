"""Reading results: before publication only those who answer for the poll."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.polls.selectors import (
    counts_under_head,
    get_poll,
    manifest_of,
    paper_received,
    seats_of,
)
from gongping.polls.states import PollState
from gongping.results.exceptions import NoSuchResult, NotClosed
from gongping.results.hiding import groups_shown
from gongping.results.models import (
    Audience,
    RankingDecision,
    Result,
    ResultVersion,
)
from gongping.results.policies import (
    can_choose_version,
    can_correct,
    can_order_by_score,
    can_publish,
    can_read,
    can_read_unit,
    can_see_report,
    can_see_whole_reconciliation,
    can_set_ranking,
    can_take_totals,
    check_can_choose_version,
    check_can_read,
    check_can_read_unit,
    check_can_see_report,
    check_can_take_totals,
    wider_audiences,
)
from gongping.results.reconciliation import Facts, Reconciliation, reconcile
from gongping.results.totals import published_totals
from gongping.roll.selectors import count_by_group, slips_of, turnouts_of

if TYPE_CHECKING:
    from ballotbox.counts import Turnout
    from gongping.polls.models import Poll

__all__ = [
    "Audience",
    "can_choose_version",
    "can_correct",
    "can_order_by_score",
    "can_publish",
    "can_read_unit",
    "can_see_report",
    "can_set_ranking",
    "can_take_totals",
    "earlier_result",
    "get_reconciliation",
    "get_report",
    "get_result",
    "get_totals",
    "get_unit_result",
    "list_rankings",
    "list_results",
    "list_versions",
    "present_scrutineers",
    "reconciliation_of",
    "wider_audiences",
]


LOOK_BACK = 6
"""So many polls back somebody may still want to hold a score against."""


def get_result(code: str, actor: Actor, version: int | None = None) -> Result:
    """Return the result of a poll, as the actor may read it. Three queries.

    Who answers for the poll reads the newest version or, with one query more, the one
    asked for; everybody else reads the one that was published.
    """
    whole = Result.objects.select_related(
        "poll__round", "current", "published_version", "ranking"
    ).prefetch_related("poll__scrutineers__user")
    result = whole.filter(poll__code=code).first()
    if result is None:
        raise NoSuchResult(_("还没有启封，或者还没有向您公布。"))
    check_can_read(result, actor)
    if not can_choose_version(actor):
        result.chosen_version = result.published_version
    elif version is not None and version != result.shown.number:
        result.chosen_version = result.versions.filter(number=version).first()
    return result


def list_versions(result: Result, actor: Actor) -> list[ResultVersion]:
    """Return all versions without their figures, oldest first. One query."""
    check_can_choose_version(actor)
    return list(result.versions.defer("figures"))


def list_rankings(result: Result, actor: Actor) -> list[RankingDecision]:
    """Return every decision on places and comparing, oldest first. One query."""
    check_can_choose_version(actor)
    return list(result.rankings.all())


def earlier_result(result: Result, actor: Actor) -> Result | None:
    """Return the last result before this one that can be held beside it. One query.

    Grades and points, criteria and groups with their weights must be the same, or a
    difference would be that of the questions; and the actor must be allowed to read it.
    """
    before = result.poll.round
    others = Result.objects.select_related(
        "poll__round", "current", "published_version"
    ).filter(
        Q(poll__round__year__lt=before.year)
        | Q(poll__round__year=before.year, poll__round__half__lt=before.half),
        poll__is_rehearsal=False,
    )
    scale = _scale(result)
    newest = others.order_by("-poll__round__year", "-poll__round__half", "-pk")
    for other in newest[:LOOK_BACK]:
        if not can_choose_version(actor):
            other.chosen_version = other.published_version
        if _scale(other) == scale and can_read(other, actor):
            return other
    return None


def _scale(result: Result) -> tuple[dict[str, str] | None, list[str], list[list[str]]]:
    figures = result.figures
    points = [grade["points"] for grade in figures["grades"]]
    asked = [
        [row["name"], row["weight"]]
        for kind in ("criteria", "groups")
        for row in figures[kind]
    ]
    return figures.get("numbers"), points, asked


def get_unit_result(
    code: str, key: int, actor: Actor, version: int | None = None
) -> Result:
    """Return the result for the explanation of one unit's score. Three queries."""
    result = get_result(code, actor, version)
    check_can_read_unit(result, key, actor)
    return result


def get_report(code: str, actor: Actor, version: int | None = None) -> Result:
    """Return the result for its count report and its files. Three queries."""
    result = get_result(code, actor, version)
    check_can_see_report(actor)
    return result


def get_totals(code: str, actor: Actor) -> str:
    """Return the published totals of a poll, which anybody's verifier reads.

    Whoever may read every unit's explanation may have them. Three queries.
    """
    result = get_result(code, actor)
    check_can_take_totals(result, actor)
    return published_totals(result.figures)


def list_results(actor: Actor) -> list[Result]:
    """Return the results that the actor may read, newest first. One query."""
    results = Result.objects.select_related("poll__round", "current")
    return [r for r in results.order_by("-counted_at") if can_read(r, actor)]


def present_scrutineers(result: Result) -> list[str]:
    """Return the names of those who opened the count. No query."""
    return [seat.name for seat in seats_of(result.poll) if seat.is_present]


def get_reconciliation(code: str, actor: Actor) -> "tuple[Poll, Reconciliation]":
    """Return a closed poll and its reconciliation (核对表). At most 14 queries.

    The poll's own scrutineers see every number, as they sign for it; others see none
    of a group that is too small.
    """
    poll = get_poll(code, actor)
    if not poll.counts and poll.state != PollState.CLOSED:
        raise NotClosed(_("核对表在截止以后才有。"))
    result = Result.objects.filter(poll=poll).first()
    facts = _facts(poll, result)
    if can_see_whole_reconciliation(poll, actor):
        return poll, reconcile(facts, frozenset())
    return poll, reconcile(facts, _hidden(facts, result))


def reconciliation_of(result: Result) -> Reconciliation:
    """Return the reconciliation for the count report. No query.

    It keeps back what the result keeps back.
    """
    facts = _facts(result.poll, result)
    return reconcile(facts, _hidden(facts, result))


def _facts(poll: "Poll", result: Result | None) -> Facts:
    box = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    counted = {g["number"]: g for g in result.figures["groups"]} if result else {}
    if poll.counts:
        return Facts(manifest_of(poll), *counts_under_head(poll), box, None, counted)
    turnouts = turnouts_of(poll, box, paper_received(poll))
    marked = {n: count.electronic for n, count in count_by_group(poll).items()}
    slips, undone = slips_of(poll), tuple(_undone_on_paper(poll, turnouts))
    return Facts(manifest_of(poll), turnouts, slips, box, marked, counted, undone)


def _undone_on_paper(poll: "Poll", turnouts: "Sequence[Turnout]") -> Iterator[str]:
    people = sum(turnout.paper for turnout in turnouts)
    if people and not poll.paper_digest:
        yield _(
            "有 %(n)d 人用纸质票，还没有封存：两人录完、核对以后，由秘书处封存。"
        ) % {"n": people}
    signed = sum(bool(seat.paper_signature) for seat in poll.scrutineers.all())
    if poll.paper_digest and signed < poll.threshold:
        yield _("纸质票已经封存，监票人还要签名：要 %(t)d 名，签了 %(n)d 名。") % {
            "t": poll.threshold,
            "n": signed,
        }


def _hidden(facts: Facts, result: Result | None) -> frozenset[int]:
    """Return the groups that are kept back: after the count, those of the result."""
    if result:
        groups = result.figures["groups"]
        return frozenset(g["number"] for g in groups if not g["is_shown"])
    came_in = [turnout.all_received for turnout in facts.turnouts]
    pairs = zip(facts.turnouts, groups_shown(facts.manifest, came_in), strict=True)
    return frozenset(turnout.group for turnout, is_shown in pairs if not is_shown)
