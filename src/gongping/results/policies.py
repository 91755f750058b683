"""Who may read a result, see it in order of scores, and decide who else reads it."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.polls.selectors import RESPONSIBLE, check_is_seated
from gongping.results.exceptions import (
    NoSuchResult,
    NotToBePublished,
    NotYours,
)
from gongping.results.models import Audience, Result

if TYPE_CHECKING:
    from gongping.polls.models import Poll

READERS: Final = {
    Audience.NOBODY: RESPONSIBLE,
    Audience.LEADERSHIP: RESPONSIBLE,
    Audience.UNITS: (*RESPONSIBLE, Role.UNIT),
    Audience.EVERYBODY: (*RESPONSIBLE, Role.UNIT, Role.VOTER),
}
REHEARSING: Final = (Role.SECRETARIAT, Role.SCRUTINEER)
WIDENING: Final = list(READERS)
NAMED_TO_ALL: Final = (Role.SECRETARIAT, Role.LEADER, Role.SCRUTINEER)


def check_can_read(result: Result, by: Actor) -> None:
    """Raise unless the actor belongs to the circle of the result.

    That of a rehearsal is for those who rehearsed: invented grades next to real units
    would be talked about as if they meant something.
    """
    circle = READERS[Audience(result.audience)]
    if not by.is_any(*(REHEARSING if result.poll.is_rehearsal else circle)):
        raise NoSuchResult(_("还没有启封，或者还没有向您公布。"))


def can_read(result: Result, by: Actor) -> bool:
    """Tell whether `check_can_read` would pass."""
    return passes(check_can_read, result, by)


def check_can_order_by_score(by: Actor) -> None:
    """Raise unless the actor may see units in the order of their scores."""
    if not by.is_any(Role.SECRETARIAT, Role.LEADER):
        raise NotYours(_("得分序只给部领导和秘书处看。请看编制序。"))


def can_order_by_score(by: Actor) -> bool:
    """Tell whether `check_can_order_by_score` would pass."""
    return passes(check_can_order_by_score, by)


def check_can_see_report(by: Actor) -> None:
    """Raise unless the count report and its workbook are for the actor."""
    if not by.is_any(*RESPONSIBLE):
        raise NotYours(_("计票报告由部领导、秘书处和监票人保管。"))


def can_see_report(by: Actor) -> bool:
    """Tell whether `check_can_see_report` would pass."""
    return passes(check_can_see_report, by)


def check_can_see_whole_reconciliation(poll: "Poll", by: Actor) -> None:
    """Raise unless the actor sees small groups, too: a scrutineer of this very poll.

    They sign the head, which covers these numbers, and read the board it stands for.
    """
    check_is_seated(poll, by)


def can_see_whole_reconciliation(poll: "Poll", by: Actor) -> bool:
    """Tell whether `check_can_see_whole_reconciliation` would pass."""
    return passes(check_can_see_whole_reconciliation, poll, by)


def check_can_read_unit(result: Result, key: int, by: Actor) -> None:
    """Raise unless the actor may see how the score of this unit came about.

    A unit sees its own figures to the last count, and of others what the sheet shows.
    """
    check_can_read(result, by)
    if not by.is_any(*NAMED_TO_ALL) and not by.files_for(key):
        raise NotYours(_("得分怎么来的，各单位只看本单位的。"))


def can_read_unit(result: Result, key: int, by: Actor) -> bool:
    """Tell whether `check_can_read_unit` would pass."""
    return passes(check_can_read_unit, result, key, by)


def check_can_take_totals(result: Result, by: Actor) -> None:
    """Raise unless the actor may have the counts of every unit in one file.

    It holds what the explanations of all units hold, so it goes to the same people.
    """
    check_can_read(result, by)
    if not by.is_any(*NAMED_TO_ALL):
        raise NotYours(_("核对用的数字有各单位的票数，由部领导、秘书处和监票人核对。"))


def can_take_totals(result: Result, by: Actor) -> bool:
    """Tell whether `check_can_take_totals` would pass."""
    return passes(check_can_take_totals, result, by)


def check_can_choose_version(by: Actor) -> None:
    """Raise unless the actor may read versions that are not published."""
    if not by.is_any(*RESPONSIBLE):
        raise NoSuchResult(_("没有向您公布这一版结果。"))


def can_choose_version(by: Actor) -> bool:
    """Tell whether `check_can_choose_version` would pass."""
    return passes(check_can_choose_version, by)


def check_can_correct(by: Actor) -> None:
    """Raise unless the actor may have the result computed again."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("结果由秘书处按部领导的决定更正。"))


def can_correct(by: Actor) -> bool:
    """Tell whether `check_can_correct` would pass."""
    return passes(check_can_correct, by)


def check_can_set_ranking(result: Result, by: Actor) -> None:
    """Raise unless the actor decides what the sheet compares, and there is a sheet."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("名次列不列、怎么比，由秘书处按部领导的决定办理。"))
    if not result.figures.get("precision"):
        raise NotToBePublished(_("这次结果没有可以比较的得分，不列名次。"))


def can_set_ranking(result: Result, by: Actor) -> bool:
    """Tell whether `check_can_set_ranking` would pass."""
    return passes(check_can_set_ranking, result, by)


def wider_audiences(result: Result) -> list[Audience]:
    """Return the circles to which the result may still be published.

    A newer version may also go to the circle that reads the older one.
    """
    here = WIDENING.index(Audience(result.audience))
    is_newer = bool(result.audience) and result.published_version_id != (
        result.current_id
    )
    return WIDENING[here + (not is_newer) :]


def check_can_publish(result: Result, audience: str, by: Actor) -> None:
    """Raise unless the actor may publish the result to `audience`."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("公布范围由秘书处按部领导的决定办理。"))
    if result.poll.is_rehearsal:
        raise NotToBePublished(_("这是演练，结果不作数，不能公布。"))
    if not result.figures["quorum"]["is_met"]:
        raise NotToBePublished(_("收回不足，本次不生效，没有可公布的得分。"))
    if all(unit["score"] is None for unit in result.figures["units"]):
        raise NotToBePublished(_("没有一个单位有得分，没有可公布的。"))
    if audience not in wider_audiences(result):
        raise NotToBePublished(
            _("公布只能扩大范围，不能收回。请选一个比现在大的范围。")
        )


def can_publish(result: Result, by: Actor) -> bool:
    """Tell whether `check_can_publish` would pass for any wider circle."""
    wider = wider_audiences(result)
    return any(passes(check_can_publish, result, circle, by) for circle in wider)
