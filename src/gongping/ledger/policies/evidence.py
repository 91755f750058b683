"""Who opens the files that came with a report.

What was done is everybody's to read; the papers that prove it may hold names, drafts
and figures of others, so they stay with those who answer for the item.
"""

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.ledger.exceptions import NotYourEvidence
from gongping.ledger.models import LedgerItem
from gongping.ledger.policies.people import is_filed_by, unit_name
from gongping.ledger.policies.registering import check_can_see
from gongping.organisation.selectors import units_of_leader


def check_can_open_evidence(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor files, helps, leads or verifies; two queries at most."""
    check_can_see(item, actor)
    if actor.is_any(Role.SECRETARIAT) or is_filed_by(item, actor):
        return
    concerned = {item.lead_unit_id, *(one.unit_id for one in item.supporting.all())}
    if actor.unit_ids & concerned or _linked_units(actor) & concerned:
        return
    raise NotYourEvidence(unit_name(item))


def can_open_evidence(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_open_evidence` would pass."""
    return passes(check_can_open_evidence, item, actor)


def _linked_units(actor: Actor) -> set[int]:
    if actor.person_id is None or not actor.is_any(Role.LEADER):
        return set()
    return {link.unit_id for link in units_of_leader(actor.person_id)}
