"""Progress: one report a milestone; the head confirms, the secretariat verifies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.ledger.exceptions import NoSuchThing, NotPossibleYet, WrongDetail
from gongping.ledger.models import LedgerItem, Milestone, ProgressUpdate
from gongping.ledger.policies import (
    check_can_confirm_update,
    check_can_report,
    check_can_return_update,
    check_can_verify_update,
)
from gongping.ledger.services.closing import close_if_complete
from gongping.ledger.services.common import held, keep, put_on_record
from gongping.ledger.services.files import attach, check_files
from gongping.ledger.states import (
    ITEM_TRANSITIONS,
    PENDING,
    UPDATE_TRANSITIONS,
    ItemState,
    UpdateState,
)

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_TEXT = 2000
LONGEST_OBSTACLE = 300


@transaction.atomic
def report_progress(
    item: LedgerItem,
    *,
    milestone: Milestone | int | None = None,
    text: str,
    obstacle: str = "",
    files: Sequence["UploadedFile[Any]"] = (),
    by: Actor,
) -> ProgressUpdate:
    """Take a report on a milestone, or on the whole item; it then waits for review.

    From a head it counts as confirmed. A milestone is reported once, unless the
    report comes back.
    """
    item = held(item)
    check_can_report(item, by)
    _check_texts(text, obstacle)
    check_files(files)
    node = _node_of(item, milestone)
    update = ProgressUpdate.objects.create(
        item=item,
        milestone=node,
        text=text.strip(),
        obstacle=obstacle.strip(),
        reported_at=clock.now(),
        reported_by_name=by.name,
    )
    attach(update, files)
    _count(item, node, obstacle.strip(), by)
    put_on_record("progress:reported", item, by=by, milestone=str(node or ""))
    if item.lead_unit_id is not None and by.heads(item.lead_unit_id):
        _confirm(update, by)
    return update


def _check_texts(text: str, obstacle: str) -> None:
    if not text.strip():
        raise WrongDetail(_("请写做成了什么。"), "text")
    if len(text.strip()) > LONGEST_TEXT:
        raise WrongDetail(_("最多 %(n)d 字，请删短。") % {"n": LONGEST_TEXT}, "text")
    if len(obstacle.strip()) > LONGEST_OBSTACLE:
        text = _("最多 %(n)d 字，请删短。") % {"n": LONGEST_OBSTACLE}
        raise WrongDetail(text, "obstacle")


def _node_of(item: LedgerItem, milestone: Milestone | int | None) -> Milestone | None:
    if milestone is None:
        if item.updates.filter(milestone__isnull=True, state__in=PENDING).exists():
            text = _("整个事项的进展已经报了，正在等审核。退回后可以重报。")
            raise NotPossibleYet(text)
        return None
    key = milestone if isinstance(milestone, int) else milestone.pk
    found = next((m for m in item.milestones.all() if m.pk == key), None)
    if found is None:
        raise WrongDetail(_("没有这个节点。请从列表里选。"), "milestone")
    if found.reported_on is not None:
        text = _("“%(node)s”已经报过，一个节点报一次。退回后可以重报。")
        raise WrongDetail(text % {"node": found.title}, "milestone")
    return found


def _count(item: LedgerItem, node: Milestone | None, obstacle: str, by: Actor) -> None:
    """From now on the milestone is not late and the item waits for review."""
    today = clock.today()
    if node is not None:
        node.reported_on = today
        node.save(update_fields=["reported_on"])
    item.obstacle = obstacle
    item.last_reported_on, item.last_nudged_on = today, None
    item.acknowledged_on = item.acknowledged_on or today
    if item.state != ItemState.AWAITING:
        transition(item, ItemState.AWAITING, ITEM_TRANSITIONS)
    keep(item, by=by)


@transaction.atomic
def confirm_update(update: ProgressUpdate, *, by: Actor) -> ProgressUpdate:
    """Let the head stand behind the report; it goes to the secretariat."""
    update = _held_update(update)
    check_can_confirm_update(update, by)
    return _confirm(update, by)


def _confirm(update: ProgressUpdate, by: Actor) -> ProgressUpdate:
    transition(update, UpdateState.CONFIRMED, UPDATE_TRANSITIONS)
    update.confirmed_by_name = by.name
    update.save()
    put_on_record("progress:confirmed", update.item, by=by)
    return update


@transaction.atomic
def verify_update(
    update: ProgressUpdate, *, note: str = "", by: Actor
) -> ProgressUpdate:
    """Accept the report; with the last milestone the item is closed out (销号)."""
    update = _held_update(update)
    check_can_verify_update(update, by)
    _review(update, UpdateState.VERIFIED, note, by)
    if update.milestone is not None:
        update.milestone.verified_on = clock.today()
        update.milestone.save(update_fields=["verified_on"])
    put_on_record("progress:verified", update.item, by=by, note=note)
    _settle(update.item, by)
    return update


@transaction.atomic
def return_update(update: ProgressUpdate, note: str, *, by: Actor) -> ProgressUpdate:
    """Return the report with the reason: its milestone is due again, as before."""
    update = _held_update(update)
    check_can_return_update(update, by)
    if not note.strip():
        raise WrongDetail(_("请写退回的理由，单位照着改。"), "note")
    _review(update, UpdateState.RETURNED, note, by)
    if update.milestone is not None:
        update.milestone.reported_on = None
        update.milestone.save(update_fields=["reported_on"])
    put_on_record("progress:returned", update.item, by=by, note=note)
    _settle(update.item, by)
    return update


def _held_update(update: ProgressUpdate) -> ProgressUpdate:
    rows = ProgressUpdate.objects.select_for_update(of=("self",))
    found = rows.select_related("milestone").filter(pk=update.pk).first()
    if found is None:
        raise NoSuchThing
    found.item = held(LedgerItem(pk=found.item_id))
    return found


def _review(update: ProgressUpdate, state: str, note: str, by: Actor) -> None:
    transition(update, state, UPDATE_TRANSITIONS)
    update.review_note = note.strip()[:LONGEST_OBSTACLE]
    update.reviewed_at, update.reviewed_by_name = clock.now(), by.name
    update.save()


def _settle(item: LedgerItem, by: Actor) -> None:
    """Put the item where its reports say: waiting still, running, or closed."""
    item = held(item)
    if item.updates.filter(state__in=PENDING).exists():
        keep(item, by=by)
        return
    if close_if_complete(item, by=by):
        return
    transition(item, ItemState.PUBLISHED, ITEM_TRANSITIONS)
    keep(item, by=by)
