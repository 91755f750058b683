"""What the leadership asks of all units in a year, and which items answer to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.audience import audience
from gongping.ledger import selectors, services
from gongping.ledger.forms import FocusForm
from gongping.ledger.views.forms_page import page, posted
from gongping.ledger.views.readers import READERS


@audience(READERS)
def show(request: HttpRequest) -> HttpResponse:
    """Show a year's requirements; the secretariat may add one."""
    year = _year(request)
    may_record = request.actor.is_any(Role.SECRETARIAT)
    form = FocusForm(posted(request) if may_record else None)
    if form.is_valid():
        services.record_year_focus(year, form.cleaned_data["text"], by=request.actor)
        messages.success(request, _("已记下这条要求。"))
        return redirect(f"{reverse('ledger:focuses')}?year={year}")
    context = _context(year, request.actor, may_record=may_record)
    return page(request, "ledger/focuses.html", form, context)


def _context(year: int, actor: Actor, *, may_record: bool) -> dict[str, Any]:
    here = clock.today().year
    years = sorted({here + 1, here, *selectors.list_years(actor)}, reverse=True)
    return {
        "rail_current": "ledger",
        "year": year,
        "years": [_tab(other, year) for other in years],
        "focuses": [_focus(focus) for focus in selectors.list_focuses(year)],
        "may_record": may_record,
    }


def _tab(year: int, current: int) -> dict[str, Any]:
    return {
        "label": _("%(year)d 年") % {"year": year},
        "url": f"{reverse('ledger:focuses')}?year={year}",
        "is_current": year == current,
    }


def _focus(focus: Any) -> dict[str, Any]:
    return {
        "position": focus.position,
        "text": focus.text,
        "recorded_by_name": focus.recorded_by_name,
        "recorded_at": focus.recorded_at,
        "count": getattr(focus, "item_count", 0),
        "url": f"{reverse('ledger:table')}?year={focus.year}&focus={focus.pk}",
    }


def _year(request: HttpRequest) -> int:
    asked = request.POST.get("year") or request.GET.get("year") or ""
    return int(asked) if asked.isdigit() and len(asked) == 4 else clock.today().year
