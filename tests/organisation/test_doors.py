"""The doors that other rooms enter by."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from gongping.accounts.models import User
from gongping.foundation.actors import ANONYMOUS, Role, system_actor
from gongping.foundation.errors import Refused
from gongping.organisation import selectors, services
from gongping.organisation.exceptions import (
    NoSuchPerson,
    NoSuchUnit,
    OrganisationError,
    WrongDetail,
)
from gongping.organisation.models import LeaderUnitLink, Organisation, Post, Unit
from tests.world import World


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("voter", {Role.VOTER}),
        ("unit", {Role.UNIT, Role.VOTER}),
        ("liaison", {Role.UNIT, Role.VOTER}),
        ("leader", {Role.LEADER, Role.VOTER}),
        ("secretariat", {Role.SECRETARIAT}),
        ("scrutineer", {Role.SCRUTINEER}),
    ],
)
def test_an_actor_follows_from_roles_and_posts(
    world: World, who: str, roles: set[Role]
) -> None:
    assert world.actor(who).roles == roles


def test_a_liaison_files_but_does_not_head(world: World) -> None:
    liaison = world.actor("liaison")
    assert liaison.files_for(world.unit.pk)
    assert not liaison.heads(world.unit.pk)
    assert world.actor("unit").heads(world.unit.pk)


def test_an_actor_takes_one_query(world: World, django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=world.users["unit"].pk)
    with django_assert_num_queries(1):
        selectors.get_actor(user)


def test_nobody_signed_in_is_anonymous() -> None:
    assert selectors.get_actor(AnonymousUser()) == ANONYMOUS


def test_a_role_with_second_factor_counts_only_once_it_is_set_up(world: World) -> None:
    user = world.users["scrutineer"]
    user.is_totp_confirmed = False
    assert selectors.get_actor(user).roles == frozenset()


def test_list_doors_take_one_query_each(
    world: World, django_assert_num_queries: Any
) -> None:
    unit, person = world.unit.pk, world.heads[2].pk
    doors: list[Any] = [
        selectors.get_organisation,
        selectors.get_organisation_name,
        selectors.list_categories,
        selectors.list_units,
        lambda: selectors.list_units([unit]),
        lambda: selectors.get_unit(unit),
        selectors.list_people,
        lambda: selectors.list_people(unit),
        lambda: selectors.get_person(person),
        lambda: selectors.people_by_ids([person]),
        lambda: selectors.unit_of_person(person),
        selectors.list_leaders,
        selectors.list_current_links,
        lambda: selectors.leaders_of_unit(unit),
        lambda: selectors.units_of_leader(world.leaders[0].pk),
        selectors.list_eligible_voters,
        selectors.list_unit_heads,
        lambda: selectors.people_holding("liaison_officer"),
        selectors.list_people_without_account,
        lambda: selectors.person_of_user(world.users["unit"].pk),
    ]
    for door in doors:
        with django_assert_num_queries(1):
            assert door()


def test_the_doors_say_what_they_promise(world: World) -> None:
    assert [unit.position for unit in selectors.list_units()] == [1, 2, 3, 4, 5, 6]
    assert len(selectors.list_eligible_voters()) == 3 + 6 + 6 + 18
    heads = {p.headed_unit_id: p for p in selectors.list_unit_heads()}  # type: ignore[attr-defined]
    assert heads[world.unit.pk] == world.heads[2]
    links = selectors.leaders_of_unit(world.unit.pk)
    assert [link.kind for link in links] == ["supervises", "links_with"]
    assert selectors.unit_of_person(world.leaders[0].pk) is None
    without = selectors.list_people_without_account(eligible_only=True)
    assert world.heads[2] not in without


def test_what_is_not_there_is_missing(world: World) -> None:
    with pytest.raises(NoSuchUnit):
        selectors.get_unit(9999)
    with pytest.raises(NoSuchPerson):
        selectors.get_person(9999)


def test_an_ended_unit_is_left_out_unless_asked_for(world: World) -> None:
    Unit.objects.filter(pk=world.unit.pk).update(ended_on="2026-01-01")
    assert world.unit not in selectors.list_units()
    assert selectors.list_units([world.unit.pk]) == [world.unit]


def test_units_of_lower_levels_do_not_report(world: World) -> None:
    Unit.objects.filter(pk=world.unit.pk).update(level="province")
    assert world.unit in selectors.list_units()
    assert world.unit not in selectors.list_own_units()
    Organisation.objects.all().delete()
    assert world.unit in selectors.list_own_units()


def test_a_new_organisation_begins_with_usual_categories(db: None) -> None:
    by = system_actor("gongping init")
    services.set_up_organisation("示范省厅", "province", by=by)
    assert selectors.get_organisation_name() == "示范省厅"
    assert [row.name for row in selectors.list_categories()] == [
        "处室", "派驻机构", "直属单位",
    ]  # fmt: skip
    with pytest.raises(OrganisationError):
        services.set_up_organisation("再来一个", "province", by=by)
    assert Organisation.objects.count() == 1


def test_services_refuse_whoever_does_not_keep_the_records(world: World) -> None:
    by = world.actor("unit")
    with pytest.raises(Refused):
        services.set_link(world.leaders[0], world.unit, "supervises", by=by)
    with pytest.raises(Refused):
        services.undo_import(1, by=by)


def test_only_leaders_are_linked(world: World) -> None:
    by = world.actor("secretariat")
    with pytest.raises(WrongDetail):
        services.set_link(world.heads[0], world.unit, "supervises", by=by)
    LeaderUnitLink.objects.all().delete()
    assert services.set_link(world.leaders[0], world.unit, None, by=by) is None
    link = services.set_link(world.leaders[0], world.unit, "supervises", by=by)
    assert link is not None
    assert services.set_link(world.leaders[0], world.unit, "supervises", by=by) == link


def test_posts_are_set_from_a_day_on(world: World) -> None:
    by, person = world.actor("secretariat"), world.cadres[0]
    day = Post.objects.earliest("started_on").started_on
    services.set_posts(person.pk, frozenset({"liaison_officer"}), day, by=by)
    assert [post.kind for post in person.posts.all()] == ["liaison_officer"]


def test_an_account_belongs_to_one_person(world: World) -> None:
    by, user = world.actor("secretariat"), world.users["scrutineer"]
    services.link_account(world.cadres[5].pk, user.pk, by=by)
    with pytest.raises(OrganisationError):
        services.link_account(world.cadres[6].pk, user.pk, by=by)
    services.link_account(world.cadres[5].pk, None, by=by)
    assert selectors.person_of_user(user.pk) is None
