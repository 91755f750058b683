"""One item from assignment to look-back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.names import local_name
from gongping.ledger import policies, selectors
from gongping.ledger.checks import check_publishable
from gongping.ledger.exceptions import NotPublishable
from gongping.ledger.states import OPEN_EXTENSIONS, UNPUBLISHED, ExtensionState
from gongping.ledger.views import words
from gongping.ledger.views.item_steps import extension_steps, steps_of
from gongping.ledger.views.readers import READERS
from gongping.ledger.views.shown import shown
from gongping.ledger.views.stages import stages_of
from gongping.ledger.views.thread import thread_of

if TYPE_CHECKING:
    from gongping.ledger.models import ExtensionRequest, LedgerItem


@audience(READERS)
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show the item with what its reader may do next."""
    item = selectors.get_item(number, request.actor)
    return render(request, "ledger/item.html", page_of_item(item, request.actor))


def page_of_item(item: "LedgerItem", actor: Actor) -> dict[str, Any]:
    """Return all that the page of an item says."""
    steps = steps_of(item, actor)
    supporting = list(item.supporting.all())
    milestones = list(item.milestones.all())
    changes = list(item.changes.all())
    return {
        "rail_current": "ledger",
        "item": item,
        "shown": shown(item),
        "unit_url": f"{reverse('ledger:table')}?unit={item.lead_unit_id}",
        "stages": stages_of(item),
        "steps": steps,
        "head_steps": [one for one in steps if one.is_primary and not one.is_post],
        "note": "" if steps else _only_reading(item),
        "missing": _missing(item, actor),
        "path_count": words.path_count(milestones),
        "moved": [node for node in milestones if words.moved_on(node)],
        "next_node": next((m for m in milestones if not m.reported_on), None),
        "thread": thread_of(item, actor),
        "may_open_files": _may_open_files(item, actor),
        "open_extensions": _asked(item, actor),
        "changes": [_change(change) for change in changes],
        "source_heading": words.source_heading(item),
        "source_by": words.source_by(item),
        "supporting": [_helper(one) for one in supporting],
        "all_confirmed": bool(supporting) and all(s.is_confirmed for s in supporting),
    }


def _missing(item: "LedgerItem", actor: Actor) -> list[dict[str, str]]:
    """Say what a draft still lacks, each leading to the field where it is typed."""
    if item.state not in UNPUBLISHED or not policies.can_edit(item, actor):
        return []
    try:
        check_publishable(item)
    except NotPublishable as error:
        form = reverse("ledger:edit", args=[item.number])
        return [
            {"label": selectors.label_of(name), "url": f"{form}#{_place(name)}"}
            for name in error.missing
        ]
    except DomainError:
        return []
    return []


def _place(name: str) -> str:
    return name if name == "milestones" else f"id_{name}"


def _may_open_files(item: "LedgerItem", actor: Actor) -> bool:
    if not any(update.attachments.all() for update in item.updates.all()):
        return False
    return policies.can_open_evidence(item, actor)


def _only_reading(item: "LedgerItem") -> str:
    unit = local_name(item.lead_unit)
    if not unit:
        return _("您可以看，不能改。")
    return _("这项由%(unit)s填报，您可以看，不能改。") % {"unit": unit}


def _helper(one: Any) -> dict[str, Any]:
    return {"name": local_name(one.unit), "is_confirmed": one.is_confirmed}


def _asked(item: "LedgerItem", actor: Actor) -> list[dict[str, Any]]:
    return [
        _extension(item, ask, actor)
        for ask in item.extensions.all()
        if ask.state in OPEN_EXTENSIONS
    ]


def _extension(
    item: "LedgerItem", ask: "ExtensionRequest", actor: Actor
) -> dict[str, Any]:
    what = f"“{ask.milestone.title}”" if ask.milestone else _("完成时限")
    if policies.takes_deadline_along(ask):
        what = _("%(node)s连同完成时限") % {"node": what}
    return {
        "pk": ask.pk,
        "what": what,
        "old_due_on": ask.old_due_on,
        "new_due_on": ask.new_due_on,
        "reason": ask.reason,
        "by": _signed(ask),
        "steps": extension_steps(item, ask, actor),
    }


def _signed(ask: "ExtensionRequest") -> str:
    if ask.state == ExtensionState.REQUESTED:
        said = _("%(name)s %(day)s提出，待单位负责人签字。")
        return said % _who(ask.requested_by_name, ask.requested_at)
    signed_at = ask.signed_at or ask.requested_at
    return _("%(name)s %(day)s签字。") % _who(
        ask.signed_by_name or ask.requested_by_name, signed_at
    )


def _who(name: str, moment: datetime) -> dict[str, str]:
    return {"name": name, "day": words.day_of(moment)}


def _change(change: Any) -> dict[str, Any]:
    return {
        "at": change.at,
        "label": selectors.label_of(change.field),
        "old": change.old,
        "new": change.new,
        "reason": change.reason,
        "by_name": change.by_name,
    }
