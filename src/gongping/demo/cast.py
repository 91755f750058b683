"""The people of the demo: everybody an account, each role somebody to be."""

from dataclasses import dataclass

from django.db import transaction

from gongping.accounts import services as accounts
from gongping.accounts.selectors import find_by_username
from gongping.accounts.services import NewAccount
from gongping.demo.workbooks import organisation_book
from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role, system_actor
from gongping.organisation import selectors as organisation
from gongping.organisation import services as organisation_services

LOADER = system_actor("演示装载")
OFFICE = (
    ("secretariat", "秘书处督查岗", Role.SECRETARIAT),
    ("scrutineer-1", "监票人甲", Role.SCRUTINEER),
    ("scrutineer-2", "监票人乙", Role.SCRUTINEER),
    ("scrutineer-3", "监票人丙", Role.SCRUTINEER),
    ("system", "系统管理员", Role.SYSTEM_ADMIN),
    ("security", "安全管理员", Role.SECURITY_ADMIN),
    ("audit", "审计管理员", Role.AUDIT_ADMIN),
)
DAYS_IN_POST = 700
STARS = {
    "leader": "A002",
    "unit": "B006",
    "liaison": "C03202",
    "voter": "C00603",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Whoever acts in the demo, by what they are."""

    secretariat: Actor
    scrutineers: tuple[Actor, ...]
    leaders: dict[int, Actor]
    heads: dict[int, Actor]


@transaction.atomic
def set_up_organisation() -> None:
    """Create the fictional ministry and the accounts of its office."""
    organisation_services.set_up_organisation(
        "示范资源部", "ministry", by=LOADER, name_en="Ministry of Model Resources"
    )
    officer = _boot_officer()
    for username, name, role in OFFICE:
        user = accounts.create_account(username, name, by=officer)
        accounts.grant_role(user.pk, role, by=officer)
        accounts.skip_second_factor_in_demo(user.pk, by=officer)


def import_people() -> None:
    """Import the example workbook and give everybody in it an account."""
    by = actor_of("secretariat")
    batch = organisation_services.stage_import(
        organisation_book(),
        by=by,
        effective_on=clock.days_from_today(-DAYS_IN_POST),
        is_synthetic=True,
    )
    organisation_services.apply_import(batch.pk, by=by)
    _accounts_for_all()


def cast() -> Cast:
    """Return whoever acts."""
    return Cast(
        secretariat=actor_of("secretariat"),
        scrutineers=tuple(actor_of(f"scrutineer-{n}") for n in (1, 2, 3)),
        leaders={
            person.pk: organisation.get_actor(person.user)
            for person in organisation.list_leaders()
        },
        heads={
            person.unit_id: organisation.get_actor(person.user)
            for person in organisation.list_unit_heads()
            if person.unit_id is not None
        },
    )


def actor_of(username: str) -> Actor:
    """Return the actor who signs in as `username`."""
    return organisation.get_actor(find_by_username(username))


def _boot_officer() -> Actor:
    # The loader stands in for both administrators before there are any.
    return Actor(
        user_id=None,
        name=LOADER.name,
        roles=frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
    )


@transaction.atomic
def _accounts_for_all() -> None:
    names = {number: username for username, number in STARS.items()}
    people = list(organisation.list_people_without_account())
    wanted = [
        NewAccount(names.get(p.staff_no, p.staff_no.lower()), p.name) for p in people
    ]
    users = accounts.create_accounts(wanted, by=LOADER)
    for person, user in zip(people, users, strict=True):
        organisation_services.link_account(person.pk, user.pk, by=LOADER)
