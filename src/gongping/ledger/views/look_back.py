"""Looking back at a closed item: does what was done still stand?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.ledger import policies, selectors, services
from gongping.ledger.forms import LookBackForm
from gongping.ledger.views.forms_page import about, page, posted


@audience(Role.SECRETARIAT, Role.LEADER)
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Take down what was found, once."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_look_back(item, request.actor)
    form = LookBackForm(posted(request))
    if form.is_valid():
        services.record_look_back(item, form.cleaned_data["result"], by=request.actor)
        messages.success(request, _("回头看结果已记下。"))
        return redirect("ledger:item", number)
    heading = _("写回头看结果")
    context = about(item, heading=heading, button=_("记下结果"))
    return page(request, "ledger/reason.html", form, context)
