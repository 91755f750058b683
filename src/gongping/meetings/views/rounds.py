"""Rounds: choosing one, the list, planning a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation import clock
from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN, audience
from gongping.foundation.errors import Invalid
from gongping.foundation.paging import page_of
from gongping.foundation.sent import whole_number
from gongping.meetings import selectors, services
from gongping.meetings.forms import RoundForm, usual_title
from gongping.meetings.selectors.pulse import is_sitting
from gongping.meetings.states import Preset
from gongping.organisation.selectors import list_own_units

HERE = {"rail_current": "meetings"}


@audience(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the chosen round: the console for who runs it, else hall or agenda."""
    round_ = selectors.current_round(request)
    if round_ is None:
        return redirect("meetings:rounds")
    if request.actor.is_any(Role.SECRETARIAT):
        return redirect("procedure:console", round_.pk)
    where = "procedure:hall" if is_sitting(round_.session) else "meetings:agenda"
    return redirect(where, round_.pk)


@audience(SIGNED_IN)
def index(request: HttpRequest) -> HttpResponse:
    """List all rounds, newest first."""
    page = page_of(request, selectors.rounds_with_facts())
    may_plan = request.actor.is_any(Role.SECRETARIAT)
    return render(
        request, "meetings/rounds.html", {**HERE, "page": page, "may_plan": may_plan}
    )


@require_POST
@audience(SIGNED_IN)
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the round chosen in the top line.

    A page about one round cannot stay where it was: it belongs to the old one.
    """
    if chosen := whole_number(request.POST.get("round")):
        round_ = selectors.get_round(chosen)
        request.session[selectors.ROUND_KEY] = round_.pk
    where = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(where, {request.get_host()})
    if not is_ours or where.startswith(reverse("meetings:home") + "/"):
        where = reverse("meetings:home")
    return redirect(where)


@audience(SIGNED_IN)
def show(request: HttpRequest, round_id: int) -> HttpResponse:
    """Lead to the checklist for the secretariat, else to the agenda."""
    if request.actor.is_any(Role.SECRETARIAT):
        return redirect("procedure:readiness", round_id)
    return redirect("meetings:agenda", round_id)


@audience(Role.SECRETARIAT)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a round; what cannot be is said at its field."""
    form = _form(request, initial=_proposed())
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        try:
            round_ = services.create_round_from(plan, by=request.actor)
        except Invalid as error:
            form.place_error(error.field, error.message)
        else:
            request.session[selectors.ROUND_KEY] = round_.pk
            messages.success(
                request,
                _("已建立“%(title)s”。下面是开会前要备齐的。") % {"title": round_},
            )
            return redirect("procedure:readiness", round_.pk)
    return _answer(request, form, {"title": _("新建轮次")})


@audience(Role.SECRETARIAT)
def edit(request: HttpRequest, round_id: int) -> HttpResponse:
    """Change the plan of a round before people sign in."""
    round_ = selectors.get_round(round_id)
    form = _form(request, initial=_present(round_), has_venues=True)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_round(round_id, form.plan(), by=request.actor)
        except Invalid as error:
            form.place_error(error.field, error.message)
        else:
            messages.success(request, _("轮次的安排已保存。"))
            return redirect("procedure:readiness", round_id)
    return _answer(request, form, {"title": _("修改轮次"), "round": round_})


def _form(
    request: HttpRequest, *, initial: dict[str, Any], has_venues: bool = False
) -> RoundForm:
    units = list_own_units()
    sent = request.POST if request.method == "POST" else None
    if sent and "choose" in sent:
        # The button asks for other ticks, not for the round: nothing is judged yet.
        ticked = {whole_number(key) for key in sent.getlist("unit_ids")}
        initial = {**sent.dict(), "unit_ids": _chosen(sent["choose"], ticked, units)}
        sent = None
    return RoundForm(sent, units=units, has_venues=has_venues, initial=initial)


def _chosen(what: str, ticked: set[int | None], units: list[Any]) -> list[int]:
    """Return the ticks after 全选, 全不选, or a whole category added."""
    if what == "none":
        return []
    return [
        unit.pk
        for unit in units
        if what == "all" or unit.pk in ticked or str(unit.category_id) == what
    ]


def _answer(
    request: HttpRequest, form: RoundForm, extra: dict[str, Any]
) -> HttpResponse:
    return render(
        request,
        "meetings/round_form.html",
        {**HERE, "form": form, "categories": form.categories.items(), **extra},
        status=422 if form.errors else 200,
    )


def _proposed() -> dict[str, Any]:
    """Propose the first half-year from today that has no round, and all units."""
    year, half = _free_half()
    return {
        "year": year,
        "half": half.value,
        "title": usual_title(year, half, "zh-hans"),
        "title_en": usual_title(year, half, "en"),
        "held_time": "09:00",
        "preset": Preset.LEADER_REVIEW_2012.value,
        "minutes_per_unit": 6,
        "question_minutes": 0,
        "comment_minutes": 3,
        "quorum_percent": 67,
        "order_kind": selectors.Order.ESTABLISHMENT.value,
        "unit_ids": [unit.pk for unit in list_own_units()],
    }


def _free_half() -> tuple[int, selectors.Half]:
    first, second = selectors.Half.FIRST, selectors.Half.SECOND
    today, taken = clock.today(), {(r.year, r.half) for r in selectors.list_rounds()}
    year, half = today.year, first if today.month <= 6 else second
    while (year, half.value) in taken:
        year, half = (year, second) if half == first else (year + 1, first)
    return year, half


def _present(round_: Any) -> dict[str, Any]:
    session = round_.session
    held_at = timezone.localtime(session.held_at)
    return {
        "year": round_.year,
        "half": round_.half,
        "title": round_.title,
        "title_en": round_.title_en,
        "held_on": held_at.date(),
        "held_time": held_at.time(),
        "chair_name": session.chair_name,
        "preset": session.preset,
        "minutes_per_unit": session.minutes_per_unit,
        "question_minutes": session.question_minutes,
        "comment_minutes": session.comment_minutes,
        "quorum_percent": session.quorum_percent,
        "order_kind": session.order_kind,
        "unit_ids": list(selectors.unit_ids_of(round_)),
    }
