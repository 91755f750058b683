"""While a poll is open, nobody can be put in a voter's or a scrutineer's place."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from gongping.accounts import services as accounts
from gongping.accounts.exceptions import AccountHeld
from gongping.accounts.models import ActivationCode, RoleGrant, User
from gongping.foundation.actors import Role
from gongping.organisation.models import Person
from gongping.polls.exceptions import NotReady, PlanFixed
from gongping.polls.models import Poll
from gongping.polls.states import PollState
from gongping.procedure import ballots
from tests.accounts.conftest import PASSWORD, with_password
from tests.polls.sealed import SealedSeason

VOTER_KEPT = "截止以前账号、激活码、密码、第二道验证和角色都不能新设或重置"
SEAT_KEPT = "启封以前账号不能停用、重置或改角色"
Sent = dict[str, str]
RESETS: tuple[tuple[str, Sent], ...] = (
    ("new-password", {}),
    ("second-factor", {}),
    ("roles", {"role": "scrutineer"}),
    ("roles/end", {"role": "secretariat"}),
)


def press(
    season: SealedSeason, who: str, verb: str, sent: dict[str, str], by: str
) -> tuple[int, str]:
    """Return what the account page of `who` answers to one of its buttons."""
    user = season.world.users[who]
    client = season.world.client(by)
    answer = client.post(f"/system/accounts/{user.pk}/{verb}", sent, follow=True)
    return answer.status_code, answer.content.decode()


def print_codes(season: SealedSeason, *who: str) -> str:
    chosen = {"account": [season.world.users[name].pk for name in who]}
    client = season.world.client("security_admin")
    return client.post("/system/accounts/codes", chosen, follow=True).content.decode()


@pytest.mark.parametrize("stage", ["collecting", "casting"])
def test_no_reset_of_a_voter_while_ballots_are_out(
    season: SealedSeason, stage: str
) -> None:
    getattr(season, stage)()
    before = User.objects.filter(username="voter").values().get()
    for verb, sent in RESETS:
        status, said = press(season, "voter", verb, sent, "security_admin")
        assert status == 409
        assert VOTER_KEPT in said
        assert "抽一张纸质票条" in said
    assert User.objects.filter(username="voter").values().get() == before
    assert not RoleGrant.objects.filter(user__username="voter").exists()


@pytest.mark.parametrize(("verb", "sent"), RESETS)
def test_before_and_after_a_voter_can_be_reset(
    season: SealedSeason, verb: str, sent: dict[str, str]
) -> None:
    season.freeze()
    assert press(season, "voter", verb, sent, "security_admin")[0] == 200
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    season.close()
    assert press(season, "voter", verb, sent, "security_admin")[0] == 200


def test_no_codes_are_printed_for_voters_alone_or_among_others(
    season: SealedSeason,
) -> None:
    season.collecting()
    said = print_codes(season, "voter", "unit", "secretariat")
    assert VOTER_KEPT in said
    assert "等 2 人" in said
    assert not ActivationCode.objects.exists()
    print_codes(season, "secretariat")
    assert ActivationCode.objects.get().user.username == "secretariat"


def test_a_code_printed_before_still_opens_the_account(
    season: SealedSeason, client: Client
) -> None:
    user = season.world.users["voter"]
    by = season.world.actor("security_admin")
    code = accounts.issue_activation_code(user.pk, by=by)
    season.collecting()
    form = {"username": "voter", "code": code, "password": PASSWORD}
    form |= {"repeated": PASSWORD}
    assert client.post("/activate", form).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_shut_account_stays_shut_and_a_stolen_one_can_be_shut(
    season: SealedSeason,
) -> None:
    season.collecting()
    assert press(season, "voter", "disable", {}, "system_admin")[0] == 200
    status, said = press(season, "voter", "enable", {}, "system_admin")
    assert status == 409
    assert VOTER_KEPT in said
    assert not User.objects.get(username="voter").is_active


def test_nobody_on_the_roll_gets_an_account(season: SealedSeason) -> None:
    season.collecting()
    person = season.world.cadres[5]
    client = season.world.client("system_admin")
    sent: dict[str, Any] = {"person": [person.pk]}
    answer = client.post("/system/people-accounts", sent)
    assert answer.status_code == 409
    assert VOTER_KEPT in answer.content.decode()
    assert Person.objects.get(pk=person.pk).user_id is None
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    season.close()
    assert client.post("/system/people-accounts", sent).status_code == 302
    assert Person.objects.get(pk=person.pk).user_id


def test_the_command_line_is_no_way_round(season: SealedSeason) -> None:
    season.collecting()
    with pytest.raises(CommandError, match="截止以前"):
        call_command("rescue_account", "voter", stdout=io.StringIO())
    assert not ActivationCode.objects.exists()
    call_command("rescue_account", "audit_admin", stdout=io.StringIO())
    assert ActivationCode.objects.get().user.username == "audit_admin"


def test_voters_still_change_their_own_password(season: SealedSeason) -> None:
    season.world.users["voter"] = with_password(season.world.users["voter"])
    season.collecting()
    client = season.world.client("voter")
    new = "另一句很长的话-2026"
    form = {"old": PASSWORD, "password": new, "repeated": new}
    assert client.post("/me/password", form).status_code == 302
    assert User.objects.get(username="voter").check_password(new)


def test_unlocking_changes_no_credential_and_stays_possible(
    season: SealedSeason,
) -> None:
    season.collecting()
    assert press(season, "voter", "unlock", {}, "security_admin")[0] == 200


def test_who_is_not_on_the_roll_is_not_held(season: SealedSeason) -> None:
    season.collecting()
    for verb in ("new-password", "second-factor"):
        assert press(season, "audit_admin", verb, {}, "security_admin")[0] == 200


def test_a_rehearsal_holds_nobody(season: SealedSeason) -> None:
    season.plan(is_rehearsal=True)
    season.collecting()
    assert press(season, "voter", "new-password", {}, "security_admin")[0] == 200
    assert press(season, "scrutineer", "disable", {}, "system_admin")[0] == 200


SEAT_STEPS: tuple[tuple[str, Sent, str], ...] = (
    ("disable", {}, "system_admin"),
    ("roles/end", {"role": "scrutineer"}, "security_admin"),
    ("new-password", {}, "security_admin"),
    ("second-factor", {}, "security_admin"),
)


@pytest.mark.parametrize("stage", ["freeze", "collecting", "casting", "closed"])
def test_a_scrutineer_on_duty_stays_as_appointed(
    season: SealedSeason, stage: str
) -> None:
    getattr(season, stage)()
    for verb, sent, by in SEAT_STEPS:
        status, said = press(season, "scrutineer", verb, sent, by)
        assert status == 409
        assert SEAT_KEPT in said
    user = User.objects.get(username="scrutineer")
    assert user.is_active
    assert user.is_totp_confirmed
    assert user.role_grants.get().role == Role.SCRUTINEER


def test_a_scrutineer_is_free_before_the_freeze_and_once_it_is_void(
    season: SealedSeason,
) -> None:
    season.key_up()
    assert press(season, "scrutineer", "new-password", {}, "security_admin")[0] == 200
    season.freeze()
    assert SEAT_KEPT in print_codes(season, "scrutineer2")
    ballots.void_poll(season.poll, "换监票人", by=season.secretariat)
    assert press(season, "scrutineer2", "disable", {}, "system_admin")[0] == 200


@pytest.mark.parametrize(
    ("verb", "sent", "by"), [one for one in SEAT_STEPS if one[0] != "new-password"]
)
def test_nothing_is_frozen_with_a_scrutineer_who_could_not_open_it(
    season: SealedSeason, verb: str, sent: Sent, by: str
) -> None:
    season.key_up()
    assert press(season, "scrutineer", verb, sent, by)[0] == 200
    with pytest.raises(NotReady, match="监票人“scrutineer”"):
        season.freeze()
    assert Poll.objects.get(pk=season.poll.pk).state == PollState.DRAFT


def test_scrutineers_are_not_exchanged_after_the_freeze(season: SealedSeason) -> None:
    season.freeze()
    with pytest.raises(PlanFixed, match="作废后重来"):
        season.plan(scrutineer_ids=frozenset({season.world.users["scrutineer"].pk}))
    assert season.reloaded().scrutineers.count() == 3


def test_the_service_says_it_without_any_page(season: SealedSeason) -> None:
    season.collecting()
    by = season.world.actor("security_admin")
    with pytest.raises(AccountHeld):
        accounts.issue_activation_code(season.world.users["voter"].pk, by=by)
