"""Who may read a result, see it in order of scores, and decide who else reads it."""

from typing import Final

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.results.exceptions import NotToBePublished, NotYours
from gongping.results.models import Audience, Result

RESPONSIBLE: Final = (Role.SECRETARIAT, Role.LEADER, Role.SCRUTINEER)
READERS: Final = {
    Audience.NOBODY: RESPONSIBLE,
    Audience.LEADERSHIP: RESPONSIBLE,
    Audience.UNITS: (*RESPONSIBLE, Role.UNIT),
    Audience.EVERYBODY: (*RESPONSIBLE, Role.UNIT, Role.VOTER),
}
WIDENING: Final = list(READERS)


def can_read(result: Result, actor: Actor) -> bool:
    """Tell whether the actor belongs to the circle of the result."""
    return actor.is_any(*READERS[Audience(result.audience)])


def can_order_by_score(actor: Actor) -> bool:
    """Tell whether the actor may see units in the order of their scores."""
    return actor.is_any(Role.SECRETARIAT, Role.LEADER)


def can_see_report(actor: Actor) -> bool:
    """Tell whether the count report and its workbook are for the actor."""
    return actor.is_any(*RESPONSIBLE)


def wider_audiences(result: Result) -> list[Audience]:
    """Return the circles to which the result may still be published."""
    return WIDENING[WIDENING.index(Audience(result.audience)) + 1 :]


def can_publish(result: Result, actor: Actor) -> bool:
    """Tell whether the actor may now widen the circle of the result."""
    is_valid = bool(result.figures["quorum"]["is_met"])
    may_decide = actor.is_any(Role.SECRETARIAT)
    return is_valid and may_decide and bool(wider_audiences(result))


def check_can_publish(result: Result, audience: str, by: Actor) -> None:
    """Raise unless the actor may publish the result to `audience`."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("公布范围由秘书处按部领导的决定办理。"))
    if not result.figures["quorum"]["is_met"]:
        raise NotToBePublished(_("收回不足，本次不生效，没有可公布的得分。"))
    if audience not in wider_audiences(result):
        raise NotToBePublished(
            _("公布只能扩大范围，不能收回。请选一个比现在大的范围。")
        )
