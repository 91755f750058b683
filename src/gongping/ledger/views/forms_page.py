"""How a form about one item is shown, answered and, if it will not do, shown again."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongping.foundation.errors import DomainError, Invalid
from gongping.foundation.sent import whole_number
from gongping.ledger.views import words
from gongping.ledger.views.shown import shown

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem

UNUSABLE = 422


def about(item: "LedgerItem", **more: Any) -> dict[str, Any]:
    """Return what every form about an item shows beside itself."""
    return {
        "rail_current": "ledger",
        "item": item,
        "shown": shown(item),
        "version": item.version,
        "source_heading": words.source_heading(item),
        "source_by": words.source_by(item),
        "busy": _("正在交…"),
        **more,
    }


def page(
    request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    """Show the form; with status 422 if what was sent cannot be used."""
    status = UNUSABLE if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)


def blame(form: forms.Form, error: DomainError) -> None:
    """Write the refusal at the field that it names, or over the form."""
    field = error.field if isinstance(error, Invalid) else None
    form.add_error(field if field in form.fields else None, error.message)


def posted(request: HttpRequest) -> Any:
    """Return what was sent, be it nothing at all; None where a form is only shown."""
    return request.POST if request.method == "POST" else None


def files_of(request: HttpRequest) -> Any:
    """Return the files that were sent; None where a form is only shown."""
    return request.FILES if request.method == "POST" else None


def version_of(request: HttpRequest) -> int | None:
    """Return which version of the item the form was filled in for."""
    return whole_number(request.POST.get("version"))
