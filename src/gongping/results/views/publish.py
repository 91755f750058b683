"""Deciding who else may read the result: choose, be asked once, done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.results import selectors, services
from gongping.results.publishing import goes_out, stays_back
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import heading


@audience(Role.SECRETARIAT)
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the circle, confirm it, and let it read from then on."""
    found = selectors.get_result(code, request.actor)
    chosen = request.POST.get("audience") or request.GET.get("audience", "")
    if request.method == "POST":
        services.publish_result(found.pk, chosen, by=request.actor)
        messages.success(request, _("已公布。新的范围里的人现在就能看。"))
        return redirect("results:result", code)
    wider = {circle.value: circle.label for circle in selectors.wider_audiences(found)}
    sheet = sheet_of(found.figures, is_across=found.is_across)
    context = {
        **heading(found, sheet, request.actor),
        "wider": wider.items(),
        "goes_out": goes_out(found, sheet),
    }
    if chosen not in wider:
        return render(request, "results/publish.html", context)
    context |= {
        "title": _("把公布范围定为“%(circle)s”？") % {"circle": wider[chosen]},
        "stays_back": stays_back(chosen),
        "action": f"{request.path}?audience={chosen}",
    }
    return render(request, "results/publish_asked.html", context)
