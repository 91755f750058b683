"""Another responsible person or date, with its reason; also inside an opened row."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import AdjustForm
from gongping.ledger.views import choices
from gongping.ledger.views.forms_page import about, blame, page, posted, version_of
from gongping.ledger.views.readers import FILERS

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


@audience(FILERS)
def adjust(request: HttpRequest, number: str) -> HttpResponse:
    """Show the two fields and their reason, or change them."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_adjust(item, request.actor)
    now = {"responsible_person": item.responsible_person_id, "due_on": item.due_on}
    form = AdjustForm(
        posted(request), initial=now, people=choices.people(item.lead_unit_id)
    )
    if form.is_valid() and _changed(request, item, form):
        return redirect("ledger:item", number)
    is_inline = request.htmx and not form.is_bound
    template = "ledger/form/_adjust.html" if is_inline else "ledger/adjust.html"
    context = about(item, heading=_("改责任人、时限"), button=_("改过来"))
    return page(request, template, form, context)


def _changed(request: HttpRequest, item: "LedgerItem", form: AdjustForm) -> bool:
    try:
        services.adjust_item(
            item, **form.cleaned_data, version=version_of(request), by=request.actor
        )
    except DomainError as error:
        blame(form, error)
        return False
    messages.success(request, _("已改，理由记入改动记录。"))
    return True
