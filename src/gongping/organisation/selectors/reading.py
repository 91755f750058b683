"""Units, people and links as other rooms read them."""

from collections.abc import Iterable

from django.db.models import Count

from gongping.foundation.names import local_name
from gongping.organisation.exceptions import NoSuchPerson, NoSuchUnit
from gongping.organisation.models import (
    LeaderUnitLink,
    LinkKind,
    Organisation,
    Person,
    Post,
    PostKind,
    RankLevel,
    Unit,
    UnitCategory,
)


def get_organisation() -> Organisation | None:
    """Return the organisation served here, None before set-up. One query."""
    return Organisation.objects.first()


def get_organisation_name() -> str:
    """Return its name in the reader's language, empty before set-up. One query."""
    return local_name(get_organisation())


def list_categories() -> list[UnitCategory]:
    """Return the categories in their order. One query."""
    return list(UnitCategory.objects.all())


def count_categories() -> list[tuple[UnitCategory, int]]:
    """Return the categories with how many units each has, ended included. One query."""
    rows = UnitCategory.objects.annotate(n=Count("units"))
    return [(category, category.n) for category in rows]


def list_units(round_units: Iterable[int] | None = None) -> list[Unit]:
    """Return the units that exist now in establishment order. One query.

    With `round_units`, a collection of keys, return just those, even if a unit has
    ended since.
    """
    rows = Unit.objects.select_related("category")
    if round_units is None:
        return list(rows.filter(ended_on__isnull=True))
    return list(rows.filter(pk__in=list(round_units)))


def list_own_units() -> list[Unit]:
    """Return today's units of the organisation's own level: those that report.

    Units of lower levels are kept as well, but take no part in its rounds. Two
    queries.
    """
    organisation = get_organisation()
    units = list_units()
    if organisation is None:
        return units
    return [unit for unit in units if unit.level == organisation.level]


def get_unit(unit_id: int) -> Unit:
    """Return the unit, ended or not; raise `NoSuchUnit`. One query."""
    unit = Unit.objects.select_related("category", "parent").filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit
    return unit


def list_people(unit_id: int | None = None) -> list[Person]:
    """Return who works here now, in one unit or in all, with units. One query."""
    rows = Person.objects.filter(is_active=True).select_related("unit")
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return list(rows.order_by("unit__position", "position", "staff_no"))


def get_person(person_id: int) -> Person:
    """Return the person, active or not, with unit; raise `NoSuchPerson`. One query."""
    person = Person.objects.select_related("unit").filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson
    return person


def people_by_ids(ids: Iterable[int]) -> dict[int, Person]:
    """Return the people of these keys, by key, with units. One query."""
    return {
        person.pk: person
        for person in Person.objects.select_related("unit").filter(pk__in=list(ids))
    }


def unit_of_person(person_id: int) -> Unit | None:
    """Return the unit in which the person works, None for leaders. One query."""
    return Unit.objects.filter(people__pk=person_id).first()


def list_leaders() -> list[Person]:
    """Return the leaders of today in their order. One query."""
    return list(
        Person.objects.filter(
            posts__kind=PostKind.LEADER, posts__ended_on__isnull=True, is_active=True
        ).distinct()
    )


def list_current_links() -> list[LeaderUnitLink]:
    """Return today's leader–unit links with leader and unit, by unit. One query."""
    return list(
        LeaderUnitLink.objects.filter(
            ended_on__isnull=True, unit__ended_on__isnull=True
        ).select_related("leader", "unit", "unit__category")
    )


def leaders_of_unit(unit_id: int) -> list[LeaderUnitLink]:
    """Return the unit's links of today with leaders, 分管 first. One query."""
    links = LeaderUnitLink.objects.filter(unit_id=unit_id, ended_on__isnull=True)
    return sorted(
        links.select_related("leader", "unit"),
        key=lambda link: (link.kind != LinkKind.SUPERVISES, link.leader.position),
    )


def units_of_leader(person_id: int) -> list[LeaderUnitLink]:
    """Return the leader's links of today with units, in order. One query."""
    return list(
        LeaderUnitLink.objects.filter(
            leader_id=person_id, ended_on__isnull=True, unit__ended_on__isnull=True
        ).select_related("leader", "unit")
    )


def list_eligible_voters() -> list[Person]:
    """Return who may score: active, division level and above. One query."""
    return list(
        Person.objects.filter(is_active=True, rank__gte=RankLevel.DIVISION)
        .select_related("unit")
        .order_by("unit__position", "position", "staff_no")
    )


def list_unit_heads() -> list[Person]:
    """Return the heads (主要负责人) of the units that exist now. One query.

    Each carries the key of the unit headed as `headed_unit_id`; usually that is
    also where the person works.
    """
    posts = Post.objects.filter(
        kind=PostKind.UNIT_HEAD, ended_on__isnull=True, unit__ended_on__isnull=True
    )
    heads = []
    for post in posts.select_related("person").order_by("unit__position"):
        post.person.headed_unit_id = post.unit_id  # type: ignore[attr-defined]
        heads.append(post.person)
    return heads


def people_holding(kind: str) -> dict[int, Person]:
    """Return who holds a post of `kind` today, by unit. One query."""
    posts = Post.objects.filter(kind=kind, ended_on__isnull=True, unit__isnull=False)
    return {
        post.unit_id: post.person
        for post in posts.select_related("person")
        if post.unit_id is not None
    }


def list_people_without_account(*, eligible_only: bool = False) -> list[Person]:
    """Return active people for whom no account exists, with units. One query."""
    rows = Person.objects.filter(is_active=True, user__isnull=True)
    if eligible_only:
        rows = rows.filter(rank__gte=RankLevel.DIVISION)
    return list(
        rows.select_related("unit").order_by("unit__position", "position", "staff_no")
    )


def person_of_user(user_id: int) -> Person | None:
    """Return the person whose account this is. One query."""
    return Person.objects.select_related("unit").filter(user_id=user_id).first()
