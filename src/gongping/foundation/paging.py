"""Forty rows a page, everywhere."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS_PER_PAGE = 40


def page_of(request: HttpRequest, rows: Any, size: int = ROWS_PER_PAGE) -> Page[Any]:
    """Return the page that `?page=` asks for, the nearest one if it is off."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
