"""Correcting a document; nothing typed is lost, whoever saved first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.bulletins import selectors, services
from gongping.bulletins.exceptions import Changed
from gongping.bulletins.forms import BulletinForm, form_of
from gongping.bulletins.policies import check_can_edit
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.foundation.sent import whole_number


@audience(Role.SECRETARIAT)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text to be corrected, and keep what was typed."""
    found = selectors.get_bulletin(pk, request.actor)
    check_can_edit(found, request.actor)
    if request.method != "POST":
        return _page(request, found, form_of(found))
    form = BulletinForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    version = whole_number(request.POST.get("version")) or 0
    try:
        services.correct(pk, form.words, version=version, by=request.actor)
    except Invalid as error:
        form.add_error(error.field, error.message)
        return _page(request, found, form, status=error.status)
    except Changed as error:
        return _page(request, found, form, status=error.status)
    messages.success(request, _("已保存。"))
    return redirect("bulletins:bulletin", pk)


def _page(
    request: HttpRequest, found: object, form: BulletinForm, status: int = 200
) -> HttpResponse:
    context = {
        "rail_current": "bulletins",
        "bulletin": found,
        "form": form,
        "is_changed": status == Changed.status,
    }
    return render(request, "bulletins/edit.html", context, status=status)
