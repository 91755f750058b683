"""More time: asked before the date, signed by the head, decided by the secretariat."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation import format as formats
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.ledger.exceptions import NoSuchThing, TooLateForExtension, WrongDetail
from gongping.ledger.models import ExtensionRequest, LedgerItem, Milestone
from gongping.ledger.policies import (
    carries_deadline,
    check_can_decide_extension,
    check_can_request_extension,
    check_can_sign_extension,
    takes_deadline_along,
)
from gongping.ledger.services.common import held, keep, note_change, put_on_record
from gongping.ledger.states import EXTENSION_TRANSITIONS, ExtensionState

LONGEST_REASON = 300


@transaction.atomic
def request_extension(
    item: LedgerItem,
    *,
    milestone: Milestone | None = None,
    new_due_on: date,
    reason: str,
    by: Actor,
) -> ExtensionRequest:
    """Ask for more time for a milestone or the deadline, on its day at the latest.

    The last milestone takes the deadline along. Until it is granted the old date
    counts. From a head it is signed at once.
    """
    item = held(item)
    check_can_request_extension(item, by)
    node = _node_of(item, milestone)
    old = node.due_on if node else item.due_on
    if old is None or old < clock.today():
        raise TooLateForExtension
    _check_dates(item, node, old, new_due_on)
    if not reason.strip():
        raise WrongDetail(_("请写延期的理由。"), "reason")
    ask = ExtensionRequest.objects.create(
        item=item,
        milestone=node,
        old_due_on=old,
        new_due_on=new_due_on,
        reason=reason.strip()[:LONGEST_REASON],
        requested_at=clock.now(),
        requested_by_name=by.name,
    )
    put_on_record("extension:requested", item, by=by, due_on=new_due_on)
    if item.lead_unit_id is not None and by.heads(item.lead_unit_id):
        _sign(ask, by)
    return ask


def _node_of(item: LedgerItem, milestone: Milestone | None) -> Milestone | None:
    if milestone is None:
        return None
    found = next((m for m in item.milestones.all() if m.pk == milestone.pk), None)
    if found is None:
        raise WrongDetail(_("没有这个节点。请从列表里选。"), "milestone")
    if found.reported_on is not None:
        text = _("“%(node)s”已经报过，不用延期。") % {"node": found.title}
        raise WrongDetail(text, "milestone")
    return found


def _check_dates(
    item: LedgerItem, node: Milestone | None, old: date, new: date
) -> None:
    if new <= old:
        text = _("新的时限要晚于原来的 %(day)s。") % {"day": formats.day_year(old)}
        raise WrongDetail(text, "new_due_on")
    if node is None or item.due_on is None or carries_deadline(item, node):
        return
    if new > item.due_on:
        text = _("节点不能晚于完成时限（%(day)s）。请先申请延完成时限。")
        words = {"day": formats.day_year(item.due_on)}
        raise WrongDetail(text % words, "new_due_on")


@transaction.atomic
def sign_extension(ask: ExtensionRequest, *, by: Actor) -> ExtensionRequest:
    """Let the head sign the request; it goes to the secretariat."""
    ask = _held_ask(ask)
    check_can_sign_extension(ask, by)
    return _sign(ask, by)


def _sign(ask: ExtensionRequest, by: Actor) -> ExtensionRequest:
    transition(ask, ExtensionState.SIGNED, EXTENSION_TRANSITIONS)
    ask.signed_at, ask.signed_by_name = clock.now(), by.name
    ask.save()
    put_on_record("extension:signed", ask.item, by=by)
    return ask


@transaction.atomic
def decline_to_sign(ask: ExtensionRequest, *, note: str, by: Actor) -> ExtensionRequest:
    """Let the head turn the request down, with the reason."""
    ask = _held_ask(ask)
    check_can_sign_extension(ask, by)
    return _declined(ask, note, by)


@transaction.atomic
def decide_extension(
    ask: ExtensionRequest, *, granted: bool, note: str = "", by: Actor
) -> ExtensionRequest:
    """Move the date, or leave it with a reason; the first date is kept for ever."""
    ask = _held_ask(ask)
    check_can_decide_extension(ask, by)
    if not granted:
        return _declined(ask, note, by)
    _decided(ask, ExtensionState.GRANTED, note, by)
    _move(ask, by)
    put_on_record("extension:granted", ask.item, by=by, due_on=ask.new_due_on)
    return ask


def _declined(ask: ExtensionRequest, note: str, by: Actor) -> ExtensionRequest:
    if not note.strip():
        raise WrongDetail(_("请写不同意的理由。"), "note")
    _decided(ask, ExtensionState.DECLINED, note, by)
    put_on_record("extension:declined", ask.item, by=by, note=note)
    return ask


def _decided(ask: ExtensionRequest, state: str, note: str, by: Actor) -> None:
    transition(ask, state, EXTENSION_TRANSITIONS)
    ask.decided_at, ask.decided_by_name = clock.now(), by.name
    ask.decision_note = note.strip()[:LONGEST_REASON]
    ask.save()


def _move(ask: ExtensionRequest, by: Actor) -> None:
    item, node = ask.item, ask.milestone
    if node is not None:
        _note(ask, node.title, ask.old_due_on, by)
        node.due_on = ask.new_due_on
        node.save(update_fields=["due_on"])
        _put_in_order(item)
    if node is None or takes_deadline_along(ask):
        _note(ask, "due_on", item.due_on, by)
        item.due_on = ask.new_due_on
    getattr(item, "_prefetched_objects_cache", {}).clear()
    keep(item, by=by)


def _note(ask: ExtensionRequest, field: str, old: date | None, by: Actor) -> None:
    note_change(ask.item, field, old=old, new=ask.new_due_on, reason=ask.reason, by=by)


def _put_in_order(item: LedgerItem) -> None:
    """Places on the path follow the dates."""
    ordered = sorted(
        item.milestones.order_by("position"), key=lambda m: (m.due_on, m.position)
    )
    for shift in (1000, 0):
        for n, milestone in enumerate(ordered, 1):
            item.milestones.filter(pk=milestone.pk).update(position=shift + n)


def _held_ask(ask: ExtensionRequest) -> ExtensionRequest:
    rows = ExtensionRequest.objects.select_for_update(of=("self",))
    found = rows.select_related("milestone").filter(pk=ask.pk).first()
    if found is None:
        raise NoSuchThing
    found.item = held(LedgerItem(pk=found.item_id))
    return found
