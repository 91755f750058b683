"""All results that the person may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.audience import STAFF, audience
from gongping.foundation.paging import page_of
from gongping.results import selectors
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import HERE


@audience(STAFF)
def home(request: HttpRequest) -> HttpResponse:
    """List the results, newest first."""
    page = page_of(request, selectors.list_results(request.actor))
    rows = [(result, sheet_of(result.figures)) for result in page]
    rows_with_sums = [
        {
            "result": result,
            "valid": sheet.total("valid"),
            "entitled": sheet.total("entitled"),
            "is_met": sheet.quorum["is_met"],
        }
        for result, sheet in rows
    ]
    context = {**HERE, "page": page, "rows": rows_with_sums}
    return render(request, "results/home.html", context)
