"""A small ministry for tests: an insider, a colleague and an outsider of each kind."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from gongping.accounts.models import RoleGrant, User
from gongping.foundation import clock
from gongping.foundation.actors import SECOND_FACTOR_ROLES, Actor, Role
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
from gongping.organisation.selectors import get_actor

SINCE = date(2020, 1, 1)
CATEGORIES = (
    ("bureau", "司局", "Bureaus"),
    ("dispatched_inspectorate", "派驻督察局", "Inspectorates"),
    ("affiliated_institution", "直属单位", "Institutions"),
)
UNITS = (
    ("办公厅", 0, "General Office"),
    ("规划司", 0, "Department of Planning"),
    ("资源保护司", 0, "Department of Resource Protection"),
    ("华北督察局", 1, "North China Inspectorate"),
    ("信息中心", 2, "Information Centre"),
    ("资源报社", 2, "Resources News"),
)
LEADERS = ("部长", "副部长甲", "总工程师")
POSTS = (
    (PostKind.LEADER,), (PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY),
    (PostKind.LIAISON,), (),
)  # fmt: skip
OFFICES = {
    "secretariat": Role.SECRETARIAT,
    "scrutineer": Role.SCRUTINEER,
    "scrutineer2": Role.SCRUTINEER,
    "system_admin": Role.SYSTEM_ADMIN,
    "security_admin": Role.SECURITY_ADMIN,
    "audit_admin": Role.AUDIT_ADMIN,
}


@dataclass
class World:
    """The people and units that tests speak of, by what they are."""

    units: list[Unit]
    leaders: list[Person]
    heads: list[Person]
    liaisons: list[Person]
    cadres: list[Person]
    users: dict[str, User]

    @property
    def unit(self) -> Unit:
        return self.units[2]

    @property
    def other_unit(self) -> Unit:
        return self.units[4]

    def actor(self, who: str) -> Actor:
        """Return the actor for one of `users`."""
        return get_actor(User.objects.get(pk=self.users[who].pk))

    def client(self, who: str) -> Client:
        """Return a browser-like client signed in as one of `users`."""
        client = Client()
        client.force_login(self.users[who], "django.contrib.auth.backends.ModelBackend")
        return client


def build_world(cadres_a_unit: int = 3) -> World:
    """Build a ministry of six units, three leaders and their people.

    Users: voter, unit, liaison, other_unit, leader, other_leader, scrutineer,
    scrutineer2, secretariat, system_admin, security_admin, audit_admin.
    """
    units = _units()
    leaders, heads, liaisons, cadres = _people(units, cadres_a_unit)
    _link(leaders, units)
    world = World(units, leaders, heads, liaisons, cadres, {})
    world.users = _users(world)
    return world


def _units() -> list[Unit]:
    Organisation.objects.create(
        name="示范资源部", name_en="Ministry of Model Resources", level="ministry"
    )
    categories = UnitCategory.objects.bulk_create(
        UnitCategory(key=key, name=name, name_en=english, position=n)
        for n, (key, name, english) in enumerate(CATEGORIES, 1)
    )
    return Unit.objects.bulk_create(
        Unit(name=name, name_en=english, position=n, category=categories[c])
        for n, (name, c, english) in enumerate(UNITS, 1)
    )


def _people(units: list[Unit], cadres_a_unit: int) -> list[list[Person]]:
    """Return leaders, heads, liaisons and cadres, each kind with its posts."""
    kinds = [
        [
            _person(f"L{n}", title, None, RankLevel.MINISTERIAL)
            for n, title in enumerate(LEADERS, 1)
        ],
        [
            _person(f"H{u.position}", f"{u.name}负责人", u, RankLevel.BUREAU)
            for u in units
        ],
        [
            _person(f"X{u.position}", f"{u.name}联络员", u, RankLevel.DIVISION)
            for u in units
        ],
        [
            _person(f"C{u.position}-{n}", f"{u.name}{n}处负责人", u, RankLevel.DIVISION)
            for u in units
            for n in range(1, cadres_a_unit + 1)
        ],
    ]
    # Tests build this house thousands of times: kinds at a time, not row by row.
    Person.objects.bulk_create(person for kind in kinds for person in kind)
    Post.objects.bulk_create(
        Post(person=person, unit=person.unit, kind=post, started_on=SINCE)
        for kind, posts in zip(kinds, POSTS, strict=True)
        for person in kind
        for post in posts
    )
    return kinds


def _person(number: str, name: str, unit: Unit | None, rank: int) -> Person:
    return Person(staff_no=number, name=name, unit=unit, rank=rank, search_text=name)


def _link(leaders: list[Person], units: list[Unit]) -> None:
    LeaderUnitLink.objects.bulk_create(
        LeaderUnitLink(leader=leader, unit=unit, kind=kind, started_on=SINCE)
        for n, unit in enumerate(units)
        for leader, kind in (
            (leaders[n % 3], LinkKind.SUPERVISES),
            (leaders[(n + 1) % 3], LinkKind.LINKS_WITH),
        )
    )


def _users(world: World) -> dict[str, User]:
    people = {
        "voter": world.cadres[0],
        "unit": world.heads[2],
        "liaison": world.liaisons[2],
        "other_unit": world.heads[4],
        "leader": world.leaders[1],
        "other_leader": world.leaders[2],
    }
    users = User.objects.bulk_create(
        [_account(name, person, None) for name, person in people.items()]
        + [_account(name, None, role) for name, role in OFFICES.items()]
    )
    named = {user.username: user for user in users}
    for name, person in people.items():
        person.user = named[name]
    Person.objects.bulk_update(people.values(), ["user"])
    RoleGrant.objects.bulk_create(
        _grant(named[name], role) for name, role in OFFICES.items()
    )
    return named


def give_account(
    username: str, person: Person | None, role: Role | None = None
) -> User:
    user = _account(username, person, role)
    user.save()
    if role:
        _grant(user, role).save()
    if person:
        person.user = user
        person.save()
    return user


def _account(username: str, person: Person | None, role: Role | None) -> User:
    return User(
        username=username,
        display_name=person.name if person else username,
        created_at=clock.now(),
        is_totp_confirmed=role in SECOND_FACTOR_ROLES,
    )


def _grant(user: User, role: Role) -> RoleGrant:
    return RoleGrant(
        user=user, role=role, granted_at=clock.now(), granted_by_name="测试"
    )
