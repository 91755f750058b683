"""Around the items: year focuses, pressing for what is due, kept filters."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.ledger.exceptions import NoSuchThing, WrongDetail
from gongping.ledger.models import LedgerItem, Nudge, SavedFilter, YearFocus
from gongping.ledger.policies import check_can_expedite, check_can_manage
from gongping.ledger.services.common import held, put_on_record
from gongping.ledger.services.publishing import Outcome

LONGEST_FOCUS = 200
LONGEST_NAME = 20
LONGEST_QUERY = 300
MOST_FILTERS = 20


@transaction.atomic
def record_year_focus(year: int, text: str, *, by: Actor) -> YearFocus:
    """Add a requirement of the leadership for all units in a year, once."""
    check_can_manage(by)
    text = text.strip()
    if not text:
        raise WrongDetail(_("请写这一条要求。"), "text")
    if len(text) > LONGEST_FOCUS:
        text = _("最多 %(n)d 字，请删短。") % {"n": LONGEST_FOCUS}
        raise WrongDetail(text, "text")
    known = YearFocus.objects.filter(year=year, text=text).first()
    if known is not None:
        return known
    rows = YearFocus.objects.filter(year=year)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    focus = YearFocus.objects.create(
        year=year,
        position=last + 1,
        text=text,
        recorded_at=clock.now(),
        recorded_by_name=by.name,
    )
    record("ledger:focus:recorded", by=by, subject=focus, detail={"year": year})
    return focus


@transaction.atomic
def expedite_item(item: LedgerItem, note: str = "", *, by: Actor) -> Nudge:
    """Press the unit for what is due (催办): on the item and in its to-do list."""
    item = held(item)
    check_can_expedite(item, by)
    nudge = Nudge.objects.create(
        item=item, note=note.strip()[:300], at=clock.now(), by_name=by.name
    )
    LedgerItem.objects.filter(pk=item.pk).update(last_nudged_on=clock.today())
    put_on_record("item:expedited", item, by=by, note=nudge.note)
    return nudge


def expedite_items(
    items: Iterable[LedgerItem], note: str = "", *, by: Actor
) -> list[Outcome]:
    """Press for each of the items, and say which could not be pressed for."""
    outcomes = []
    for item in items:
        try:
            expedite_item(item, note, by=by)
        except DomainError as error:
            outcomes.append(Outcome(item.number, item.title, error.message))
        else:
            outcomes.append(Outcome(item.number, item.title))
    return outcomes


@transaction.atomic
def save_filter(name: str, query: str, *, by: Actor) -> SavedFilter:
    """Keep a filter of the table for the actor; the same name is replaced."""
    name, query = name.strip(), query.strip()[:LONGEST_QUERY]
    if by.user_id is None or not name or len(name) > LONGEST_NAME:
        text = _("请起一个 %(n)d 字以内的名字。") % {"n": LONGEST_NAME}
        raise WrongDetail(text, "name")
    mine = SavedFilter.objects.filter(user_id=by.user_id)
    if mine.exclude(name=name).count() >= MOST_FILTERS:
        text = _("最多存 %(n)d 个常用筛选。请先去掉一个。") % {"n": MOST_FILTERS}
        raise WrongDetail(text, "name")
    saved, _is_new = SavedFilter.objects.update_or_create(
        user_id=by.user_id, name=name, defaults={"query": query}
    )
    return saved


@transaction.atomic
def delete_filter(pk: int, *, by: Actor) -> None:
    """Keep the actor's filter no longer."""
    if by.user_id is None:
        raise NoSuchThing
    gone, _kinds = SavedFilter.objects.filter(pk=pk, user_id=by.user_id).delete()
    if not gone:
        raise NoSuchThing
