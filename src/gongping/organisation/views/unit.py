"""One unit: read it, add or change it, end it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.foundation.audience import audience
from gongping.foundation.names import local_name
from gongping.organisation import selectors, services
from gongping.organisation.forms import EndUnitForm, UnitForm
from gongping.organisation.views.answers import KEEPERS, READERS, page


@audience(READERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the unit with posts, people and leaders, now and before."""
    found = selectors.unit_page(pk)
    context = {"found": found, "unit": found.unit, "people": found.people}
    return page(request, "organisation/unit.html", context, "tree")


@audience(KEEPERS)
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    form = UnitForm(request.POST or None, initial=_first_guess(request))
    if request.method == "POST" and form.attempt(
        lambda: services.save_unit(form.details(), by=request.actor)
    ):
        messages.success(
            request, _("已加上“%(name)s”。") % {"name": local_name(form.done)}
        )
        return redirect("organisation:unit", form.done.pk)
    return page(request, "organisation/unit_form.html", {"form": form}, "tree")


def _first_guess(request: HttpRequest) -> dict[str, object]:
    last = max((unit.position for unit in selectors.list_units()), default=0)
    organisation = selectors.get_organisation()
    return {
        "position": last + 1,
        "parent": request.GET.get("parent", ""),
        "level": organisation.level if organisation else "",
    }


@audience(KEEPERS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    unit = selectors.get_unit(pk)
    form = UnitForm(request.POST or None, unit=unit, initial=UnitForm.initial_of(unit))
    if request.method == "POST" and form.attempt(
        lambda: services.save_unit(form.details(), by=request.actor, unit_id=pk)
    ):
        messages.success(
            request, _("已保存“%(name)s”。") % {"name": local_name(form.done)}
        )
        return redirect("organisation:unit", pk)
    context = {"form": form, "unit": unit}
    return page(request, "organisation/unit_form.html", context, "tree")


@audience(KEEPERS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit on a day; its past stays readable."""
    found = selectors.unit_page(pk)
    form = EndUnitForm(request.POST or None)
    if request.method == "POST" and form.attempt(
        lambda: services.end_unit(pk, form.cleaned_data["ended_on"], by=request.actor)
    ):
        done = _("“%(name)s”已撤销，以前的记录都还在。")
        messages.success(request, done % {"name": local_name(found.unit)})
        return redirect("organisation:unit", pk)
    context = {"form": form, "unit": found.unit, "found": found}
    return page(request, "organisation/unit_end.html", context, "tree")
