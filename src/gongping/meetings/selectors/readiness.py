"""What is still wanting before a session can be held."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.ledger.selectors import key_tasks_for_ballot
from gongping.meetings.models import AgendaItem, Order, ReviewRound
from gongping.meetings.selectors.agenda import agenda_of
from gongping.meetings.selectors.attendance import (
    AttendanceSummary,
    attendance_summary,
)
from gongping.meetings.selectors.reports import reports_submitted
from gongping.organisation.selectors import PostKind, list_current_links, people_holding

NAMED = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: what is so, and where to mend it."""

    key: str
    is_met: bool
    sentence: str
    link: str = ""
    link_label: str = ""


def readiness(
    round_: ReviewRound,
    agenda: Sequence[AgendaItem] | None = None,
    attendance: AttendanceSummary | None = None,
) -> list[Check]:
    """Return the checklist of a round as far as meetings can know it.

    Six queries, however many units there are; four if agenda and attendance are
    at hand.
    """
    agenda = agenda_of(round_.session) if agenda is None else agenda
    if attendance is None:
        attendance = attendance_summary(round_.session)
    return [
        _units(round_, agenda),
        _leaders(agenda),
        _heads(agenda),
        _venues(round_, attendance),
        _order(round_, agenda),
        _expected(round_, attendance),
        _tasks(round_, agenda),
        _reports(round_, agenda),
    ]


def _units(round_: ReviewRound, agenda: Sequence[AgendaItem]) -> Check:
    link = reverse("meetings:round_edit", args=[round_.pk])
    if agenda:
        sentence = _("%(n)d 个单位参加汇报。") % {"n": len(agenda)}
    else:
        sentence = _("还没有单位参加。请先建立单位，或在轮次里选定。")
    return Check("units", bool(agenda), sentence, link, _("改参加单位"))


def _leaders(agenda: Sequence[AgendaItem]) -> Check:
    linked = {link.unit_id for link in list_current_links()}
    without = [item for item in agenda if item.unit_id not in linked]
    return Check(
        "leader_links",
        bool(agenda) and not without,
        _("%(n)d 个单位没有分管或联系的部领导：%(names)s。")
        % {"n": len(without), "names": names_of(without)}
        if without
        else _("每个单位都有分管或联系的部领导。"),
        reverse("organisation:matrix"),
        _("改分管联系"),
    )


def _heads(agenda: Sequence[AgendaItem]) -> Check:
    headed = people_holding(PostKind.UNIT_HEAD)
    without = [
        item
        for item in agenda
        if item.unit_id not in headed and item.reporter_id is None
    ]
    return Check(
        "heads",
        bool(agenda) and not without,
        _("%(n)d 个单位没有主要负责人：%(names)s。")
        % {"n": len(without), "names": names_of(without)}
        if without
        else _("每个单位都有主要负责人。"),
        reverse("organisation:people"),
        _("改人员职务"),
    )


def _venues(round_: ReviewRound, attendance: AttendanceSummary) -> Check:
    venues = [place.venue for place in attendance.places]
    has_main = any(venue.is_main for venue in venues)
    return Check(
        "venues",
        has_main,
        _("会场：%(names)s。") % {"names": joined(str(v) for v in venues)}
        if has_main
        else _("还没有主会场。"),
        reverse("meetings:venues", args=[round_.pk]),
        _("改会场"),
    )


def _order(round_: ReviewRound, agenda: Sequence[AgendaItem]) -> Check:
    session = round_.session
    silent = [item for item in agenda if item.reporter_id is None]
    link = reverse("meetings:agenda", args=[round_.pk])
    if session.order_kind == Order.DRAWN and session.drawn_at is None:
        sentence = _("汇报顺序定为抽签，还没有抽。")
        return Check("agenda", is_met=False, sentence=sentence, link=link)
    sentence = (
        _("%(n)d 个单位还没有定汇报人：%(names)s。")
        % {"n": len(silent), "names": names_of(silent)}
        if silent
        else _("议程已排定：%(order)s，每个单位 %(minutes)d 分钟。")
        % {
            "order": session.get_order_kind_display(),
            "minutes": session.minutes_per_unit,
        }
    )
    is_met = bool(agenda) and not silent
    return Check("agenda", is_met, sentence, link, _("看议程"))


def _expected(round_: ReviewRound, attendance: AttendanceSummary) -> Check:
    count = attendance.expected
    return Check(
        "expected",
        count > 0,
        _("应到 %(n)d 人，法定到会比例 %(percent)d%%。")
        % {"n": count, "percent": round_.session.quorum_percent}
        if count
        else _("还没有应到名单。请先导入处级以上干部，再更新名单。"),
        reverse("meetings:venues", args=[round_.pk]),
        _("看应到名单"),
    )


def _tasks(round_: ReviewRound, agenda: Sequence[AgendaItem]) -> Check:
    having = key_tasks_for_ballot(round_.year)
    without = [item for item in agenda if not having.get(item.unit_id)]
    said = _(
        "%(n)d 个单位还没有已发布的重点工作"
        "（来源是“计划”的事项，别的来源不算）：%(names)s。"
    )
    return Check(
        "tasks",
        bool(agenda) and not without,
        said % {"n": len(without), "names": names_of(without)}
        if without
        else _("每个单位都有已发布的重点工作。"),
        reverse("ledger:table") + _only(without),
        _("看台账"),
    )


def _only(items: Sequence[AgendaItem]) -> str:
    """Narrow the ledger to the one unit, as far as it can be narrowed."""
    return f"?unit={items[0].unit_id}" if len(items) == 1 else ""


def _reports(round_: ReviewRound, agenda: Sequence[AgendaItem]) -> Check:
    n, total = reports_submitted(round_), len(agenda)
    return Check(
        "reports",
        total > 0 and n >= total,
        _("汇报材料已交 %(n)d / %(total)d。") % {"n": n, "total": total},
        reverse("meetings:reports", args=[round_.pk]),
        _("看谁没交"),
    )


def names_of(items: Iterable[AgendaItem]) -> str:
    """Name the first few units and say how many more there are."""
    names = [str(item.unit) for item in items]
    if len(names) <= NAMED:
        return joined(names)
    return _("%(names)s等") % {"names": joined(names[:NAMED])}


def joined(names: Iterable[str]) -> str:
    """Join names as the language joins them."""
    return _("、").join(names)
