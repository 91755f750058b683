"""点评记录: one form for each comment, unit by unit (domain: 点评记录表)."""

from itertools import groupby
from typing import TYPE_CHECKING

from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.minutes import due_of
from gongping.bulletins.drafting.pieces import Sheet, figure
from gongping.comments.selectors import Section
from gongping.comments.states import Disposition
from gongping.foundation import format as formats

if TYPE_CHECKING:
    from gongping.comments.models import LeaderComment
    from gongping.meetings.models import AgendaItem

LINKS = {"supervises": "分管", "links_with": "联系"}


def title_of(facts: Facts) -> str:
    """Return the title."""
    return f"{facts.organisation}{facts.half} 领导点评记录"


def draft(facts: Facts) -> Sheet:
    """Return a form for every signed comment."""
    sheet = Sheet()
    slots = {item.unit_id: item for item in facts.agenda}
    for unit, comments in groupby(facts.comments, lambda comment: comment.unit):
        sheet.heading(unit.name)
        for comment in comments:
            _form(sheet, comment, slots.get(unit.pk))
    if not facts.comments:
        sheet.say("这次汇报会没有签署的点评。")
    return sheet


def _form(sheet: Sheet, comment: "LeaderComment", slot: "AgendaItem | None") -> None:
    reporter = slot.reporter.name if slot and slot.reporter else ""
    kind = LINKS.get(comment.link_kind, "")
    place = str(slot.venue) if slot and slot.venue else ""
    signed = formats.day_year(comment.signed_at)
    sheet.row("单位", comment.unit.name)
    sheet.row("汇报人", reporter)
    sheet.row("点评领导", f"{comment.leader.name}（{kind}）")
    sheet.row("时间地点", "，".join(filter(None, (signed, place, form_of(comment)))))
    for section in Section:
        if said := _said(comment, section):
            sheet.row(str(section.label), said)
    sheet.row("转办要求", _asked(comment) or "无")
    sheet.row("记录人", "")
    sheet.row("领导审签", figure(f"{signed}签署", f"comment:{comment.pk}"))
    received = formats.day_year(comment.acknowledged_at)
    who = comment.acknowledged_by_name
    sheet.row("单位签收", f"{who}　{received}" if received else "还没有签收")


def form_of(comment: "LeaderComment") -> str:
    """Return how the comment was given."""
    return str(comment.get_form_display())


def _said(comment: "LeaderComment", section: str) -> str:
    said = [point.text for point in comment.points.all() if point.section == section]
    return _numbered(said)


def _asked(comment: "LeaderComment") -> str:
    return _numbered(
        [
            f"{point.text.rstrip('。')}（时限：{due_of(point)}）"
            for point in comment.points.all()
            if point.disposition == Disposition.FOLLOW_UP
        ]
    )


def _numbered(said: list[str]) -> str:
    if len(said) == 1:
        return said[0]
    return "　".join(f"{n}. {text}" for n, text in enumerate(said, 1))
