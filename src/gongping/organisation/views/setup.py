"""The organisation's own name, and the categories of its units."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.audience import audience
from gongping.foundation.errors import Missing
from gongping.organisation import selectors, services
from gongping.organisation.forms import CategoryForm, OrganisationForm
from gongping.organisation.views.answers import KEEPERS, page


@audience(KEEPERS)
def show(request: HttpRequest) -> HttpResponse:
    """Show the name and the categories."""
    return _page(request)


def _page(request: HttpRequest, **forms: Any) -> HttpResponse:
    organisation = selectors.get_organisation()
    categories = selectors.list_categories()
    last = max((row.position for row in categories), default=0)
    initial = {
        "name": organisation.name if organisation else "",
        "name_en": organisation.name_en if organisation else "",
    }
    context = {
        "organisation": organisation,
        "categories": selectors.count_categories(),
        "naming": OrganisationForm(initial=initial),
        "adding": CategoryForm(initial={"position": last + 1}, prefix="new"),
        **forms,
    }
    return page(request, "organisation/setup.html", context, "setup")


@audience(KEEPERS)
@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Give the organisation another name."""
    form = OrganisationForm(request.POST)
    if form.attempt(
        lambda: services.rename_organisation(**form.cleaned_data, by=request.actor)
    ):
        messages.success(request, _("本单位名称已保存。"))
        return redirect("organisation:setup")
    return _page(request, naming=form, form=form)


@audience(KEEPERS)
@require_POST
def add_category(request: HttpRequest) -> HttpResponse:
    """Add a category."""
    form = CategoryForm(request.POST, prefix="new")
    if form.attempt(
        lambda: services.save_category(**form.cleaned_data, by=request.actor)
    ):
        messages.success(request, _("已加上“%(name)s”。") % form.cleaned_data)
        return redirect("organisation:setup")
    return _page(request, adding=form, form=form)


@audience(KEEPERS)
def category(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a category."""
    found = {row.pk: row for row in selectors.list_categories()}.get(pk)
    if found is None:
        raise Missing(_("没有这个单位序列。请从“设置”里选。"))
    initial = {key: getattr(found, key) for key in ("name", "name_en", "position")}
    form = CategoryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.attempt(
        lambda: services.save_category(
            **form.cleaned_data, by=request.actor, category_id=pk
        )
    ):
        messages.success(request, _("已保存“%(name)s”。") % form.cleaned_data)
        return redirect("organisation:setup")
    context = {"form": form, "category": found}
    return page(request, "organisation/category_form.html", context, "setup")


@audience(KEEPERS)
@require_POST
def delete_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a category that holds no unit."""
    services.delete_category(pk, by=request.actor)
    messages.success(request, _("单位序列已删除。"))
    return redirect("organisation:setup")
