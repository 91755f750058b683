"""Printed activation codes: once, for a fortnight, and only the newest."""

import re

import pytest
from django.test import Client

from gongping.accounts import services
from gongping.accounts.models import ActivationCode, User
from gongping.audit.models import Event
from tests.accounts.conftest import PASSWORD, Later, try_door
from tests.world import World

DAY = 24 * 60


@pytest.fixture
def user(world: World) -> User:
    return services.create_account(
        "c-017", "规划司处长", by=world.actor("system_admin")
    )


def issue(world: World, user: User) -> str:
    return services.issue_activation_code(user.pk, by=world.actor("security_admin"))


def activate(code: str, username: str = "c-017", **typed: str) -> tuple[int, str]:
    form = {
        "username": username,
        "code": code,
        "password": PASSWORD,
        "repeated": PASSWORD,
        **typed,
    }
    page = Client().post("/activate", form)
    return page.status_code, page.content.decode()


def test_a_code_sets_the_password_once(
    world: World, user: User, client: Client
) -> None:
    code = issue(world, user)
    assert activate(code)[0] == 302
    assert try_door(client, "c-017") == 302
    status, page = activate(code)
    assert status == 422
    assert "已经用过" in page


def test_a_code_may_be_typed_carelessly(world: World, user: User) -> None:
    code = issue(world, user)
    assert activate(f" {code.lower().replace('-', ' ')} ", "C-017")[0] == 302


def test_a_code_older_than_a_fortnight_says_when_it_ended(
    world: World, user: User, later: Later
) -> None:
    with later(0):
        code = issue(world, user)
    with later(14 * DAY + 1):
        status, page = activate(code)
    assert status == 422
    assert "6月15日到期" in page
    assert "另领一张" in page


def test_a_second_code_voids_the_first(world: World, user: User) -> None:
    first = issue(world, user)
    second = issue(world, user)
    assert "已作废" in activate(first)[1]
    assert activate(second)[0] == 302


def test_somebody_elses_code_is_as_unknown_as_no_code(world: World, user: User) -> None:
    code = issue(world, user)
    for wrong in (activate(code, "unit"), activate("K7QM-3XRD-9TWA")):
        assert wrong[0] == 422
        assert "没有对上" in wrong[1]


def test_a_weak_password_spends_no_code(world: World, user: User) -> None:
    code = issue(world, user)
    status, page = activate(code, password="12345678", repeated="12345678")
    assert status == 422
    assert "field-error" in page
    assert activate(code)[0] == 302


def test_two_different_passwords_are_pointed_out(world: World, user: User) -> None:
    assert "两遍不一样" in activate(issue(world, user), repeated="another one 12")[1]


def test_only_a_hash_is_kept(world: World, user: User) -> None:
    code = issue(world, user)
    kept = ActivationCode.objects.get()
    assert code not in kept.code_hash
    assert code.replace("-", "") not in kept.code_hash
    noted = str(list(Event.objects.values_list("detail", "subject", "subject_key")))
    assert code not in noted


def test_a_refused_code_is_on_record(world: World, user: User) -> None:
    code = issue(world, user)
    activate(code)
    activate(code)
    assert Event.objects.filter(tag="accounts:code:refused").count() == 1


def test_a_code_lifts_the_pause(world: World, user: User, client: Client) -> None:
    for _ in range(5):
        try_door(client, "c-017", "wrong")
    activate(issue(world, user))
    assert try_door(client, "c-017") == 302


@pytest.mark.parametrize(
    ("host", "is_local"), [("localhost", True), ("testserver", False)]
)
def test_slips_with_an_address_of_this_machine_alone_are_warned_of(
    world: World, user: User, host: str, *, is_local: bool
) -> None:
    client = world.client("security_admin")
    form = {"account": [user.pk]}
    page = client.post("/system/accounts/codes", form, headers={"host": host})
    assert ("别的电脑打不开" in page.content.decode()) is is_local


def test_the_sheet_shows_each_code_with_its_address(world: World, user: User) -> None:
    form = {"account": [user.pk, world.users["unit"].pk]}
    page = world.client("security_admin").post("/system/accounts/codes", form)
    text = page.content.decode()
    codes = re.findall(r"slip-code\">([\w-]+)<", text)
    assert len(codes) == 2
    assert "http://testserver/activate" in text
    assert text.count('class="qr"') == 2
    assert "no-store" in page["Cache-Control"]
    assert activate(codes[0])[0] == 302


def test_all_waiting_accounts_fit_on_one_sheet(world: World, user: User) -> None:
    form = {"all_waiting": "1"}
    page = world.client("security_admin").post("/system/accounts/codes", form)
    assert "规划司处长" in page.content.decode()


def test_no_account_chosen_is_said(world: World) -> None:
    client = world.client("security_admin")
    page = client.post("/system/accounts/codes", {}, follow=True)
    assert "还没有选账号" in page.content.decode()


@pytest.mark.parametrize("who", ["system_admin", "audit_admin", "secretariat"])
def test_only_the_security_administrator_issues_codes(
    world: World, user: User, who: str
) -> None:
    form = {"account": [user.pk]}
    assert world.client(who).post("/system/accounts/codes", form).status_code == 403
    assert not ActivationCode.objects.exists()


def test_a_disabled_account_gets_no_code(world: World, user: User) -> None:
    services.disable_account(user.pk, by=world.actor("system_admin"))
    form = {"account": [user.pk]}
    page = world.client("security_admin").post("/system/accounts/codes", form)
    assert "没有可发的账号" in page.content.decode()


def test_the_page_of_activation_asks_for_no_sign_in(client: Client, db: None) -> None:
    assert client.get("/activate").status_code == 200
