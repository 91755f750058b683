"""The table of the ledger: what stands where, for whoever looks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.documents.figures import QUARTERS, year_span
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.audience import audience
from gongping.foundation.paging import page_of
from gongping.ledger import policies, selectors
from gongping.ledger.selectors import ItemFilter, Light
from gongping.ledger.views import choices, table_filters, table_tabs
from gongping.ledger.views.opened import opened_of
from gongping.ledger.views.readers import READERS
from gongping.ledger.views.shown import shown
from gongping.ledger.views.table_filters import url

ORDER_OF_LIGHTS = (
    Light.OK, Light.SOON, Light.LATE, Light.WAITING, Light.DONE, Light.IDLE,
    Light.DRAFT,
)  # fmt: skip

# What the search form does not ask, and must not forget.
BESIDE = ("focus", "view", "sort")


@audience(READERS)
def show(request: HttpRequest) -> HttpResponse:
    """Show the rows that the address asks for, forty at a time."""
    actor, chosen = request.actor, table_filters.asked(request.GET)
    lists = table_filters.lists(chosen, choices.units())
    wanted = selectors.list_items(actor, table_filters.wanted(chosen))
    page = page_of(request, wanted)
    context = {
        "rail_current": "ledger",
        "page": page,
        "rows": [shown(item) for item in page],
        "open_number": request.GET.get("open", ""),
        "opened": _opened(request),
        **_axis(table_filters.year_of(chosen)),
        **_order(chosen),
        **_totals(actor, chosen),
        **_tools(request, chosen, lists),
        **_rights(actor),
    }
    if not page.object_list:
        context["ways"] = table_tabs.ways_out(actor, chosen, lists)
    return render(request, "ledger/table.html", context)


@audience(READERS)
def row(request: HttpRequest, number: str) -> HttpResponse:
    """Show what an opened row holds, for the page that is already there."""
    item = selectors.get_item(number, request.actor)
    context = {"row": opened_of(item, request.actor)}
    return render(request, "ledger/table/_opened.html", context)


def _opened(request: HttpRequest) -> dict[str, Any] | None:
    """Without script a caret asks for the page with one row open."""
    number = request.GET.get("open")
    if not number:
        return None
    item = selectors.get_item(number, request.actor)
    return opened_of(item, request.actor)


def _axis(year: int) -> dict[str, Any]:
    span, today = year_span(year), clock.today()
    return {
        "year": year,
        "quarters": [f"{x}%" for x in QUARTERS],
        "today_at": f"{span.at(today):.2f}%" if span.holds(today) else "",
    }


def _order(chosen: Mapping[str, str]) -> dict[str, Any]:
    is_by_due = chosen.get("sort") == "due"
    return {
        "is_by_due": is_by_due,
        "sort_url": url(chosen, sort=None if is_by_due else "due"),
        "order_in_words": _("按时限") if is_by_due else _("按编制序"),
    }


def _totals(actor: Actor, chosen: Mapping[str, str]) -> dict[str, Any]:
    year = table_filters.year_of(chosen)
    counts = selectors.light_counts(selectors.narrowed(actor, ItemFilter(year=year)))
    of_year = {"due": chosen["due"]} if year != clock.today().year else {}
    return {
        "total": sum(counts.values()),
        "everything_url": url(of_year),
        "light_totals": [
            {"light": light, "n": counts[light], "url": url(of_year, state=light.value)}
            for light in ORDER_OF_LIGHTS
            if counts[light] or light in (Light.OK, Light.SOON, Light.LATE)
        ],
    }


def _tools(
    request: HttpRequest, chosen: dict[str, str], lists: list[table_filters.Filter]
) -> dict[str, Any]:
    actor = request.actor
    saved = table_tabs.saved_by(actor)
    query = table_filters.query_of(chosen)
    export = reverse("ledger:export")
    return {
        "chosen": chosen,
        "filters": lists,
        "query": query,
        "is_filtered": bool(chosen.keys() - {"sort"}),
        "kept": [*chosen.items(), *_page_number(request)],
        "beside": [(key, chosen[key]) for key in BESIDE if key in chosen],
        "tabs": table_tabs.tabs_of(actor, chosen, saved),
        "current_saved": table_tabs.current_among(saved, chosen),
        "export_url": f"{export}?{query}" if query else export,
        "filters_in_words": [
            table_tabs.in_words(name, chosen, lists, actor)
            for name in chosen
            if name != "sort"
        ],
    }


def _page_number(request: HttpRequest) -> list[tuple[str, str]]:
    page = request.GET.get("page", "")
    return [("page", page)] if page.isdecimal() else []


def _rights(actor: Actor) -> dict[str, bool]:
    return {
        "may_register": policies.can_create(actor),
        "may_manage": policies.can_manage(actor),
    }
