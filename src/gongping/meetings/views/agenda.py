"""The running order: read by all, arranged by the secretariat."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.sent import whole_number
from gongping.meetings import policies, selectors, services
from gongping.meetings.views.steps import step
from gongping.organisation.selectors import list_people


@audience(SIGNED_IN)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the running order; `?edit=1` opens it for the secretariat."""
    session = selectors.get_session(round_id)
    is_manager = policies.may_manage(request.actor)
    is_editing = is_manager and "edit" in request.GET
    progress = selectors.progress_of(session)
    context = {
        "rail_current": "meetings",
        "session": session,
        "progress": progress,
        "limits": selectors.limits_in_words(session),
        "rows": _rows(session, progress, is_editing),
        "venues": selectors.venues_of(session),
        "is_manager": is_manager,
        "may_read_reports": request.actor.is_any(Role.LEADER, Role.UNIT),
        "is_editing": is_editing,
        "can_plan": policies.can_plan(session),
        "own": _own(progress, request.actor.unit_ids),
        "summary": selectors.attendance_summary(session),
    }
    return render(request, "meetings/agenda.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def draw(request: HttpRequest, round_id: int) -> HttpResponse:
    """Draw the order by lot; ask once if that undoes an earlier draw."""
    session = selectors.get_session(round_id)
    if session.drawn_at and "sure" not in request.POST:
        return _ask(request, round_id, _("重新抽签？"), _("重新抽签"))

    def act() -> str:
        items = services.draw_agenda(session, by=request.actor)
        return _("已抽定 %(n)d 个单位的顺序，结果已记入审计记录。") % {"n": len(items)}

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def restore(request: HttpRequest, round_id: int) -> HttpResponse:
    """Go back to establishment order; ask once if that undoes a draw."""
    session = selectors.get_session(round_id)
    if session.drawn_at and "sure" not in request.POST:
        return _ask(request, round_id, _("改按编制序排？"), _("按编制序排"))

    def act() -> str:
        services.restore_establishment_order(session, by=request.actor)
        return _("已按编制序排列。")

    return step(request, _address(round_id), act)


@require_POST
@audience(Role.SECRETARIAT)
def change(request: HttpRequest, round_id: int, item_id: int) -> HttpResponse:
    """Give a unit another place, another reporter, or both."""
    session = selectors.get_session(round_id)
    item = selectors.get_item(session, item_id)
    position = whole_number(request.POST.get("position"))
    chosen = whole_number(request.POST.get("reporter"))

    def act() -> str:
        if position is not None and position != item.position:
            services.move_agenda_item(session, item_id, position, by=request.actor)
        if "reporter" in request.POST and chosen != item.reporter_id:
            services.set_reporter(session, item_id, chosen, by=request.actor)
        return _("%(unit)s的安排已保存。") % {"unit": item.unit}

    return step(request, _address(round_id) + f"?edit=1#item-{item_id}", act)


def _ask(request: HttpRequest, round_id: int, title: str, label: str) -> HttpResponse:
    context = {
        "rail_current": "meetings",
        "title": title,
        "body": _("已经抽定的顺序会被换掉，不能恢复；发出去的议程也要重发。"),
        "note": _("每次抽签和改动都记在审计记录里。"),
        "label": label,
        "action": request.path,
        "hidden": {"sure": "1"},
        "back_url": _address(round_id),
    }
    return render(request, "shell/confirm.html", context)


def _rows(session: Any, progress: Any, is_editing: bool) -> list[dict[str, Any]]:  # noqa: FBT001
    people = defaultdict(list)
    if is_editing:
        for person in list_people():
            people[person.unit_id].append(person)
    return [
        {
            "item": item,
            "people": people[item.unit_id],
            "can_move": is_editing and policies.can_move_item(session, item),
        }
        for item in progress.items
    ]


def _own(progress: Any, unit_ids: frozenset[int]) -> list[Any]:
    return [item for item in progress.items if item.unit_id in unit_ids]


def _address(round_id: int) -> str:
    return reverse("meetings:agenda", args=[round_id])
