"""How the screens of this room answer: the page, or the page with what to mend."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.foundation.actors import Role
from gongping.foundation.audience import SIGNED_IN
from gongping.organisation.policies import can_manage

READERS = SIGNED_IN
KEEPERS = frozenset({Role.SECRETARIAT, Role.SYSTEM_ADMIN})
NOT_TAKEN = 422


def page(
    request: HttpRequest, template: str, context: dict[str, Any], tab: str = ""
) -> HttpResponse:
    """Show a page of the organisation; 422 if its form has something to mend."""
    form = context.get("form")
    is_wrong = isinstance(form, Form) and form.is_bound and bool(form.errors)
    context = {
        "rail_current": "organisation",
        "tab": tab,
        "may_manage": can_manage(request.actor),
        **context,
    }
    return render(request, template, context, status=NOT_TAKEN if is_wrong else 200)
