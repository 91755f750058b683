"""Follow-ups: what a leader said becomes a draft that keeps the words."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.ledger.exceptions import OnlySecretariat, WrongDetail
from gongping.ledger.models import LedgerItem
from gongping.ledger.services.common import keep, put_on_record
from gongping.ledger.services.numbering import next_number
from gongping.ledger.states import ItemKind, Track
from gongping.organisation.selectors import get_unit

LONGEST_TITLE = 40
_CLAUSE = re.compile(r"[。；！？;!?\n]")
_BREATH = re.compile(r"[，、：,:]")


@transaction.atomic
def raise_follow_up(  # noqa: PLR0913 - quotation and source belong together
    *,
    quote: str,
    author: str,
    occasion: str,
    unit_id: int,
    track: str = Track.BUSINESS,
    due_on: date | None = None,
    source_key: str,
    year: int,
    kind: str = ItemKind.FOLLOW_UP,
    by: Actor,
) -> LedgerItem:
    """Draft an item for the unit from a leader's words or a meeting's decision.

    The same source raises one item only: a second call returns the first.
    """
    if not by.is_any(Role.LEADER, Role.SECRETARIAT):
        raise OnlySecretariat
    if not quote.strip():
        raise WrongDetail(_("请写要办的事。"), "text")
    if known := _known(source_key):
        return known
    unit = get_unit(unit_id)
    item = LedgerItem(number=next_number(year, unit), year=year, kind=kind)
    # Taking the number made others wait: whoever waited looks again.
    if known := _known(source_key):
        return known
    item.title, item.source_quote = title_from(quote), quote.strip()
    item.track, item.lead_unit = track, unit
    item.due_on = item.original_due_on = due_on
    item.source_author, item.source_occasion = author[:80], occasion[:120]
    item.source_key = source_key
    keep(item, by=by)
    put_on_record("item:raised", item, by=by, author=author)
    return item


def _known(source_key: str) -> LedgerItem | None:
    return LedgerItem.objects.filter(source_key=source_key or None).first()


def title_from(quote: str) -> str:
    """Return a title from somebody's words: the first clause that is long enough."""
    clause = next((c.strip() for c in _CLAUSE.split(quote) if c.strip()), quote.strip())
    if len(clause) <= LONGEST_TITLE:
        return clause
    kept = ""
    for part in _BREATH.split(clause):
        longer = f"{kept}，{part}" if kept else part
        if len(longer) > LONGEST_TITLE:
            break
        kept = longer
    return kept or f"{clause[: LONGEST_TITLE - 1]}…"
