"""Reading results: before publication only those who answer for the poll."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.polls.selectors import seats_of
from gongping.results.exceptions import NoSuchResult, NotSealed
from gongping.results.models import Audience, Result
from gongping.results.policies import (
    can_order_by_score,
    can_publish,
    can_read,
    can_see_report,
    check_can_read,
    check_can_see_report,
    wider_audiences,
)
from gongping.results.totals import published_totals

__all__ = [
    "Audience",
    "can_order_by_score",
    "can_publish",
    "can_see_report",
    "get_report",
    "get_result",
    "get_totals",
    "list_results",
    "present_scrutineers",
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
