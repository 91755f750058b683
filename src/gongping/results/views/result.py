"""The result sheet: a sentence first, then the drawing, then the same in numbers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.audience import STAFF, audience
from gongping.results import selectors
from gongping.results.drawing import layers_of
from gongping.results.scatter import scatters_of
from gongping.results.sheet import sheet_of
from gongping.results.views.rows import table_of
from gongping.results.views.shared import (
    chosen_category,
    chosen_version,
    heading,
    is_by_score,
    links_of,
)


@audience(STAFF)
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the vote says; in establishment order unless asked otherwise."""
    context = _context(request, code)
    sheet = context["sheet"]
    if sheet.lines:
        context["layers"] = layers_of(
            sheet,
            [context["links"].get(unit.key, "") for unit in sheet.lines],
            by_score=context["by_score"],
            is_ranked=context["result"].is_ranked,
        )
        context["scatters"] = scatters_of(sheet)
    return render(request, "results/result.html", context)


@audience(STAFF)
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Show every count of every unit and criterion that may be shown."""
    return render(request, "results/table.html", _context(request, code))


def _context(request: HttpRequest, code: str) -> dict[str, Any]:
    found = selectors.get_result(code, request.actor, chosen_version(request))
    category, by_score = chosen_category(request), is_by_score(request)
    sheet = sheet_of(
        found.figures, category, by_score=by_score, is_across=found.is_across
    )
    earlier = selectors.earlier_result(found, request.actor)
    names = sheet.categories()
    return {
        **heading(found, sheet, request.actor),
        "links": links_of(found, sheet, request.actor),
        "earlier": earlier,
        "category": category
        if category is not None and category < len(names)
        else None,
        "categories": names,
        "by_score": by_score,
        **table_of(
            sheet, sheet_of(earlier.figures) if earlier else None, by_score=by_score
        ),
    }
