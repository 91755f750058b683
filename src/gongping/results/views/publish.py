"""Deciding who else may read the result: choose, be asked once, done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.results import selectors, services
from gongping.results.sheet import sheet_of
from gongping.results.views.shared import HERE, heading


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
    if chosen not in wider:
        sheet = sheet_of(found.figures)
        context = {**heading(found, sheet, request.actor), "wider": wider.items()}
        return render(request, "results/publish.html", context)
    context = {
        "poll": found.poll,
        "title": _("把公布范围定为“%(circle)s”？") % {"circle": wider[chosen]},
        "body": _("范围里的人从现在起就能看各单位的得分和票面分布。"),
        "note": _("公布以后不能收回，只能再扩大范围。"),
        "action": f"{request.path}?audience={chosen}",
        "label": _("公布"),
        "back_url": reverse("results:publish", args=[code]),
    }
    return render(request, "shell/confirm.html", {**HERE, **context})
