"""Reading results: before publication only those who answer for the poll."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.results.exceptions import NoSuchResult
from gongping.results.models import Audience, Result

__all__ = ["Audience"]

RESPONSIBLE = (Role.SECRETARIAT, Role.LEADER, Role.SCRUTINEER)
READERS = {
    Audience.NOBODY: RESPONSIBLE,
    Audience.LEADERSHIP: RESPONSIBLE,
    Audience.UNITS: (*RESPONSIBLE, Role.UNIT),
    Audience.EVERYBODY: (*RESPONSIBLE, Role.UNIT, Role.VOTER),
}


def get_result(code: str, actor: Actor) -> Result:
    """Return the result of a poll if the actor may read it. One query."""
    result = (
        Result.objects.select_related("poll__round").filter(poll__code=code).first()
    )
    if result is None or not _may_read(result, actor):
        raise NoSuchResult(_("还没有启封，或者还没有向您公布。"))
    return result


def list_results(actor: Actor) -> list[Result]:
    """Return the results that the actor may read, newest first. One query."""
    results = Result.objects.select_related("poll__round").order_by("-counted_at")
    return [result for result in results if _may_read(result, actor)]


def _may_read(result: Result, actor: Actor) -> bool:
    return actor.is_any(*READERS[Audience(result.audience)])
