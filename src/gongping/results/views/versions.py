"""All versions of a result, how it compares units, and having it computed again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import STAFF, audience
from gongping.foundation.errors import Invalid
from gongping.results import selectors, services
from gongping.results.deciding import decision_said
from gongping.results.exceptions import NothingToCorrect
from gongping.results.forms import RankingForm, shown_of
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import heading


@audience(STAFF)
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """List the versions; the secretariat decides here what the sheet compares."""
    return _page(request, code)


@audience(Role.SECRETARIAT)
@require_POST
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """Record what was decided of places and of comparing across categories."""
    found = selectors.get_result(code, request.actor)
    form = RankingForm(request.POST)
    if form.is_valid():
        try:
            services.set_ranking(found.pk, form.ranking(), by=request.actor)
        except Invalid as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("已记下。结果表从现在起这样列。"))
            return redirect("results:versions", code)
    return _page(request, code, form=form, status=422)


@audience(Role.SECRETARIAT)
@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Compute the result again from the kept board, with the reason."""
    found = selectors.get_result(code, request.actor)
    reason = request.POST.get("reason", "")
    try:
        version = services.correct(found.pk, reason, by=request.actor)
    except Invalid as error:
        return _page(request, code, error=error.message, status=422)
    except NothingToCorrect as nothing:
        return _page(request, code, error=nothing.message, reason=reason, status=409)
    said = _("已算出第 %(n)d 版，旧版本都还在。公布的仍是原来那一版。")
    messages.success(request, said % {"n": version.number})
    return redirect("results:versions", code)


def _page(
    request: HttpRequest,
    code: str,
    *,
    error: str = "",
    reason: str = "",
    form: RankingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = selectors.get_result(code, request.actor)
    context = {
        **heading(found, sheet_of(found.figures), request.actor),
        "versions": selectors.list_versions(found, request.actor),
        "rankings": [
            (one, decision_said(one))
            for one in selectors.list_rankings(found, request.actor)
        ],
        "form": form or RankingForm(initial=shown_of(found)),
        "error": error,
        "reason": reason,
    }
    return render(request, "results/versions.html", context, status=status)
