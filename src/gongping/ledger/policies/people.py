"""Who acts, and at which stage the item is: what every policy asks first."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.names import local_name
from gongping.ledger.exceptions import (
    NotInThisState,
    NotYours,
    OnlyHead,
    OnlySecretariat,
)
from gongping.ledger.models import LedgerItem
from gongping.ledger.states import UNPUBLISHED, ItemState


def is_filed_by(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether the actor files for the item: for its lead unit, or by name."""
    if item.lead_unit_id is not None and actor.files_for(item.lead_unit_id):
        return True
    return actor.person_id is not None and actor.person_id == item.responsible_person_id


def check_secretariat(actor: Actor) -> None:
    """Raise unless the actor belongs to the secretariat."""
    if not actor.is_any(Role.SECRETARIAT):
        raise OnlySecretariat


def check_files(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor files for the item."""
    if is_filed_by(item, actor):
        return
    raise NotYours(unit_name(item))


def check_heads(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor heads the lead unit."""
    if item.lead_unit_id is not None and actor.heads(item.lead_unit_id):
        return
    if is_filed_by(item, actor):
        raise OnlyHead(unit_name(item))
    raise NotYours(unit_name(item))


def unit_name(item: LedgerItem) -> str:
    """Return who files for the item, in a word."""
    return local_name(item.lead_unit) or _("秘书处")


def check_unpublished(item: LedgerItem) -> None:
    """Raise if the item has been published."""
    if item.state not in UNPUBLISHED:
        raise NotInThisState(_("这一项已经发布，不在这一步。请刷新页面看最新状态。"))


def check_open(item: LedgerItem) -> None:
    """Raise unless the item is published and not yet closed."""
    if item.state in UNPUBLISHED:
        raise NotInThisState(_("这一项还没有发布，发布后才能办这一步。"))
    if item.state == ItemState.CLOSED:
        raise NotInThisState(_("这一项已经销号，不能再改。"))
