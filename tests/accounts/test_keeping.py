"""What the administrators keep, and who sees which part."""

import pytest
from django.conf import LazySettings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongping.accounts import services
from gongping.accounts.exceptions import DemoOnly, NoSuchAccount, UsernameTaken
from gongping.accounts.models import User
from gongping.accounts.selectors import (
    get_own_account,
    list_accounts,
    list_role_grants,
    rows_of,
    search_accounts,
)
from gongping.accounts.services import NewAccount
from gongping.audit.models import Event
from gongping.foundation.actors import Role, system_actor
from gongping.foundation.errors import Invalid, Refused
from gongping.organisation.selectors import get_actor
from tests.accounts.conftest import try_door
from tests.world import World

PARTS = {
    "system_admin": "现行规则",
    "security_admin": "打印激活码",
    "audit_admin": "核对全部记录",
}


@pytest.mark.parametrize("who", PARTS)
def test_each_administrator_sees_their_own_part(world: World, who: str) -> None:
    page = world.client(who).get("/system").content.decode()
    assert [part in page for part in PARTS.values()] == [
        other == who for other in PARTS
    ]


@pytest.mark.parametrize("who", ["secretariat", "leader", "unit", "voter"])
def test_the_business_does_not_enter_the_system(world: World, who: str) -> None:
    client = world.client(who)
    for page in ("/system", "/system/accounts", "/system/roles", "/system/audit"):
        assert client.get(page).status_code == 403


def test_the_audit_administrator_sees_no_accounts(world: World) -> None:
    client = world.client("audit_admin")
    assert client.get("/system/accounts").status_code == 403
    with pytest.raises(Refused):
        search_accounts(world.actor("audit_admin"))


def test_an_account_is_made_and_waits(world: World) -> None:
    form = {"username": "P-100", "display_name": "规划司联络员"}
    client = world.client("system_admin")
    page = client.post("/system/accounts/new", form, follow=True).content.decode()
    assert "等安全管理员发激活码" in page
    assert "未激活" in page
    assert User.objects.get(username="p-100").display_name == "规划司联络员"


@pytest.mark.parametrize(
    ("username", "display_name", "sentence"),
    [
        ("unit", "某处长", "已经有人用"),
        ("a b", "某处长", "中间不要空格"),
        ("ok-1", "   ", "显示名称"),
    ],
)
def test_a_bad_account_is_explained_and_what_was_typed_stays(
    world: World, username: str, display_name: str, sentence: str
) -> None:
    form = {"username": username, "display_name": display_name}
    page = world.client("system_admin").post("/system/accounts/new", form)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert f'value="{username}"' in page.content.decode()


def test_many_accounts_are_made_or_none(world: World) -> None:
    by = world.actor("system_admin")
    rows = [NewAccount("p1", "甲"), NewAccount("unit", "乙")]
    with pytest.raises(UsernameTaken):
        services.create_accounts(rows, by=by)
    with pytest.raises(UsernameTaken):
        services.create_accounts([rows[0], rows[0]], by=by)
    assert not User.objects.filter(username="p1").exists()
    made = services.create_accounts([rows[0], NewAccount("p2", "丙")], by=by)
    assert [user.pk is not None for user in made] == [True, True]
    assert Event.objects.get().subject == "2"


def test_a_disabled_account_is_out_at_the_next_click(world: World) -> None:
    client, pk = world.client("unit"), world.users["unit"].pk
    admin = world.client("system_admin")
    admin.post(f"/system/accounts/{pk}/disable")
    assert client.get("/me").status_code == 302
    admin.post(f"/system/accounts/{pk}/enable")
    assert world.client("unit").get("/me").status_code == 200


def test_nobody_disables_themselves(world: World) -> None:
    pk = world.users["system_admin"].pk
    page = world.client("system_admin").post(f"/system/accounts/{pk}/disable")
    assert page.status_code == 403


def test_an_account_is_renamed(world: World) -> None:
    pk = world.users["secretariat"].pk
    client = world.client("system_admin")
    client.post(f"/system/accounts/{pk}/rename", {"display_name": "工作办公室"})
    assert User.objects.get(pk=pk).display_name == "工作办公室"
    page = client.post(f"/system/accounts/{pk}/rename", {"display_name": "长" * 81})
    assert page.status_code == 422


def test_the_security_administrator_unlocks(world: World, client: Client) -> None:
    for _ in range(5):
        try_door(client, "unit", "wrong")
    guard, pk = world.client("security_admin"), world.users["unit"].pk
    assert "暂停登录" in guard.get(f"/system/accounts/{pk}").content.decode()
    guard.post(f"/system/accounts/{pk}/unlock")
    assert try_door(client, "unit", "wrong") == 422


@pytest.mark.parametrize("verb", ["disable", "enable", "rename"])
def test_the_security_administrator_keeps_no_accounts(world: World, verb: str) -> None:
    pk = world.users["unit"].pk
    client = world.client("security_admin")
    assert client.post(f"/system/accounts/{pk}/{verb}").status_code == 403


@pytest.mark.parametrize("verb", ["unlock", "new-password", "second-factor", "roles"])
def test_the_system_administrator_gives_no_access(world: World, verb: str) -> None:
    pk = world.users["unit"].pk
    client = world.client("system_admin")
    assert client.post(f"/system/accounts/{pk}/{verb}").status_code == 403


def test_the_list_is_searched_by_both_names(world: World) -> None:
    client = world.client("system_admin")
    for query in ("SECRET", "secretariat"):
        page = client.get("/system/accounts", {"q": query}).content.decode()
        assert "secretariat" in page
        assert "scrutineer2" not in page
    assert "没有找到" in client.get("/system/accounts?q=龘").content.decode()


@pytest.mark.parametrize("kind", ["", "waiting", "disabled", "given", "nonsense"])
def test_every_kind_of_list_opens(world: World, kind: str) -> None:
    client = world.client("security_admin")
    assert client.get("/system/accounts", {"kind": kind}).status_code == 200


def test_an_unknown_account_is_not_found(world: World) -> None:
    page = world.client("system_admin").get("/system/accounts/999999")
    assert page.status_code == 404
    assert "没有这个账号" in page.content.decode()


def test_an_account_without_role_or_person_is_told_so(world: World) -> None:
    user = services.create_account("empty", "某人", by=system_actor("测试"))
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/")["Location"] == "/me"
    assert "还没有角色" in client.get("/me").content.decode()


def test_the_list_costs_the_same_however_long(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = world.actor("system_admin")
    for more in range(2):
        services.create_accounts(
            [NewAccount(f"x{more}-{n}", "某人") for n in range(30)], by=admin
        )
        with django_assert_num_queries(3):
            rows_of(search_accounts(admin))
    with django_assert_num_queries(1):
        list_accounts()
    with django_assert_num_queries(1):
        list_role_grants(admin)


def test_the_pages_stay_within_their_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin, guard = world.client("system_admin"), world.client("security_admin")
    pk = world.users["unit"].pk
    for client, page in (
        (admin, "/system"),
        (admin, "/system/accounts"),
        (guard, f"/system/accounts/{pk}"),
        (guard, "/system/roles"),
        (guard, "/me"),
    ):
        with django_assert_max_num_queries(15):
            client.get(page)


def test_a_demonstration_link_signs_in_and_says_so(
    world: World, client: Client, settings: LazySettings
) -> None:
    request = client.get("/sign-in").wsgi_request
    services.sign_in_as(request, world.users["unit"])
    assert Event.objects.get().tag == "accounts:sign_in:demo"
    settings.IS_DEMO = False
    with pytest.raises(DemoOnly):
        services.sign_in_as(request, world.users["unit"])
    with pytest.raises(DemoOnly):
        services.skip_second_factor_in_demo(
            world.users["unit"].pk, by=system_actor("测试")
        )


def test_a_password_given_from_outside_keeps_the_policy(db: None) -> None:
    by = system_actor("测试")
    with pytest.raises(Invalid):
        services.create_account("short", "某人", by=by, password="12345678")
    made = services.create_account("long", "某人", by=by, password="够长的密码一句话 1")
    assert made.has_usable_password()


def test_a_demonstration_account_needs_no_telephone(world: World) -> None:
    user = services.create_account("guide", "演示员", by=system_actor("测试"))
    services.grant_role(user.pk, Role.SCRUTINEER, by=system_actor("测试"))
    services.skip_second_factor_in_demo(user.pk, by=system_actor("测试"))
    assert Role.SCRUTINEER in get_actor(User.objects.get(pk=user.pk)).roles


def test_an_account_that_is_gone_is_said_to_be(world: World) -> None:
    with pytest.raises(NoSuchAccount):
        services.disable_account(999_999, by=world.actor("system_admin"))
    with pytest.raises(NoSuchAccount):
        services.change_password("a", "b", by=system_actor("测试"))
    with pytest.raises(NoSuchAccount):
        get_own_account(system_actor("测试"))


def test_enabling_what_is_enabled_is_no_act(world: World) -> None:
    services.enable_account(world.users["unit"].pk, by=world.actor("system_admin"))
    assert not Event.objects.exists()
