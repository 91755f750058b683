"""Where a session is held, and who is expected where."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import BadRound, NoSuchRound
from gongping.meetings.models import AgendaItem, Attendance, ReviewSession, Venue
from gongping.meetings.policies import check_can_plan, check_may_manage
from gongping.meetings.services.locks import locked_session
from gongping.meetings.services.notes import note
from gongping.organisation.selectors import (
    PostKind,
    list_eligible_voters,
    people_holding,
)

if TYPE_CHECKING:
    from gongping.organisation.models import Unit

LONGEST_NAME = 60


def check_names(names: Sequence[str]) -> list[str]:
    """Return the venue names trimmed; refuse none, empty, long or double ones."""
    trimmed = [name.strip() for name in names]
    if not any(trimmed):
        raise BadRound(_("请至少写一个会场，第一个是主会场。"), "venues")
    for name in trimmed:
        if trimmed.count(name) > 1:
            raise BadRound(
                _("会场“%(name)s”写了两次。请去掉一个。") % {"name": name}, "venues"
            )
        if len(name) > LONGEST_NAME:
            raise BadRound(_("会场名称请在 60 个字以内。"), "venues")
    return [name for name in trimmed if name]


def make_venues(session: ReviewSession, names: Sequence[str]) -> None:
    """Make the venues of a new session; the first is the main one."""
    Venue.objects.bulk_create(
        Venue(session=session, name=name, is_main=n == 0, position=n)
        for n, name in enumerate(check_names(names))
    )


def fill_agenda(session: ReviewSession, units: Iterable["Unit"]) -> None:
    """Give every unit without a slot one at the end, with its head as reporter."""
    have = set(
        AgendaItem.objects.filter(session=session).values_list("unit_id", flat=True)
    )
    heads = people_holding(PostKind.UNIT_HEAD)
    main = _main_venue(session)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            unit_id=unit.pk,
            position=len(have) + n,
            reporter=heads.get(unit.pk),
            venue=main,
        )
        for n, unit in enumerate((u for u in units if u.pk not in have), 1)
    )


def refresh_people(session: ReviewSession) -> int:
    """Bring the expected people in step with the roll; return how many there are.

    Eligible cadres of units that take part, and leaders, are expected, each at
    the venue of the unit. Marks that were given stay.
    """
    venues = dict(
        AgendaItem.objects.filter(session=session).values_list("unit_id", "venue_id")
    )
    main = _main_venue(session).pk
    expected = {
        person.pk: (venues.get(person.unit_id) if person.unit_id else None) or main
        for person in list_eligible_voters()
        if person.unit_id is None or person.unit_id in venues
    }
    rows = {row.person_id: row for row in Attendance.objects.filter(session=session)}
    gone = [row.pk for key, row in rows.items() if key not in expected]
    Attendance.objects.filter(pk__in=gone, mark="").delete()
    moved = [
        row
        for key, row in rows.items()
        if expected.get(key, row.venue_id) != row.venue_id
    ]
    for row in moved:
        row.venue_id = expected[row.person_id]
    Attendance.objects.bulk_update(moved, ["venue_id"])
    Attendance.objects.bulk_create(
        Attendance(session=session, person_id=key, venue_id=venue)
        for key, venue in expected.items()
        if key not in rows
    )
    return len(expected)


@transaction.atomic
def refresh_expected(session: ReviewSession, *, by: Actor) -> int:
    """Bring the list of expected people in step with the people of today."""
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    count = refresh_people(session)
    note("meetings:expected:refreshed", session, {"expected": count}, by=by)
    return count


@transaction.atomic
def add_venue(session: ReviewSession, name: str, *, by: Actor) -> Venue:
    """Add a further venue."""
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    names = list(Venue.objects.filter(session=session).values_list("name", flat=True))
    if not name.strip():
        raise BadRound(_("请写会场名称。"), "name")
    if name.strip() in names:
        raise BadRound(_("已经有会场“%(name)s”。") % {"name": name.strip()}, "name")
    check_names([name])
    venue = Venue.objects.create(
        session=session, name=name.strip(), position=len(names), is_main=not names
    )
    note("meetings:venue:added", session, {"venue": venue.name}, by=by)
    return venue


@transaction.atomic
def rename_venue(
    session: ReviewSession, venue_id: int, name: str, *, by: Actor
) -> Venue:
    """Give a venue another name."""
    check_may_manage(by)
    session = locked_session(session.pk)
    venue = _venue(session, venue_id)
    old, new = venue.name, name.strip()
    if not new:
        raise BadRound(_("请写会场名称。"), "name")
    others = Venue.objects.filter(session=session).exclude(pk=venue.pk)
    if others.filter(name=new).exists():
        raise BadRound(_("已经有会场“%(name)s”。") % {"name": new}, "name")
    check_names([new])
    venue.name = new
    venue.save(update_fields=["name"])
    note("meetings:venue:renamed", session, {"old": old, "new": new}, by=by)
    return venue


@transaction.atomic
def remove_venue(session: ReviewSession, venue_id: int, *, by: Actor) -> None:
    """Remove a further venue; its units and people move to the main one."""
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    venue = _venue(session, venue_id)
    if venue.is_main:
        raise BadRound(_("主会场不能去掉。可以改它的名称。"))
    main = _main_venue(session)
    AgendaItem.objects.filter(venue=venue).update(venue=main)
    Attendance.objects.filter(venue=venue).update(venue=main)
    name = venue.name
    venue.delete()
    note("meetings:venue:removed", session, {"venue": name}, by=by)


@transaction.atomic
def assign_units(
    session: ReviewSession, places: Mapping[int, int], *, by: Actor
) -> int:
    """Seat units at venues (unit → venue), their people with them.

    Returns how many units changed their place.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    check_can_plan(session)
    known = set(Venue.objects.filter(session=session).values_list("pk", flat=True))
    if not known.issuperset(places.values()):
        raise NoSuchRound(_("没有这个会场。请刷新会场页再试。"))
    changed = [
        item
        for item in AgendaItem.objects.filter(session=session, unit__in=places)
        if item.venue_id != places[item.unit_id]
    ]
    for item in changed:
        item.venue_id = places[item.unit_id]
    AgendaItem.objects.bulk_update(changed, ["venue_id"])
    refresh_people(session)
    if changed:
        moved = {str(item.unit_id): item.venue_id for item in changed}
        note("meetings:units:seated", session, {"units": moved}, by=by)
    return len(changed)


def _venue(session: ReviewSession, venue_id: int) -> Venue:
    found = Venue.objects.filter(session=session, pk=venue_id).first()
    if found is None:
        raise NoSuchRound(_("没有这个会场。请刷新会场页再试。"))
    return found


def _main_venue(session: ReviewSession) -> Venue:
    return Venue.objects.filter(session=session).order_by("-is_main", "position")[0]
