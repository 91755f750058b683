"""Three administrators who stay three, and the roles that stay apart."""

import pytest

from gongping.accounts import services
from gongping.accounts.exceptions import (
    LastOfItsKind,
    RoleFollowsFromPost,
    RolesDoNotMix,
)
from gongping.accounts.models import RoleGrant, User
from gongping.accounts.policies import can_manage_access, can_manage_accounts
from gongping.accounts.selectors import users_with_role
from gongping.audit.models import Event
from gongping.foundation.actors import ANONYMOUS, Role, system_actor
from gongping.foundation.errors import Refused
from tests.world import World

APART = [
    ("system_admin", Role.SECURITY_ADMIN),
    ("system_admin", Role.AUDIT_ADMIN),
    ("security_admin", Role.AUDIT_ADMIN),
    ("audit_admin", Role.SYSTEM_ADMIN),
    ("system_admin", Role.SECRETARIAT),
    ("secretariat", Role.AUDIT_ADMIN),
    ("scrutineer", Role.SECURITY_ADMIN),
    ("scrutineer", Role.SECRETARIAT),
]


@pytest.fixture
def second_security_admin(world: World) -> User:
    by = system_actor("测试")
    user = services.create_account("guard", "安全管理员乙", by=by)
    services.grant_role(user.pk, Role.SECURITY_ADMIN, by=by)
    return user


@pytest.mark.parametrize(("who", "wanted"), APART)
def test_roles_that_watch_each_other_do_not_meet_in_one_account(
    world: World, who: str, wanted: Role
) -> None:
    with pytest.raises(RolesDoNotMix):
        services.grant_role(world.users[who].pk, wanted, by=system_actor("测试"))


def test_the_page_says_which_two_roles_do_not_mix(world: World) -> None:
    pk = world.users["audit_admin"].pk
    page = world.client("security_admin").post(
        f"/system/accounts/{pk}/roles", {"role": "system_admin"}
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "不能既是审计管理员又是系统管理员" in text
    assert RoleGrant.objects.filter(user_id=pk).count() == 1


def test_the_security_administrator_gives_and_ends_a_role(world: World) -> None:
    pk, client = world.users["voter"].pk, world.client("security_admin")
    client.post(f"/system/accounts/{pk}/roles", {"role": "secretariat"})
    assert Role.SECRETARIAT in world.actor("voter").roles
    client.post(f"/system/accounts/{pk}/roles/end", {"role": "secretariat"})
    assert Role.SECRETARIAT not in world.actor("voter").roles
    tags = Event.objects.order_by("position").values_list("tag", flat=True)
    assert list(tags) == ["accounts:role:granted", "accounts:role:revoked"]


def test_giving_a_role_twice_is_one_act(world: World) -> None:
    for _ in range(2):
        services.grant_role(
            world.users["voter"].pk, Role.SECRETARIAT, by=system_actor("测试")
        )
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["system_admin", "audit_admin", "secretariat", "unit"])
def test_nobody_else_gives_roles(world: World, who: str) -> None:
    pk = world.users["voter"].pk
    page = world.client(who).post(
        f"/system/accounts/{pk}/roles", {"role": "secretariat"}
    )
    assert page.status_code == 403
    with pytest.raises(Refused):
        services.grant_role(pk, Role.SECRETARIAT, by=world.actor(who))


def test_nobody_changes_their_own_rights(world: World) -> None:
    pk, client = world.users["security_admin"].pk, world.client("security_admin")
    for verb in ("roles", "roles/end"):
        page = client.post(f"/system/accounts/{pk}/{verb}", {"role": "security_admin"})
        assert page.status_code == 403
        assert "不能改自己的权限" in page.content.decode()


def test_a_role_that_follows_from_a_post_is_not_given(world: World) -> None:
    by = system_actor("测试")
    with pytest.raises(RoleFollowsFromPost):
        services.grant_role(world.users["voter"].pk, Role.LEADER, by=by)
    pk = world.users["voter"].pk
    page = world.client("security_admin").post(
        f"/system/accounts/{pk}/roles", {"role": "king"}
    )
    assert page.status_code == 422


def test_the_last_administrator_of_a_kind_stays(world: World) -> None:
    by, pk = system_actor("测试"), world.users["audit_admin"].pk
    with pytest.raises(LastOfItsKind):
        services.revoke_role(pk, Role.AUDIT_ADMIN, by=by)
    with pytest.raises(LastOfItsKind):
        services.disable_account(pk, by=by)


def test_one_of_two_may_go(world: World, second_security_admin: User) -> None:
    by = system_actor("测试")
    services.revoke_role(world.users["security_admin"].pk, Role.SECURITY_ADMIN, by=by)
    assert users_with_role(Role.SECURITY_ADMIN) == [second_security_admin]


def test_a_disabled_administrator_does_not_count_as_one(
    world: World, second_security_admin: User
) -> None:
    by = system_actor("测试")
    services.disable_account(second_security_admin.pk, by=by)
    with pytest.raises(LastOfItsKind):
        services.revoke_role(
            world.users["security_admin"].pk, Role.SECURITY_ADMIN, by=by
        )


def test_a_stranger_is_not_the_program() -> None:
    assert not can_manage_access(ANONYMOUS)
    assert not can_manage_accounts(ANONYMOUS)


def test_a_new_organisation_begins_with_three_administrators(db: None) -> None:
    made = services.create_first_administrators("Admin", by=system_actor("init"))
    assert [(m.user.username, m.role) for m in made] == [
        ("admin", Role.SYSTEM_ADMIN),
        ("admin-security", Role.SECURITY_ADMIN),
        ("admin-audit", Role.AUDIT_ADMIN),
    ]
    for first in made:
        services.activate(first.code, "一个够长的密码 2026")


def test_the_roles_page_shows_who_holds_what(world: World) -> None:
    page = world.client("security_admin").get("/system/roles").content.decode()
    assert "监票人" in page
    assert "scrutineer2" in page
