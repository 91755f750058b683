"""An opened row: the latest report, the next milestone, whose words, what to do."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.foundation import format
from gongping.foundation.actors import Actor
from gongping.ledger.views.item_steps import row_steps
from gongping.ledger.views.shown import shown

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


def opened_of(item: "LedgerItem", actor: Actor) -> dict[str, Any]:
    """Return what an opened row says; the item comes from `get_item`."""
    row = shown(item)
    latest = next(iter(item.updates.all()), None)
    ahead = next((m for m in item.milestones.all() if not m.reported_on), None)
    return {
        "number": item.number,
        "url": row.url,
        "person": row.person,
        "source": row.source,
        "nodes": row.nodes,
        "latest": latest,
        "attachment_count": len(latest.attachments.all()) if latest else 0,
        "next_node": ahead,
        "next_said": _next_said(ahead),
        "obstacle": item.obstacle,
        "quote": item.source_quote,
        "quote_author": item.source_author,
        "steps": row_steps(item, actor),
    }


def _next_said(ahead: Any) -> str:
    if ahead is None:
        return _("节点都已报过。")
    return format.relative_days(ahead.due_on) + _("。")
