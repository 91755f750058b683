"""The progress of an item as a thread: reports, reviews, granted and refused time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation import format
from gongping.foundation.actors import Actor
from gongping.ledger import policies
from gongping.ledger.states import OPEN_EXTENSIONS, ExtensionState, UpdateState
from gongping.ledger.views import words
from gongping.ledger.views.steps import Step, existing, step

if TYPE_CHECKING:
    from gongping.ledger.models import ExtensionRequest, LedgerItem, ProgressUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated line of the thread."""

    kind: str
    at: datetime
    text: str
    by: str
    tag: str = ""
    obstacle: str = ""
    is_returned: bool = False
    files: list[Any] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


def thread_of(item: "LedgerItem", actor: Actor) -> list[Entry]:
    """Return everything that happened with the item, newest first."""
    entries: list[Entry] = []
    for update in item.updates.all():
        entries.append(_report(item, update, actor))
        entries += _review(update)
    for ask in item.extensions.all():
        if ask.state not in OPEN_EXTENSIONS:
            entries.append(_decision(ask))
    entries += [_nudge(nudge) for nudge in item.nudges.all()]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _report(item: "LedgerItem", update: "ProgressUpdate", actor: Actor) -> Entry:
    node = update.milestone.title if update.milestone else ""
    return Entry(
        kind="report",
        at=update.reported_at,
        text=update.text,
        by=_reported_by(update),
        tag=node,
        obstacle=update.obstacle,
        files=list(update.attachments.all()),
        steps=_update_steps(item, update, actor),
    )


def _reported_by(update: "ProgressUpdate") -> str:
    said = [_("%(name)s填报") % {"name": update.reported_by_name}]
    if update.state == UpdateState.SUBMITTED:
        said.append(_("待单位负责人核"))
    elif update.confirmed_by_name:
        said.append(_("%(name)s已核") % {"name": update.confirmed_by_name})
    if update.state == UpdateState.CONFIRMED:
        said.append(_("待秘书处审核"))
    return "　".join(said)


def _review(update: "ProgressUpdate") -> Iterable[Entry]:
    if not update.reviewed_at:
        return
    is_returned = update.state == UpdateState.RETURNED
    node = update.milestone.title if update.milestone else _("整个事项")
    passed = _("“%(node)s”退回重办。") if is_returned else _("“%(node)s”通过。")
    yield Entry(
        kind="review",
        at=update.reviewed_at,
        text=format.sentences([passed % {"node": node}, update.review_note]),
        by=update.reviewed_by_name,
        tag=_("退回") if is_returned else _("审核"),
        is_returned=is_returned,
    )


def _decision(ask: "ExtensionRequest") -> Entry:
    is_declined = ask.state == ExtensionState.DECLINED
    said = _("不同意延到 %(day)s。") if is_declined else _("同意延到 %(day)s。")
    return Entry(
        kind="review",
        at=ask.decided_at or ask.requested_at,
        text=format.sentences(
            [
                said % {"day": words.day_of(ask.new_due_on)},
                ask.decision_note or ask.reason,
            ]
        ),
        by=ask.decided_by_name,
        tag=_("延期"),
        is_returned=is_declined,
    )


def _nudge(nudge: Any) -> Entry:
    return Entry(
        kind="review",
        at=nudge.at,
        text=nudge.note or _("请按时限报进展。"),
        by=nudge.by_name,
        tag=_("催办"),
        is_returned=True,
    )


def _update_steps(
    item: "LedgerItem", update: "ProgressUpdate", actor: Actor
) -> list[Step]:
    def url(verb: str) -> str:
        return reverse(f"ledger:update_{verb}", args=[item.number, update.pk])

    return [
        one
        for one in existing(
            step(
                "confirm",
                _("核过，交秘书处"),
                url("confirm"),
                lambda: policies.check_can_confirm_update(update, actor),
                is_post=True,
                is_primary=True,
            ),
            step(
                "verify",
                _("审核通过"),
                url("verify"),
                lambda: policies.check_can_verify_update(update, actor),
                is_primary=True,
            ),
            step(
                "return",
                _("退回，写明理由"),
                url("return"),
                lambda: policies.check_can_return_update(update, actor),
            ),
        )
        if one.is_open
    ]
