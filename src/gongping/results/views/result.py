"""The result sheet: a sentence first, then the drawing, then the same in numbers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongping.foundation.audience import STAFF, audience
from gongping.results import selectors
from gongping.results.drawing import layers_of
from gongping.results.sheet import sheet_of
from gongping.results.views.rows import table_of
from gongping.results.views.shared import chosen_category, heading, is_by_score


@audience(STAFF)
def result(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the vote says; in establishment order unless asked otherwise."""
    context = _context(request, code)
    sheet = context["sheet"]
    if sheet.lines:
        links = [reverse("results:unit", args=[code, u.key]) for u in sheet.lines]
        by_score = context["by_score"]
        context["layers"] = layers_of(sheet, links, by_score=by_score)
    return render(request, "results/result.html", context)


@audience(STAFF)
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Show every count of every unit and criterion that may be shown."""
    return render(request, "results/table.html", _context(request, code))


def _context(request: HttpRequest, code: str) -> dict[str, Any]:
    found = selectors.get_result(code, request.actor)
    category, by_score = chosen_category(request), is_by_score(request)
    sheet = sheet_of(found.figures, category, by_score=by_score)
    names = sheet.categories()
    return {
        **heading(found, sheet, request.actor),
        "category": category
        if category is not None and category < len(names)
        else None,
        "categories": names,
        "by_score": by_score,
        **table_of(sheet, by_score=by_score),
    }
