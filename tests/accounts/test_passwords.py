"""Changing a password, and having to."""

import pytest
from django.conf import settings
from django.test import Client

from gongping.accounts.hashing import CrowdArgon2
from gongping.accounts.models import User
from tests.accounts.conftest import PASSWORD, try_door, with_password
from tests.world import World

NEW = "乘风破浪会有时 2012"


def change(client: Client, **typed: str) -> tuple[int, str]:
    form = {"old": PASSWORD, "password": NEW, "repeated": NEW, **typed}
    page = client.post("/me/password", form)
    return page.status_code, page.content.decode()


def signed_in(world: World, username: str = "unit") -> Client:
    with_password(world.users[username])
    client = Client()
    try_door(client, username)
    return client


def test_the_new_password_counts_at_once(world: World, client: Client) -> None:
    assert change(signed_in(world))[0] == 302
    assert try_door(client, "unit", NEW) == 302
    assert try_door(Client(), "unit", PASSWORD) == 422


def test_other_devices_are_signed_out_and_this_one_is_not(world: World) -> None:
    here, there = signed_in(world), signed_in(world)
    try_door(here, "unit")
    change(here)
    assert here.get("/me").status_code == 200
    assert there.get("/me").status_code == 302


def test_the_present_password_is_asked_for(world: World) -> None:
    status, page = change(signed_in(world), old="wrong")
    assert status == 422
    assert "现在的密码没有对上" in page


def test_the_same_password_is_no_change(world: World) -> None:
    page = change(signed_in(world), password=PASSWORD, repeated=PASSWORD)[1]
    assert "换一个" in page


def test_a_password_like_the_user_name_is_refused(world: World) -> None:
    client = signed_in(world, "secretariat")
    weak = "secretariat1"
    status, page = change(client, password=weak, repeated=weak)
    assert status == 422
    assert "error-summary" in page


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        ("短了点 9", "密码太短，至少要 10 个字符。"),
        ("password123", "这是常见密码，别人容易猜到。请换一个。"),
        ("secretariat1", "密码太像用户名或显示名称。请换一个。"),
        ("secretariatsecretariat9", "密码太像用户名或显示名称。请换一个。"),
        ("20120223201202", "密码不能全是数字。请加上文字或字母。"),
    ],
)
def test_what_a_weak_password_lacks_is_said_in_the_language_of_the_page(
    world: World, weak: str, said: str
) -> None:
    client = signed_in(world, "secretariat")
    page = change(client, password=weak, repeated=weak)[1]
    assert f">{said}<" in page


def test_what_a_weak_password_lacks_is_said_in_english_too(world: World) -> None:
    client = signed_in(world, "secretariat")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = change(client, password="12345678", repeated="12345678")[1]
    assert "choose another. The password cannot be digits only." in page


def test_who_must_change_it_can_do_nothing_before(world: World) -> None:
    client = signed_in(world)
    pk = world.users["unit"].pk
    response = world.client("security_admin").post(
        f"/system/accounts/{pk}/new-password"
    )
    assert response.status_code == 302
    assert client.get("/")["Location"] == "/me/password"
    assert "请您先换一个密码" in client.get("/me/password").content.decode()
    change(client)
    assert client.get("/").status_code == 200
    assert not User.objects.get(pk=pk).must_change_password


def test_passwords_are_kept_by_argon2_measured_for_a_crowd() -> None:
    hasher = CrowdArgon2()
    kept = hasher.encode(PASSWORD, hasher.salt())
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify(PASSWORD, kept)
    assert not hasher.verify(NEW, kept)
