"""Which leader supervises or is linked with which unit: the matrix, and changing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation.audience import audience
from gongping.foundation.names import local_name
from gongping.organisation import selectors, services
from gongping.organisation.forms import LinksForm
from gongping.organisation.views.answers import KEEPERS, READERS, page


@audience(READERS)
def matrix(request: HttpRequest) -> HttpResponse:
    """Show leaders by units."""
    context = {"matrix": selectors.matrix()}
    return page(request, "organisation/matrix.html", context, "links")


@audience(KEEPERS)
def of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the links of one unit with all leaders."""
    unit = selectors.get_unit(pk)
    kinds = {link.leader_id: link.kind for link in selectors.leaders_of_unit(pk)}
    leaders = selectors.list_leaders()
    form = LinksForm(request.POST or None, partners=leaders, kinds=kinds)

    def save() -> None:
        day, changed = form.cleaned_data["on"], form.changed()
        _say(request, services.set_links_of_unit(unit, changed, day, by=request.actor))

    if request.method == "POST" and form.attempt(save):
        return redirect("organisation:unit", pk)
    context = {"form": form, "unit": unit, "name": local_name(unit)}
    return page(request, "organisation/links_form.html", context, "links")


@audience(KEEPERS)
def of_leader(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the links of one leader with all units."""
    leader = selectors.get_person(pk)
    kinds = {link.unit_id: link.kind for link in selectors.units_of_leader(pk)}
    units = selectors.list_units()
    form = LinksForm(request.POST or None, partners=units, kinds=kinds)

    def save() -> None:
        day, changed = form.cleaned_data["on"], form.changed()
        by = request.actor
        _say(request, services.set_links_of_leader(leader, changed, day, by=by))

    if request.method == "POST" and form.attempt(save):
        return redirect("organisation:matrix")
    context = {"form": form, "leader": leader, "name": local_name(leader)}
    return page(request, "organisation/links_form.html", context, "links")


def _say(request: HttpRequest, count: int) -> None:
    if not count:
        messages.warning(request, _("没有改动，原来的关系照旧。"))
        return
    done = ngettext(
        "已改 %(n)d 处领导联系，原来的记在历史里。",
        "已改 %(n)d 处领导联系，原来的记在历史里。",
        count,
    )
    messages.success(request, done % {"n": count})
