"""What the pages of the organisation show, each in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from gongping.foundation.paging import ROWS_PER_PAGE
from gongping.foundation.search import matching
from gongping.organisation.exceptions import NoSuchUnit
from gongping.organisation.models import (
    LeaderUnitLink,
    Level,
    LinkKind,
    Person,
    Post,
    PostKind,
    Unit,
    UnitCategory,
)
from gongping.organisation.selectors.reading import (
    get_person,
    list_current_links,
    list_leaders,
    list_units,
)

LEVELS = [level.value for level in Level]
UNIT_POSTS = (PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY, PostKind.LIAISON)


@dataclass(slots=True)
class Heads:
    """Who heads a unit: one person in both posts, or one in each."""

    unit_head: Person | None = None
    party_secretary: Person | None = None
    liaisons: list[Person] = field(default_factory=list)

    @property
    def holds_both(self) -> bool:
        """Tell whether one person is head and secretary (一肩双挑)."""
        return self.unit_head is not None and self.unit_head == self.party_secretary


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the tree."""

    unit: Unit
    heads: Heads
    supervising: Sequence[Person]
    linked: Sequence[Person]
    people_count: int
    children_count: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of one level, or the ended ones, by category."""

    groups: Sequence[tuple[UnitCategory, Sequence[UnitRow]]]
    levels: Mapping[str, int]
    current: str
    ended_count: int
    unit_count: int
    people_count: int


def tree(level: str = "", *, ended: bool = False) -> Tree:
    """Return the units of a level with heads, links and counts. Five queries."""
    units = list(_counted(Unit.objects.select_related("category")))
    today = [unit for unit in units if unit.ended_on is None]
    present = {x: n for x in LEVELS if (n := sum(u.level == x for u in today))}
    current = level if level in present else next(iter(present), "")
    gone = [unit for unit in units if unit.ended_on is not None]
    shown = gone if ended else [unit for unit in today if unit.level == current]
    return Tree(
        groups=_grouped(_rows(shown)),
        levels=present,
        current="ended" if ended else current,
        ended_count=len(gone),
        unit_count=len(today),
        people_count=Person.objects.filter(is_active=True).count(),
    )


def _counted(units: QuerySet[Unit]) -> QuerySet[Any]:
    return units.annotate(
        below_count=Count("children", distinct=True),
        people_count=Count("people", filter=Q(people__is_active=True), distinct=True),
        children_count=Count(
            "children", filter=Q(children__ended_on__isnull=True), distinct=True
        ),
    ).order_by("category__position", "position")


def _rows(units: Iterable[Unit]) -> list[UnitRow]:
    heads = _heads()
    supervising, linked = _leaders_by_unit()
    return [
        UnitRow(
            unit,
            heads[unit.pk],
            supervising[unit.pk],
            linked[unit.pk],
            getattr(unit, "people_count", 0),
            getattr(unit, "children_count", 0),
        )
        for unit in units
    ]


def _heads() -> defaultdict[int, Heads]:
    posts = Post.objects.filter(ended_on__isnull=True, kind__in=UNIT_POSTS)
    return _heads_of(posts.select_related("person").order_by("person__position"))


def _heads_of(posts: Iterable[Post]) -> defaultdict[int, Heads]:
    found: defaultdict[int, Heads] = defaultdict(Heads)
    for post in posts:
        if post.unit_id is None:
            continue
        heads = found[post.unit_id]
        if post.kind == PostKind.UNIT_HEAD:
            heads.unit_head = post.person
        elif post.kind == PostKind.PARTY_SECRETARY:
            heads.party_secretary = post.person
        else:
            heads.liaisons.append(post.person)
    return found


def _leaders_by_unit() -> tuple[
    defaultdict[int, list[Person]], defaultdict[int, list[Person]]
]:
    supervising: defaultdict[int, list[Person]] = defaultdict(list)
    linked: defaultdict[int, list[Person]] = defaultdict(list)
    for link in list_current_links():
        is_supervising = link.kind == LinkKind.SUPERVISES
        (supervising if is_supervising else linked)[link.unit_id].append(link.leader)
    return supervising, linked


def _grouped(
    rows: Iterable[UnitRow],
) -> list[tuple[UnitCategory, list[UnitRow]]]:
    groups: dict[int, tuple[UnitCategory, list[UnitRow]]] = {}
    for row in rows:
        category = row.unit.category
        groups.setdefault(category.pk, (category, []))[1].append(row)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything about one unit."""

    unit: Unit
    heads: Heads
    former_heads: Sequence[Post]
    leaders: Sequence[LeaderUnitLink]
    former_leaders: Sequence[LeaderUnitLink]
    children: Sequence[Unit]
    people: Sequence[Person]
    people_count: int


def unit_page(unit_id: int) -> UnitPage:
    """Return the unit with posts, links and its first people.

    Four queries, five if there are units below it.
    """
    unit = (
        _counted(Unit.objects.select_related("category", "parent"))
        .filter(pk=unit_id)
        .first()
    )
    if unit is None:
        raise NoSuchUnit
    posts = list(
        unit.posts.filter(kind__in=UNIT_POSTS)
        .select_related("person")
        .order_by("-ended_on", "-kind", "person__position")
    )
    links = list(unit.leader_links.select_related("leader").order_by("-ended_on"))
    return UnitPage(
        unit=unit,
        heads=_heads_of(post for post in posts if post.ended_on is None)[unit_id],
        former_heads=[post for post in posts if _has_passed(post)],
        leaders=sorted(
            (link for link in links if link.ended_on is None), key=_in_order
        ),
        former_leaders=[link for link in links if _has_passed(link)],
        children=_children(unit) if unit.below_count else [],
        people=_first_people(unit, posts),
        people_count=unit.people_count,
    )


def _children(unit: Unit) -> list[Unit]:
    return list(_counted(unit.children.select_related("category")).order_by("position"))


def _first_people(unit: Unit, posts: Iterable[Post]) -> list[Person]:
    """Return as many as fit on a page, with the posts that are read already."""
    held: defaultdict[int, list[Post]] = defaultdict(list)
    for post in posts:
        if post.ended_on is None:
            held[post.person_id].append(post)
    people = list(unit.people.filter(is_active=True)[:ROWS_PER_PAGE])
    for person in people:
        person.current_posts = held[person.pk]  # type: ignore[attr-defined]
    return people


def _in_order(link: LeaderUnitLink) -> tuple[bool, int]:
    return link.kind != LinkKind.SUPERVISES, link.leader.position


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one person."""

    person: Person
    posts: Sequence[Post]
    former_posts: Sequence[Post]
    links: Sequence[LeaderUnitLink]
    former_links: Sequence[LeaderUnitLink]

    @property
    def is_leader(self) -> bool:
        """Tell whether the person is a leader today."""
        return any(post.kind == PostKind.LEADER for post in self.posts)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of posts held today."""
        return frozenset(post.kind for post in self.posts)


def person_page(person_id: int) -> PersonPage:
    """Return the person with posts and links, now and before. Three queries."""
    person = get_person(person_id)
    posts = list(person.posts.select_related("unit").order_by("-started_on", "kind"))
    links = list(person.unit_links.select_related("unit").order_by("unit__position"))
    return PersonPage(
        person=person,
        posts=[post for post in posts if post.ended_on is None],
        former_posts=[post for post in posts if _has_passed(post)],
        links=[link for link in links if link.ended_on is None],
        former_links=[link for link in links if _has_passed(link)],
    )


def _has_passed(row: Post | LeaderUnitLink) -> bool:
    return row.ended_on is not None and row.ended_on > row.started_on


@dataclass(frozen=True, slots=True)
class Matrix:
    """Leaders by units: rows of (leader, cells), one cell a unit."""

    units: Sequence[Unit]
    starts: frozenset[int]
    rows: Sequence[tuple[Person, Sequence[tuple[Unit, str]]]]
    by_leader: Sequence[tuple[Person, Sequence[tuple[str, Sequence[Unit]]]]]
    unlinked: Sequence[Unit]
    supervised: int
    linked: int


def matrix() -> Matrix:
    """Return today's links as a matrix. Three queries."""
    units = list_units()
    leaders = list_leaders()
    links = list_current_links()
    kinds = {(link.leader_id, link.unit_id): link.kind for link in links}
    reached = {link.unit_id for link in links}
    own_level = min((LEVELS.index(unit.level) for unit in units), default=0)
    # Units of the lower levels appear only where some leader has to do with them.
    shown = [
        unit
        for unit in units
        if LEVELS.index(unit.level) == own_level or unit.pk in reached
    ]
    shown.sort(key=lambda unit: (unit.category.position, unit.position))
    starts = frozenset(
        unit.pk
        for before, unit in zip([None, *shown], shown, strict=False)
        if before is not None and before.category_id != unit.category_id
    )
    return Matrix(
        units=shown,
        starts=starts,
        rows=[
            (leader, [(unit, kinds.get((leader.pk, unit.pk), "")) for unit in shown])
            for leader in leaders
        ],
        by_leader=[(leader, _by_kind(leader, links)) for leader in leaders],
        unlinked=[unit for unit in shown if unit.pk not in reached],
        supervised=sum(link.kind == LinkKind.SUPERVISES for link in links),
        linked=sum(link.kind == LinkKind.LINKS_WITH for link in links),
    )


def _by_kind(
    leader: Person, links: Iterable[LeaderUnitLink]
) -> list[tuple[str, list[Unit]]]:
    own = [link for link in links if link.leader_id == leader.pk]
    found = [(kind, [x.unit for x in own if x.kind == kind]) for kind in LinkKind]
    return [(kind.value, units) for kind, units in found if units]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list of people is narrowed to."""

    query: str = ""
    unit_id: int | None = None
    rank: int | None = None
    kind: str = ""
    show: str = ""

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything is left out."""
        return any((self.query, self.unit_id, self.rank, self.kind, self.show))


def find_people(chosen: PeopleFilter) -> QuerySet[Person]:
    """Return the people chosen, in establishment order, with units and posts.

    Three queries for a page: the count, the people, their posts.
    """
    rows = Person.objects.filter(is_active=chosen.show != "left")
    if chosen.show == "without_account":
        rows = rows.filter(user__isnull=True)
    if chosen.unit_id:
        rows = rows.filter(unit_id=chosen.unit_id)
    if chosen.rank:
        rows = rows.filter(rank=chosen.rank)
    if chosen.kind:
        rows = rows.filter(posts__kind=chosen.kind, posts__ended_on__isnull=True)
    if chosen.query:
        rows = matching(rows, chosen.query)
    return (
        rows.select_related("unit")
        .prefetch_related(
            Prefetch(
                "posts",
                # Head, secretary, liaison, leader: the order in which they are read.
                Post.objects.filter(ended_on__isnull=True).order_by("-kind"),
                to_attr="current_posts",
            )
        )
        .order_by(F("unit__position").asc(nulls_first=True), "position", "staff_no")
        .distinct()
    )
