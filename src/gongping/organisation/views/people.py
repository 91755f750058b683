"""People: find them, read one, add or change one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.foundation.audience import audience
from gongping.foundation.names import local_name
from gongping.foundation.paging import page_of
from gongping.foundation.sent import whole_number
from gongping.organisation import selectors, services
from gongping.organisation.forms import POSTS, RANKS, PersonForm
from gongping.organisation.policies import can_manage
from gongping.organisation.selectors import PeopleFilter
from gongping.organisation.views.answers import KEEPERS, READERS, page


@audience(READERS)
def table(request: HttpRequest) -> HttpResponse:
    """List the people found, forty a page."""
    chosen = _chosen(request)
    context = {
        "people": page_of(request, selectors.find_people(chosen)),
        "chosen": chosen,
        "units": selectors.list_units(),
        "ranks": RANKS,
        "posts": [(kind.value, kind.label) for kind in POSTS],
    }
    return page(request, "organisation/people.html", context, "people")


def _chosen(request: HttpRequest) -> PeopleFilter:
    asked = request.GET
    show = asked.get("show", "") if can_manage(request.actor) else ""
    return PeopleFilter(
        query=asked.get("q", "").strip()[:60],
        unit_id=whole_number(asked.get("unit", "")),
        rank=whole_number(asked.get("rank", "")),
        kind=asked.get("post", ""),
        show=show,
    )


@audience(READERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person with posts and links, now and before."""
    found = selectors.person_page(pk)
    context = {"found": found, "person": found.person}
    return page(request, "organisation/person.html", context, "people")


@audience(KEEPERS)
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    initial = {"unit": request.GET.get("unit", ""), "is_active": True}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.attempt(
        lambda: services.save_person(form.details(), by=request.actor)
    ):
        messages.success(
            request, _("已加上“%(name)s”。") % {"name": local_name(form.done)}
        )
        return redirect("organisation:person", form.done.pk)
    return page(request, "organisation/person_form.html", {"form": form}, "people")


@audience(KEEPERS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person and the posts held."""
    found = selectors.person_page(pk)
    form = PersonForm(request.POST or None, initial=PersonForm.initial_of(found))
    if request.method == "POST" and form.attempt(
        lambda: services.save_person(form.details(), by=request.actor, person_id=pk)
    ):
        messages.success(
            request, _("已保存“%(name)s”。") % {"name": local_name(form.done)}
        )
        return redirect("organisation:person", pk)
    context = {"form": form, "person": found.person}
    return page(request, "organisation/person_form.html", context, "people")
