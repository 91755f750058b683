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
    ("办公厅", 0), ("规划司", 0), ("资源保护司", 0),
    ("华北督察局", 1), ("信息中心", 2), ("资源报社", 2),
)  # fmt: skip
LEADERS = ("部长", "副部长甲", "总工程师")


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
    leaders = [
        _person(f"L{n}", title, None, RankLevel.MINISTERIAL, (PostKind.LEADER,))
        for n, title in enumerate(LEADERS, 1)
    ]
    heads, liaisons = _heads(units), _liaisons(units)
    cadres = [
        _person(f"C{u.position}-{n}", f"{u.name}{n}处负责人", u, RankLevel.DIVISION, ())
        for u in units
        for n in range(1, cadres_a_unit + 1)
    ]
    _link(leaders, units)
    world = World(units, leaders, heads, liaisons, cadres, {})
    world.users = _users(world)
    return world


def _units() -> list[Unit]:
    Organisation.objects.create(
        name="示范资源部", name_en="Ministry of Model Resources", level="ministry"
    )
    categories = [
        UnitCategory.objects.create(key=key, name=name, name_en=english, position=n)
        for n, (key, name, english) in enumerate(CATEGORIES, 1)
    ]
    return [
        Unit.objects.create(name=name, position=n, category=categories[c])
        for n, (name, c) in enumerate(UNITS, 1)
    ]


def _heads(units: list[Unit]) -> list[Person]:
    return [
        _person(
            f"H{u.position}", f"{u.name}负责人", u, RankLevel.BUREAU,
            (PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY),
        )
        for u in units
    ]  # fmt: skip


def _liaisons(units: list[Unit]) -> list[Person]:
    return [
        _person(
            f"X{u.position}", f"{u.name}联络员", u, RankLevel.DIVISION,
            (PostKind.LIAISON,),
        )
        for u in units
    ]  # fmt: skip


def _person(
    number: str, name: str, unit: Unit | None, rank: int, posts: tuple[str, ...]
) -> Person:
    person = Person.objects.create(
        staff_no=number, name=name, unit=unit, rank=rank, search_text=name
    )
    for kind in posts:
        Post.objects.create(person=person, unit=unit, kind=kind, started_on=SINCE)
    return person


def _link(leaders: list[Person], units: list[Unit]) -> None:
    for n, unit in enumerate(units):
        supervising, linked = leaders[n % 3], leaders[(n + 1) % 3]
        for leader, kind in (
            (supervising, LinkKind.SUPERVISES),
            (linked, LinkKind.LINKS_WITH),
        ):
            LeaderUnitLink.objects.create(
                leader=leader, unit=unit, kind=kind, started_on=SINCE
            )


def _users(world: World) -> dict[str, User]:
    users = {
        "voter": give_account("voter", world.cadres[0]),
        "unit": give_account("unit", world.heads[2]),
        "liaison": give_account("liaison", world.liaisons[2]),
        "other_unit": give_account("other_unit", world.heads[4]),
        "leader": give_account("leader", world.leaders[1]),
        "other_leader": give_account("other_leader", world.leaders[2]),
    }
    for name, role in (
        ("secretariat", Role.SECRETARIAT),
        ("scrutineer", Role.SCRUTINEER),
        ("scrutineer2", Role.SCRUTINEER),
        ("system_admin", Role.SYSTEM_ADMIN),
        ("security_admin", Role.SECURITY_ADMIN),
        ("audit_admin", Role.AUDIT_ADMIN),
    ):
        users[name] = give_account(name, None, role)
    return users


def give_account(
    username: str, person: Person | None, role: Role | None = None
) -> User:
    user = User.objects.create(
        username=username,
        display_name=person.name if person else username,
        created_at=clock.now(),
        is_totp_confirmed=role in SECOND_FACTOR_ROLES,
    )
    if role:
        RoleGrant.objects.create(
            user=user, role=role, granted_at=clock.now(), granted_by_name="测试"
        )
    if person:
        person.user = user
        person.save()
    return user
