"""Who sees an item, and who registers, changes and publishes it."""

from django.db.models import Q
from django.utils.translation import gettext as _

from gongping.foundation.actors import ADMINISTRATORS, Actor, Role
from gongping.foundation.policies import passes
from gongping.ledger.exceptions import (
    NoSuchItem,
    NotInThisState,
    NotYours,
    OnlySecretariat,
)
from gongping.ledger.models import LedgerItem
from gongping.ledger.policies.people import (
    check_files,
    check_open,
    check_secretariat,
    check_unpublished,
    unit_name,
)
from gongping.ledger.states import UNPUBLISHED, ItemState

READERS = (
    frozenset({Role.SECRETARIAT, Role.LEADER, Role.UNIT, Role.VOTER}) | ADMINISTRATORS
)


def visible_to(actor: Actor) -> Q:
    """Return the condition on items that the actor may see.

    Drafts are seen by the secretariat and by the unit that files for them.
    """
    if actor.is_any(Role.SECRETARIAT):
        return Q()
    if not actor.is_any(*READERS):
        return Q(pk__in=[])
    return ~Q(state__in=UNPUBLISHED) | Q(lead_unit__in=actor.unit_ids)


def check_can_see(item: LedgerItem, actor: Actor) -> None:
    """Raise `NoSuchItem` unless the actor may see the item."""
    if actor.is_any(Role.SECRETARIAT):
        return
    if not actor.is_any(*READERS):
        raise NoSuchItem
    if item.state not in UNPUBLISHED:
        return
    if item.lead_unit_id not in actor.unit_ids:
        raise NoSuchItem


def needs_reason(item: LedgerItem) -> bool:
    """Tell whether a change of the item goes into its history with a reason."""
    return item.state not in UNPUBLISHED


def check_can_create(actor: Actor) -> None:
    """Raise unless the actor may register items at all."""
    if not actor.is_any(Role.SECRETARIAT, Role.UNIT):
        raise OnlySecretariat


def check_can_edit(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may change the item: its unit until it is published."""
    if item.state == ItemState.CLOSED:
        raise NotInThisState(_("这一项已经销号，不能再改。"))
    if actor.is_any(Role.SECRETARIAT):
        return
    check_files(item, actor)
    if item.state not in UNPUBLISHED:
        raise OnlySecretariat


def check_can_adjust(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may name another person or date for a running item."""
    check_secretariat(actor)
    check_open(item)


def check_can_publish(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may publish the draft."""
    check_secretariat(actor)
    check_unpublished(item)
    if item.state == ItemState.PROPOSED:
        raise NotInThisState(_("单位已提出路径，请用“确认并发布”。"))


def check_can_propose(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor's unit may propose path, person and date."""
    check_files(item, actor)
    check_unpublished(item)


def check_can_confirm(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may confirm what the unit proposed."""
    check_secretariat(actor)
    if item.state != ItemState.PROPOSED:
        raise NotInThisState(_("没有等待确认的路径。请刷新页面看最新状态。"))


def check_can_send_back(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may return a proposal to the unit."""
    check_can_confirm(item, actor)


def check_can_acknowledge(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor's unit may confirm that it received the item (签收)."""
    check_files(item, actor)
    check_open(item)
    if item.acknowledged_on:
        raise NotInThisState(_("这一项已经签收。"))


def check_can_confirm_supporting(item: LedgerItem, actor: Actor) -> None:
    """Raise unless a unit of the actor is asked to help and has not yet agreed."""
    asked = [s for s in item.supporting.all() if actor.files_for(s.unit_id)]
    if not asked:
        raise NotYours(unit_name(item))
    if all(support.is_confirmed for support in asked):
        raise NotInThisState(_("您的单位已经确认配合。"))


def can_see(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_see` lets the step pass."""
    return passes(check_can_see, item, actor)


def can_create(actor: Actor) -> bool:
    """Tell whether `check_can_create` lets the step pass."""
    return passes(check_can_create, actor)


def can_edit(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_edit` lets the step pass."""
    return passes(check_can_edit, item, actor)


def can_adjust(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_adjust` lets the step pass."""
    return passes(check_can_adjust, item, actor)


def can_publish(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_publish` lets the step pass."""
    return passes(check_can_publish, item, actor)


def can_propose(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_propose` lets the step pass."""
    return passes(check_can_propose, item, actor)


def can_confirm(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_confirm` lets the step pass."""
    return passes(check_can_confirm, item, actor)


def can_send_back(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_send_back` lets the step pass."""
    return passes(check_can_send_back, item, actor)


def can_acknowledge(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_acknowledge` lets the step pass."""
    return passes(check_can_acknowledge, item, actor)


def can_confirm_supporting(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_confirm_supporting` lets the step pass."""
    return passes(check_can_confirm_supporting, item, actor)
