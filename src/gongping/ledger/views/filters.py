"""Filters that a person keeps under a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import services
from gongping.ledger.forms import FilterNameForm
from gongping.ledger.views.readers import READERS


@audience(READERS)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the page under the name given."""
    query = request.POST.get("query", "")
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors["name"]))))
        return redirect(f"{reverse('ledger:table')}?{query}")
    name = form.cleaned_data["name"]
    try:
        services.save_filter(name, query, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已存为“%(name)s”。") % {"name": name})
    return redirect(f"{reverse('ledger:table')}?{query}")


@audience(READERS)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the filter no longer."""
    services.delete_filter(pk, by=request.actor)
    messages.success(request, _("已去掉。事项不受影响。"))
    return redirect("ledger:table")
