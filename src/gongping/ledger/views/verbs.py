"""Steps on an item that need no form: publish, acknowledge, press, confirm support."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.ledger import selectors, services
from gongping.ledger.views.readers import FILERS


@audience(Role.SECRETARIAT)
@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Publish the item, or say on its page what is missing."""
    item = selectors.get_item(number, request.actor)
    try:
        services.publish_item(item, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已发布，单位按路径办理。"))
    return redirect("ledger:item", number)


@audience(FILERS)
@require_POST
def acknowledge(request: HttpRequest, number: str) -> HttpResponse:
    """Sign for the item on behalf of the unit (签收)."""
    item = selectors.get_item(number, request.actor)
    services.acknowledge_item(item, by=request.actor)
    messages.success(request, _("已签收。请按路径办理，每个节点报一次进展。"))
    return redirect("ledger:item", number)


@audience(Role.SECRETARIAT)
@require_POST
def expedite(request: HttpRequest, number: str) -> HttpResponse:
    """Press the unit for what is due."""
    item = selectors.get_item(number, request.actor)
    services.expedite_item(item, by=request.actor)
    messages.success(request, _("已催办，单位的待办里会看到。"))
    return redirect("ledger:item", number)


@audience(FILERS)
@require_POST
def confirm_support(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm that the actor's unit helps with the item."""
    item = selectors.get_item(number, request.actor)
    services.confirm_support(item, by=request.actor)
    messages.success(request, _("已确认配合。"))
    return redirect("ledger:item", number)
