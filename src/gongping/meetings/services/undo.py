"""Taking back the last step of the hall."""

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import NothingToUndo
from gongping.meetings.models import AgendaItem, ReviewSession, UnitReport
from gongping.meetings.services.floor import (
    Floor,
    renew,
    take_floor,
    thaw,
    where_we_are,
)
from gongping.meetings.services.live import tell_hall
from gongping.meetings.services.locks import slots_of

STEP_NAMES: dict[str, Promise] = {
    "questions": gettext_lazy("开始提问"),
    "commenting": gettext_lazy("开始点评"),
    "next": gettext_lazy("下一单位"),
    "start": gettext_lazy("请出来汇报"),
    "finish": gettext_lazy("结束本单位"),
    "skip": gettext_lazy("跳过，稍后汇报"),
    "back": gettext_lazy("退回一步"),
    "speak": gettext_lazy("记下哪位领导在讲"),
    "pause": gettext_lazy("暂停计时"),
    "resume": gettext_lazy("继续计时"),
    "minute": gettext_lazy("加 1 分钟"),
    "insert": gettext_lazy("插到下一位"),
}


@transaction.atomic
def undo_step(
    session: ReviewSession, *, by: Actor, console: str = "", seen: int | None = None
) -> str:
    """Make the running order as it was before the last step; say what was undone.

    Only the last one, and only while nothing else has happened: a change of
    phase, of the order or of a reporter ends it. The clock of a unit that comes
    back has run on, as if the step had never been pressed.
    """
    floor = take_floor(session, console, seen, by=by)
    last = floor.session.last_step
    if not last:
        raise NothingToUndo(_("没有可撤销的步骤。上一步以后会场又有了变化。"))
    unit = next((i.unit for i in floor.items if i.unit_id == last["unit"]), None)
    _take_out(floor, last["added"])
    for item in floor.items:
        if slot := last["slots"].get(str(item.pk)):
            thaw(item, slot)
            item.save()
    renew(floor.session)
    record(
        "meetings:step:undone", by=by, subject=str(unit or ""),
        subject_key=str(session.pk), detail={"step": last["verb"]},
    )  # fmt: skip
    tell_hall(floor.session)
    floor.items = slots_of(floor.session)
    return _("已撤销“%(step)s”（%(unit)s）。%(now)s") % {
        "step": STEP_NAMES[last["verb"]],
        "unit": unit or "",
        "now": where_we_are(floor),
    }


def _take_out(floor: Floor, added: list[int]) -> None:
    gone = [item for item in floor.items if item.pk in added]
    units = [item.unit_id for item in gone]
    if UnitReport.objects.filter(round=floor.session.pk, unit__in=units).exists():
        raise NothingToUndo(_("这个单位已经写了材料，不能撤销插入。"))
    AgendaItem.objects.filter(pk__in=added).delete()
    floor.session.round.units.remove(*units)
    floor.items = [item for item in floor.items if item.pk not in added]
