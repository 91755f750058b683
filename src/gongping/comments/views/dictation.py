"""The secretariat takes down what a leader says; only the leader signs it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.comments import pad, selectors, services
from gongping.comments.rows import Row, points_of, rows_from
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Refused
from gongping.foundation.names import local_name
from gongping.foundation.sent import whole_number
from gongping.meetings.selectors import round_of


@audience(Role.SECRETARIAT)
def dictate(
    request: HttpRequest, round_id: int, leader_id: int, unit_id: int
) -> HttpResponse:
    """Show what was taken down for the leader so far, and keep what is typed."""
    round_ = round_of(request, round_id)
    pair = selectors.pair_of(round_, leader_id, unit_id)
    comment = selectors.dictation_of(round_, pair, request.actor)
    page = pad.dictation_page(round_, pair, comment)
    if request.method != "POST":
        return _shown(request, page)
    rows, more = rows_from(request.POST), request.POST.get("more")
    if more:
        return _shown(request, pad.with_another(page, rows, more))
    return _keep(request, page, rows)


def _keep(request: HttpRequest, page: dict[str, Any], rows: list[Row]) -> HttpResponse:
    pair, round_ = page["pair"], page["round"]
    seen = whole_number(request.POST.get("version")) or 0
    try:
        services.dictate(pair, round_, points_of(rows), by=request.actor, version=seen)
    except Refused:
        raise
    except DomainError as error:
        refused = pad.refused(page, rows, error)
        return _shown(request, refused, status=error.status)
    messages.success(
        request,
        _("已记下。%(leader)s打开点评板就能看到，签署才作数。")
        % {"leader": local_name(pair.leader)},
    )
    return redirect("comments:dictate", round_.pk, pair.leader.pk, pair.unit.pk)


def _shown(
    request: HttpRequest, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "comments/dictate.html", page, status=status)
