"""The second factor: at the door, set up, used once, reset."""

from datetime import datetime

import pytest
from django.test import Client
from pyotp import TOTP

from gongping.accounts import services
from gongping.accounts.models import RoleGrant, User
from gongping.audit.models import Event
from gongping.foundation.actors import Role
from tests.accounts.conftest import (
    PASSWORD,
    Later,
    digits,
    try_door,
    with_password,
    with_telephone,
)
from tests.world import World


@pytest.fixture
def telephone(world: World) -> TOTP:
    return with_telephone(with_password(world.users["scrutineer"]))


def second(client: Client, code: str, wanted: str = "") -> int:
    form = {"code": code, "next": wanted}
    return client.post("/sign-in/second", form).status_code


def test_password_and_digits_lead_in(
    client: Client, telephone: TOTP, now: datetime
) -> None:
    form = {"username": "scrutineer", "password": PASSWORD, "next": "/me"}
    response = client.post("/sign-in", form)
    assert response["Location"] == "/sign-in/second?next=%2Fme"
    form = {"code": digits(telephone), "next": "/me"}
    assert client.post("/sign-in/second", form)["Location"] == "/me"
    assert client.get("/me").status_code == 200


def test_the_password_alone_signs_nobody_in(
    client: Client, telephone: TOTP, now: datetime
) -> None:
    try_door(client, "scrutineer")
    assert client.get("/me")["Location"] == "/sign-in?next=/me"


def test_digits_typed_with_spaces_count(
    client: Client, telephone: TOTP, now: datetime
) -> None:
    try_door(client, "scrutineer")
    code = digits(telephone)
    assert second(client, f"{code[:3]} {code[3:]}") == 302


def test_the_same_digits_never_count_twice(
    client: Client, telephone: TOTP, now: datetime
) -> None:
    code = digits(telephone)
    try_door(client, "scrutineer")
    assert second(client, code) == 302
    other = Client()
    try_door(other, "scrutineer")
    form = {"code": code}
    page = other.post("/sign-in/second", form)
    assert page.status_code == 422
    assert "刚用过" in page.content.decode()


def test_digits_older_than_a_used_step_do_not_count(
    client: Client, telephone: TOTP, later: Later
) -> None:
    with later(0):
        old = digits(telephone)
    with later(0.5):
        try_door(client, "scrutineer")
        assert second(client, digits(telephone)) == 302
        other = Client()
        try_door(other, "scrutineer")
        assert second(other, old) == 422


@pytest.mark.parametrize("code", ["12345", "abcdef", "１２３４５６", ""])
def test_anything_but_six_digits_is_explained(
    client: Client, telephone: TOTP, now: datetime, code: str
) -> None:
    try_door(client, "scrutineer")
    page = client.post("/sign-in/second", {"code": code})
    assert page.status_code == 422
    assert "error-summary" in page.content.decode()


def test_wrong_digits_count_towards_the_pause(client: Client, telephone: TOTP) -> None:
    try_door(client, "scrutineer")
    wrong = f"{(int(digits(telephone)) + 1) % 1_000_000:06d}"
    statuses = [second(client, wrong) for _ in range(5)]
    assert statuses[-1] == 429
    assert second(client, digits(telephone)) == 429
    refused = Event.objects.filter(tag="accounts:second_factor:refused")
    assert refused.count() == 5


def test_five_minutes_after_the_password_it_is_asked_again(
    client: Client, telephone: TOTP, later: Later
) -> None:
    with later(0):
        try_door(client, "scrutineer")
    with later(6):
        response = client.post("/sign-in/second", {"code": digits(telephone)})
        assert response["Location"] == "/sign-in"


def test_the_second_page_alone_is_no_door(client: Client, world: World) -> None:
    assert client.get("/sign-in/second")["Location"] == "/sign-in"


# --- set-up -------------------------------------------------------------------


@pytest.fixture
def newcomer(world: World) -> User:
    user = services.create_account(
        "newcomer", "新审计管理员", by=world.actor("system_admin"), password=PASSWORD
    )
    RoleGrant.objects.filter(role="audit_admin").delete()
    services.grant_role(user.pk, Role.AUDIT_ADMIN, by=world.actor("security_admin"))
    return user


def set_up(client: Client, code: str | None = None) -> int:
    secret = client.get("/me/second-factor").context["secret"].replace(" ", "")
    form = {"code": code or digits(TOTP(secret))}
    return client.post("/me/second-factor", form).status_code


def test_a_role_waits_for_the_second_factor(client: Client, newcomer: User) -> None:
    form = {"username": "newcomer", "password": PASSWORD}
    assert client.post("/sign-in", form)["Location"] == "/me/second-factor"
    assert client.get("/system/audit")["Location"] == "/me/second-factor"


def test_setting_it_up_makes_the_role_count(client: Client, newcomer: User) -> None:
    try_door(client, "newcomer")
    page = client.get("/me/second-factor").content.decode()
    assert "<svg" in page
    assert set_up(client) == 302
    assert client.get("/system/audit").status_code == 200
    assert "已启用" in client.get("/me/second-factor").content.decode()


def test_wrong_digits_leave_the_same_code_to_scan(
    client: Client, newcomer: User, now: datetime
) -> None:
    try_door(client, "newcomer")
    first = client.get("/me/second-factor").context["secret"]
    assert set_up(client, "000000") == 422
    assert client.get("/me/second-factor").context["secret"] == first


def test_the_digits_of_the_set_up_do_not_open_the_door(
    client: Client, newcomer: User, now: datetime
) -> None:
    try_door(client, "newcomer")
    set_up(client)
    user = User.objects.get(pk=newcomer.pk)
    other = Client()
    try_door(other, "newcomer")
    assert second(other, digits(TOTP(user.totp_secret))) == 422


def test_a_session_begun_with_the_password_alone_gains_nothing(
    client: Client, newcomer: User
) -> None:
    thief = Client()
    try_door(thief, "newcomer")
    try_door(client, "newcomer")
    set_up(client)
    assert thief.get("/system/audit")["Location"].startswith("/sign-in")
    assert client.get("/system/audit").status_code == 200


def test_a_reset_ends_the_sessions_and_the_rights(
    world: World, client: Client, newcomer: User
) -> None:
    try_door(client, "newcomer")
    set_up(client)
    response = world.client("security_admin").post(
        f"/system/accounts/{newcomer.pk}/second-factor"
    )
    assert response.status_code == 302
    assert client.get("/system/audit")["Location"].startswith("/sign-in")
    assert Event.objects.filter(tag="accounts:second_factor:reset").exists()


def test_a_scrutineer_who_also_votes_may_set_it_up_later(world: World) -> None:
    voter = world.users["voter"]
    services.grant_role(voter.pk, Role.SCRUTINEER, by=world.actor("security_admin"))
    with_password(voter)
    client = Client()
    form = {"username": "voter", "password": PASSWORD, "next": "/me"}
    assert client.post("/sign-in", form)["Location"] == "/me/second-factor?next=%2Fme"
    page = client.get("/me/second-factor?next=/me").content.decode()
    assert "以后再设" in page
    assert client.get("/").status_code == 200
