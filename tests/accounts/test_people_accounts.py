"""Accounts for people who have none: many at once, each theirs."""

import pytest

from gongping.accounts import services
from gongping.accounts.models import User
from gongping.foundation.actors import system_actor
from gongping.foundation.errors import Refused
from gongping.organisation.models import Person
from gongping.procedure.accounts import create_accounts_for, usernames_for
from tests.world import World

PAGE = "/system/people-accounts"


def test_everybody_eligible_gets_an_account_in_one_press(world: World) -> None:
    client = world.client("system_admin")
    page = client.post(PAGE, {"everybody": "eligible"}, follow=True).content.decode()
    assert "用户名是工号" in page
    assert not Person.objects.filter(user__isnull=True, is_active=True).exists()
    person = Person.objects.select_related("user").get(staff_no="C1-2")
    assert person.user is not None
    assert person.user.username == "c1-2"
    assert not person.user.has_usable_password()
    assert "每个人都有账号了" in client.get(PAGE).content.decode()


def test_without_people_nobody_is_said_to_have_an_account(world: World) -> None:
    Person.objects.update(is_active=False)
    page = world.client("system_admin").get(PAGE).content.decode()
    assert "还没有人员。" in page
    assert "每个人都有账号了" not in page


def test_only_the_chosen_get_one(world: World) -> None:
    chosen = world.cadres[5]
    world.client("system_admin").post(PAGE, {"person": [chosen.pk]})
    chosen.refresh_from_db()
    assert chosen.user is not None
    assert Person.objects.filter(user__isnull=True).exists()


def test_a_second_press_changes_nothing(world: World) -> None:
    client, form = world.client("system_admin"), {"person": [world.cadres[5].pk]}
    client.post(PAGE, form)
    before = User.objects.count()
    page = client.post(PAGE, form, follow=True).content.decode()
    assert "都有账号了" in page
    assert User.objects.count() == before


def test_nobody_chosen_is_said(world: World) -> None:
    page = world.client("system_admin").post(PAGE, {}, follow=True).content.decode()
    assert "还没有选人" in page


def test_a_taken_user_name_gets_a_number(world: World) -> None:
    services.create_account("c1-2", "别人", by=system_actor("测试"))
    assert usernames_for(["C1-2", "7", "甲 乙", "C1-2"]) == [
        "c1-2-2", "07", "甲-乙", "c1-2-3",
    ]  # fmt: skip


def test_others_make_no_accounts(world: World) -> None:
    for who in ("security_admin", "secretariat", "unit"):
        assert world.client(who).post(PAGE, {"everybody": "all"}).status_code == 403
    with pytest.raises(Refused):
        create_accounts_for([world.cadres[5].pk], by=world.actor("security_admin"))
