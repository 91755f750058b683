"""The notice of assignment on paper (督办通知单), with all stages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.audience import audience
from gongping.ledger import selectors
from gongping.ledger.views.item import page_of_item
from gongping.ledger.views.readers import READERS


@audience(READERS)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show the notice as it will be printed."""
    item = selectors.get_item(number, request.actor)
    context = page_of_item(item, request.actor)
    return render(request, "ledger/notice.html", context)
