"""One page for each hand in the ballot, to be printed and laid on the table."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import Missing

READERS: Final = ("cadre", "scrutineer", "clerk")


@require_GET
@audience(PUBLIC)
def guide(request: HttpRequest, reader: str) -> HttpResponse:
    """Show what a voter, a scrutineer or a clerk of paper ballots does."""
    if reader not in READERS:
        raise Missing(_("没有这一页指引。有投票人、监票人和纸质票录入人的。"))
    context = {"who": reader, "steps": f"polls/guides/_{reader}.html"}
    return render(request, "polls/guides/page.html", context)
