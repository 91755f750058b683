"""Reporting on milestones, confirming, verifying, returning, closing out."""

import pytest

from gongping.foundation.errors import DomainError
from gongping.ledger import services
from gongping.ledger.exceptions import (
    NotInThisState,
    NotPossibleYet,
    NotYours,
    OnlyHead,
    OnlySecretariat,
    WrongDetail,
)
from gongping.ledger.lights import light_of
from gongping.ledger.models import LedgerItem
from gongping.ledger.states import ItemState, Light, UpdateState
from tests.ledger.factory import Desk


def test_the_overdue_milestone_makes_the_item_late(desk: Desk) -> None:
    item = desk.published()
    assert item.next_due_on == desk.day(-20)
    assert light_of(item, desk.day(0)) == Light.LATE


def test_what_is_reported_and_unverified_is_never_late(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item, 0, by=desk.liaison)
    item = desk.fresh(item)
    assert update.state == UpdateState.SUBMITTED
    assert item.state == ItemState.AWAITING
    assert light_of(item, desk.day(0)) == Light.WAITING
    assert light_of(item, desk.day(21)) == Light.LATE


def test_a_report_by_the_head_is_confirmed_at_once(desk: Desk) -> None:
    update = desk.report(desk.published())
    assert update.state == UpdateState.CONFIRMED
    assert update.confirmed_by_name == desk.head.name


def test_the_head_confirms_what_the_liaison_reported(desk: Desk) -> None:
    update = desk.report(desk.published(), by=desk.liaison)
    with pytest.raises(OnlyHead, match="资源保护司负责人"):
        services.confirm_update(update, by=desk.liaison)
    with pytest.raises(NotYours):
        services.confirm_update(update, by=desk.other)
    with pytest.raises(NotPossibleYet):
        services.verify_update(update, by=desk.secretariat)
    confirmed = services.confirm_update(update, by=desk.head)
    assert confirmed.state == UpdateState.CONFIRMED
    with pytest.raises(NotInThisState):
        services.confirm_update(update, by=desk.head)


def test_a_verified_milestone_is_done_and_the_item_runs_on(desk: Desk) -> None:
    item = desk.published()
    services.verify_update(desk.report(item), note="请写数。", by=desk.secretariat)
    item = desk.fresh(item)
    assert item.state == ItemState.PUBLISHED
    assert item.next_due_on == desk.day(20)
    assert light_of(item, desk.day(0)) == Light.OK
    assert item.milestones.all()[0].verified_on == desk.day(0)


def test_a_returned_report_makes_its_milestone_due_again(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item)
    with pytest.raises(WrongDetail):
        services.return_update(update, " ", by=desk.secretariat)
    with pytest.raises(OnlySecretariat):
        services.return_update(update, "没有数", by=desk.head)
    returned = services.return_update(update, "没有数", by=desk.secretariat)
    item = desk.fresh(item)
    assert returned.review_note == "没有数"
    assert item.state == ItemState.PUBLISHED
    assert light_of(item, desk.day(0)) == Light.LATE
    assert desk.report(item, 0).state == UpdateState.CONFIRMED


def test_the_head_returns_a_report_that_is_not_ready(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item, by=desk.liaison)
    returned = services.return_update(update, "写清楚哪三个省", by=desk.head)
    assert returned.state == UpdateState.RETURNED
    assert desk.fresh(item).state == ItemState.PUBLISHED
    with pytest.raises(NotInThisState):
        services.return_update(update, "再退", by=desk.head)


def test_a_milestone_is_reported_once(desk: Desk) -> None:
    item = desk.published()
    desk.report(item, 0)
    with pytest.raises(WrongDetail, match="已经报过"):
        desk.report(item, 0)


def test_with_the_last_milestone_the_item_is_closed_out(desk: Desk) -> None:
    item = desk.closed()
    assert item.state == ItemState.CLOSED
    assert item.closed_on == desk.day(0)
    assert item.look_back_due_on is not None
    assert item.look_back_due_on > desk.day(180)
    assert item.next_due_on is None
    assert light_of(item, desk.day(400)) == Light.DONE


def test_two_reports_wait_and_one_verified_leaves_the_other_waiting(
    desk: Desk,
) -> None:
    item = desk.published()
    first, second = desk.report(item, 0), desk.report(item, 1)
    services.verify_update(first, by=desk.secretariat)
    assert desk.fresh(item).state == ItemState.AWAITING
    services.verify_update(second, by=desk.secretariat)
    assert desk.fresh(item).state == ItemState.PUBLISHED


def test_an_obstacle_makes_a_running_item_due_soon(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item, 0, obstacle="第三省数据晚到")
    services.verify_update(update, by=desk.secretariat)
    item = desk.fresh(item)
    assert light_of(item, desk.day(0)) == Light.SOON
    services.verify_update(desk.report(item, 1), by=desk.secretariat)
    assert desk.fresh(item).obstacle == ""


def test_another_unit_cannot_report(desk: Desk) -> None:
    item = desk.published()
    with pytest.raises(NotYours, match="这项由资源保护司填报，您可以看，不能改。"):
        desk.report(item, by=desk.other)


def test_the_responsible_person_may_report(desk: Desk) -> None:
    person = desk.world.cadres[6]
    from gongping.foundation.actors import Actor, Role

    actor = Actor(
        user_id=1, name=person.name, roles=frozenset({Role.VOTER}), person_id=person.pk
    )
    update = desk.report(desk.published(), by=actor)
    assert update.state == UpdateState.SUBMITTED


def test_a_report_on_the_whole_item_leaves_its_milestones_due(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item, None, obstacle="缺经费")
    assert desk.fresh(item).next_due_on == desk.day(-20)
    with pytest.raises(NotPossibleYet):
        desk.report(item, None)
    services.verify_update(update, by=desk.secretariat)
    assert desk.fresh(item).state == ItemState.PUBLISHED


@pytest.mark.parametrize(
    ("text", "obstacle", "field"),
    [(" ", "", "text"), ("字" * 2001, "", "text"), ("好", "字" * 301, "obstacle")],
)
def test_a_report_says_something_and_not_too_much(
    desk: Desk, text: str, obstacle: str, field: str
) -> None:
    with pytest.raises(WrongDetail) as refusal:
        desk.report(desk.published(), text=text, obstacle=obstacle)
    assert refusal.value.field == field


def test_a_milestone_of_another_item_is_not_reported(desk: Desk) -> None:
    item, other = desk.published(), desk.published()
    node = other.milestones.all()[0]
    with pytest.raises(WrongDetail):
        services.report_progress(item, milestone=node, text="好", by=desk.head)


def test_a_closed_item_takes_no_report_and_a_draft_neither(desk: Desk) -> None:
    with pytest.raises(NotInThisState):
        desk.report(desk.closed())
    with pytest.raises(NotInThisState):
        desk.report(desk.draft())


def test_when_all_is_reported_nothing_more_is_asked(desk: Desk) -> None:
    item = desk.published()
    for place in range(3):
        desk.report(item, place)
    with pytest.raises(NotPossibleYet):
        desk.report(item, None)
    with pytest.raises(DomainError):
        services.expedite_item(desk.fresh(item), by=desk.secretariat)


def test_an_item_without_milestones_is_closed_by_hand(desk: Desk) -> None:
    item = desk.published()
    item.milestones.all().delete()
    update = desk.report(item, None)
    services.verify_update(update, by=desk.secretariat)
    item = desk.fresh(item)
    assert item.state == ItemState.PUBLISHED
    assert item.next_due_on == item.due_on
    assert services.close_item(item, by=desk.secretariat).state == ItemState.CLOSED


def test_what_is_gone_is_not_found(desk: Desk) -> None:
    item = desk.published()
    update = desk.report(item)
    services.return_update(update, "补数", by=desk.secretariat)
    item.delete()
    with pytest.raises(DomainError, match="没有找到"):
        services.verify_update(update, by=desk.secretariat)
    with pytest.raises(DomainError, match="没有这个编号"):
        services.expedite_item(LedgerItem(pk=0), by=desk.secretariat)
