"""Every condition of every policy, and that a button and its action agree."""

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from gongping.foundation.actors import ANONYMOUS, Actor, Role
from gongping.foundation.errors import DomainError, Refused
from gongping.ledger import policies, services
from gongping.ledger.exceptions import (
    NoSuchItem,
    NotInThisState,
    NotPossibleYet,
    NotYourEvidence,
    NotYours,
    OnlyHead,
    OnlySecretariat,
)
from gongping.ledger.models import LedgerItem
from gongping.ledger.policies import people
from gongping.ledger.states import ItemState, UpdateState
from tests.ledger.factory import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

ADMIN = Actor(1, "安全管理员", frozenset({Role.SECURITY_ADMIN}))
SCRUTINEER = Actor(2, "监票人", frozenset({Role.SCRUTINEER}))


def test_a_published_item_is_seen_by_all_who_work_here(desk: Desk) -> None:
    item = desk.published()
    for actor in (desk.secretariat, desk.head, desk.other, desk.leader, ADMIN):
        policies.check_can_see(item, actor)
    for actor in (ANONYMOUS, SCRUTINEER):
        with pytest.raises(NoSuchItem):
            policies.check_can_see(item, actor)


def test_a_draft_is_seen_by_its_unit_and_the_secretariat(desk: Desk) -> None:
    item = desk.draft()
    assert policies.can_see(item, desk.secretariat)
    assert policies.can_see(item, desk.liaison)
    for actor in (desk.other, desk.leader, ADMIN, SCRUTINEER):
        assert not policies.can_see(item, actor)


@pytest.mark.parametrize(
    "who", ["secretariat", "head", "liaison", "other", "leader", "nobody"]
)
def test_one_item_and_the_whole_table_are_seen_alike(desk: Desk, who: str) -> None:
    actor = ANONYMOUS if who == "nobody" else getattr(desk, who)
    items = [desk.published(), desk.draft(), desk.follow_up(), desk.closed()]
    seen = set(LedgerItem.objects.filter(policies.visible_to(actor)))
    assert seen == {item for item in items if policies.can_see(item, actor)}


def test_who_files(desk: Desk) -> None:
    item = desk.published()
    person = Actor(3, "处长", person_id=item.responsible_person_id)
    assert policies.is_filed_by(item, desk.liaison)
    assert policies.is_filed_by(item, person)
    assert not policies.is_filed_by(item, desk.other)
    assert not policies.is_filed_by(item, ANONYMOUS)
    item.lead_unit = None
    assert not policies.is_filed_by(item, desk.head)
    assert not policies.is_filed_by(LedgerItem(), ANONYMOUS)


def test_who_heads(desk: Desk) -> None:
    item = desk.published()
    people.check_heads(item, desk.head)
    with pytest.raises(OnlyHead):
        people.check_heads(item, desk.liaison)
    with pytest.raises(NotYours, match="资源保护司"):
        people.check_heads(item, desk.other)
    item.lead_unit = None
    with pytest.raises(NotYours, match="秘书处"):
        people.check_heads(item, desk.head)


Step = tuple[str, str, type[DomainError] | None]
ON_A_DRAFT: list[Step] = [
    ("edit", "head", None),
    ("edit", "other", NotYours),
    ("edit", "secretariat", None),
    ("adjust", "secretariat", NotInThisState),
    ("adjust", "head", OnlySecretariat),
    ("publish", "secretariat", None),
    ("publish", "head", OnlySecretariat),
    ("propose", "liaison", None),
    ("propose", "other", NotYours),
    ("confirm", "secretariat", NotInThisState),
    ("confirm", "head", OnlySecretariat),
    ("send_back", "secretariat", NotInThisState),
    ("acknowledge", "head", NotInThisState),
    ("confirm_supporting", "other", NotYours),
    ("report", "head", NotInThisState),
    ("request_extension", "head", NotInThisState),
    ("expedite", "secretariat", NotInThisState),
    ("close", "secretariat", NotInThisState),
    ("look_back", "secretariat", NotInThisState),
    ("reopen", "secretariat", NotInThisState),
    ("reopen", "head", OnlySecretariat),
]
ON_A_RUNNING_ITEM: list[Step] = [
    ("edit", "secretariat", None),
    ("edit", "head", OnlySecretariat),
    ("edit", "other", NotYours),
    ("adjust", "secretariat", None),
    ("publish", "secretariat", NotInThisState),
    ("propose", "head", NotInThisState),
    ("acknowledge", "head", None),
    ("acknowledge", "other", NotYours),
    ("report", "liaison", None),
    ("report", "other", NotYours),
    ("request_extension", "head", None),
    ("request_extension", "other", NotYours),
    ("expedite", "secretariat", None),
    ("expedite", "head", OnlySecretariat),
    ("close", "secretariat", NotPossibleYet),
    ("close", "head", OnlySecretariat),
]
ON_A_PROPOSAL: list[Step] = [
    ("publish", "secretariat", NotInThisState),
    ("confirm", "secretariat", None),
    ("send_back", "secretariat", None),
    ("send_back", "head", OnlySecretariat),
    ("propose", "liaison", None),
    ("edit", "liaison", None),
]
ON_A_CLOSED_ITEM: list[Step] = [
    ("edit", "secretariat", NotInThisState),
    ("report", "head", NotInThisState),
    ("close", "secretariat", NotInThisState),
    ("look_back", "secretariat", NotPossibleYet),
    ("look_back", "head", OnlySecretariat),
    ("look_back", "leader", OnlySecretariat),
    ("reopen", "secretariat", None),
]


def expect(desk: Desk, item: LedgerItem, step: Step) -> None:
    verb, who, error = step
    check: Callable[..., None] = getattr(policies, f"check_can_{verb}")
    wrap: Callable[..., bool] = getattr(policies, f"can_{verb}")
    actor = getattr(desk, who)
    assert wrap(item, actor) is (error is None)
    if error is not None:
        with pytest.raises(error):
            check(item, actor)


@pytest.mark.parametrize("step", ON_A_DRAFT)
def test_what_may_be_done_with_a_draft(desk: Desk, step: Step) -> None:
    expect(desk, desk.draft(), step)


@pytest.mark.parametrize("step", ON_A_RUNNING_ITEM)
def test_what_may_be_done_with_a_running_item(desk: Desk, step: Step) -> None:
    expect(desk, desk.published(), step)


@pytest.mark.parametrize("step", ON_A_PROPOSAL)
def test_what_may_be_done_with_a_proposal(desk: Desk, step: Step) -> None:
    item = desk.draft()
    item.state = ItemState.PROPOSED
    expect(desk, item, step)


@pytest.mark.parametrize("step", ON_A_CLOSED_ITEM)
def test_what_may_be_done_with_a_closed_item(desk: Desk, step: Step) -> None:
    expect(desk, desk.closed(), step)


def test_a_wrong_stage_offers_no_button_and_answers_409() -> None:
    assert issubclass(NotInThisState, Refused)
    assert NotInThisState("x").status == 409
    assert not issubclass(NotPossibleYet, Refused)


def test_supporting_units_confirm_once(desk: Desk) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    expect(desk, item, ("confirm_supporting", "other", None))
    item = services.confirm_support(item, by=desk.other)
    expect(desk, desk.fresh(item), ("confirm_supporting", "other", NotInThisState))


def test_an_acknowledged_item_is_not_acknowledged_again(desk: Desk) -> None:
    item = services.acknowledge_item(desk.published(), by=desk.head)
    expect(desk, item, ("acknowledge", "head", NotInThisState))


def test_when_all_is_reported_the_next_step_is_not_the_units(desk: Desk) -> None:
    item = desk.published()
    for place in range(3):
        desk.report(item, place)
    item = desk.fresh(item)
    expect(desk, item, ("report", "head", NotPossibleYet))
    expect(desk, item, ("expedite", "secretariat", NotPossibleYet))
    expect(desk, item, ("close", "secretariat", NotPossibleYet))


def test_all_verified_and_not_closed_may_be_reported_and_closed(desk: Desk) -> None:
    item = desk.published()
    item.milestones.update(reported_on=desk.day(0), verified_on=desk.day(0))
    item = desk.fresh(item)
    expect(desk, item, ("report", "head", None))
    expect(desk, item, ("close", "secretariat", None))


def test_the_leader_who_said_it_looks_back(desk: Desk) -> None:
    item = desk.closed()
    item.source_author, item.look_back_due_on = desk.leader.name, desk.day(0)
    expect(desk, item, ("look_back", "leader", None))
    expect(desk, item, ("look_back", "secretariat", None))
    item.look_back_result = "还在"
    expect(desk, item, ("look_back", "leader", NotInThisState))
    item.look_back_result, item.look_back_due_on = "", None
    expect(desk, item, ("look_back", "secretariat", None))


def test_reports_are_confirmed_verified_and_returned_in_turn(desk: Desk) -> None:
    update = desk.report(desk.published(), by=desk.liaison)
    assert policies.can_confirm_update(update, desk.head)
    assert policies.can_return_update(update, desk.head)
    assert not policies.can_return_update(update, desk.secretariat)
    assert not policies.can_verify_update(update, desk.secretariat)
    update.state = UpdateState.CONFIRMED
    assert policies.can_verify_update(update, desk.secretariat)
    assert policies.can_return_update(update, desk.secretariat)
    assert not policies.can_return_update(update, desk.head)
    assert not policies.can_confirm_update(update, desk.head)
    assert not policies.can_verify_update(update, desk.head)
    update.state = UpdateState.VERIFIED
    for check in (policies.check_can_verify_update, policies.check_can_return_update):
        with pytest.raises(NotInThisState):
            check(update, desk.secretariat)


def test_a_request_is_signed_and_then_decided(desk: Desk) -> None:
    item = desk.published()
    ask = services.request_extension(
        item, new_due_on=desk.day(150), reason="数据晚到", by=desk.liaison
    )
    assert policies.can_sign_extension(ask, desk.head)
    assert not policies.can_decide_extension(ask, desk.secretariat)
    expect(desk, desk.fresh(item), ("request_extension", "head", NotPossibleYet))
    ask = services.sign_extension(ask, by=desk.head)
    assert policies.can_decide_extension(ask, desk.secretariat)
    assert not policies.can_sign_extension(ask, desk.head)
    ask = services.decide_extension(ask, granted=True, by=desk.secretariat)
    assert not policies.can_decide_extension(ask, desk.secretariat)


def test_after_the_deadline_the_button_says_why(desk: Desk) -> None:
    item = desk.published()
    item.due_on = desk.day(-1)
    with pytest.raises(DomainError, match="时限已过"):
        policies.check_can_request_extension(item, desk.head)
    item.due_on = None
    assert policies.can_request_extension(item, desk.head)


def test_who_registers_and_who_keeps_the_register(desk: Desk) -> None:
    assert policies.can_create(desk.head)
    assert policies.can_create(desk.secretariat)
    assert not policies.can_create(desk.leader)
    assert policies.can_manage(desk.secretariat)
    assert not policies.can_manage(desk.head)


def test_a_reason_is_asked_for_once_it_is_published(desk: Desk) -> None:
    assert not policies.needs_reason(LedgerItem(state=ItemState.PROPOSED))
    assert policies.needs_reason(LedgerItem(state=ItemState.PUBLISHED))


def test_the_refusal_names_who_files_in_the_words_of_the_house(desk: Desk) -> None:
    with (
        translation.override("zh-hans"),
        pytest.raises(NotYours, match=r"^这项由资源保护司填报，您可以看，不能改。$"),
    ):
        policies.check_can_report(desk.published(), desk.other)


def test_each_check_has_its_wrapper() -> None:
    names: Any = policies.__all__
    checks = {name.removeprefix("check_") for name in names if name.startswith("check")}
    assert checks <= set(names)


def test_papers_are_opened_by_those_who_answer_for_the_item(desk: Desk) -> None:
    world = desk.world
    item = desk.published(supporting_units=(world.other_unit.pk,))
    person = Actor(3, "处长", frozenset({Role.VOTER}), item.responsible_person_id)
    linked = world.actor("other_leader")
    for actor in (desk.secretariat, desk.head, desk.liaison, desk.other, person):
        policies.check_can_open_evidence(item, actor)
    # 分管 the lead unit; 联系 the supporting one.
    for actor in (linked, desk.leader):
        policies.check_can_open_evidence(item, actor)
    alone = desk.published(title="没有配合单位的一项")
    for actor in (desk.other, desk.leader, world.actor("voter"), ADMIN):
        with pytest.raises(NotYourEvidence, match="请向资源保护司索取"):
            policies.check_can_open_evidence(alone, actor)
    with pytest.raises(NoSuchItem):
        policies.check_can_open_evidence(alone, SCRUTINEER)
    assert policies.can_open_evidence(alone, linked)
    assert not policies.can_open_evidence(alone, desk.leader)
