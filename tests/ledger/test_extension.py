"""More time: asked before the date, signed by the head, answered by the secretariat."""

import pytest

from gongping.foundation.errors import DomainError
from gongping.ledger import services
from gongping.ledger.exceptions import (
    NotInThisState,
    NotPossibleYet,
    NotYours,
    OnlyHead,
    OnlySecretariat,
    TooLateForExtension,
    WrongDetail,
)
from gongping.ledger.models import ExtensionRequest, LedgerItem
from gongping.ledger.states import ExtensionState
from tests.ledger.factory import Desk


def ask(
    desk: Desk,
    item: LedgerItem,
    *,
    place: int | None = 1,
    days: int = 30,
    reason: str = "数据晚到",
    who: str = "head",
) -> ExtensionRequest:
    node = None if place is None else list(item.milestones.all())[place]
    return services.request_extension(
        item,
        milestone=node,
        new_due_on=desk.day(days),
        reason=reason,
        by=getattr(desk, who),
    )


def test_a_granted_request_moves_the_date_and_keeps_the_first(desk: Desk) -> None:
    item = desk.published()
    asked = ask(desk, item)
    assert asked.state == ExtensionState.SIGNED
    services.decide_extension(asked, granted=True, by=desk.secretariat)
    node = desk.fresh(item).milestones.all()[1]
    assert (node.due_on, node.original_due_on) == (desk.day(30), desk.day(20))
    (change,) = desk.fresh(item).changes.all()
    assert (change.field, change.reason) == ("三省试点", "数据晚到")


def test_until_it_is_granted_the_old_date_counts(desk: Desk) -> None:
    item = desk.published()
    desk.verified(item, 0)
    asked = ask(desk, desk.fresh(item))
    assert desk.fresh(item).next_due_on == desk.day(20)
    services.decide_extension(asked, granted=True, by=desk.secretariat)
    assert desk.fresh(item).next_due_on == desk.day(30)


def test_the_deadline_moves_too(desk: Desk) -> None:
    item = desk.published()
    asked = ask(desk, item, place=None, days=150)
    services.decide_extension(asked, granted=True, by=desk.secretariat)
    item = desk.fresh(item)
    assert (item.due_on, item.original_due_on) == (desk.day(150), desk.day(120))


def test_milestones_stay_in_the_order_of_their_dates(desk: Desk) -> None:
    item = desk.published()
    asked = ask(desk, item, days=110)
    services.decide_extension(asked, granted=True, by=desk.secretariat)
    titles = [m.title for m in desk.fresh(item).milestones.all()]
    assert titles == ["方案印发", "机制定型", "三省试点"]


def test_a_refusal_needs_its_reason(desk: Desk) -> None:
    item = desk.published()
    asked = ask(desk, item)
    with pytest.raises(WrongDetail):
        services.decide_extension(asked, granted=False, by=desk.secretariat)
    services.decide_extension(
        asked, granted=False, note="全国时限不能动", by=desk.secretariat
    )
    assert desk.fresh(item).milestones.all()[1].due_on == desk.day(20)
    with pytest.raises(NotInThisState):
        services.decide_extension(asked, granted=True, by=desk.secretariat)


def test_the_head_signs_what_the_liaison_asks(desk: Desk) -> None:
    asked = ask(desk, desk.published(), who="liaison")
    assert asked.state == ExtensionState.REQUESTED
    with pytest.raises(NotPossibleYet):
        services.decide_extension(asked, granted=True, by=desk.secretariat)
    with pytest.raises(OnlyHead):
        services.sign_extension(asked, by=desk.liaison)
    signed = services.sign_extension(asked, by=desk.head)
    assert signed.signed_by_name == desk.head.name
    with pytest.raises(NotInThisState):
        services.sign_extension(asked, by=desk.head)
    with pytest.raises(OnlySecretariat):
        services.decide_extension(asked, granted=True, by=desk.head)


def test_the_head_may_turn_it_down(desk: Desk) -> None:
    asked = ask(desk, desk.published(), who="liaison")
    declined = services.decline_to_sign(asked, note="抓紧能完", by=desk.head)
    assert declined.state == ExtensionState.DECLINED


def test_time_is_asked_for_before_the_date_not_after(desk: Desk) -> None:
    item = desk.published()
    with pytest.raises(TooLateForExtension):
        ask(desk, item, place=0)
    LedgerItem.objects.filter(pk=item.pk).update(due_on=desk.day(-1))
    with pytest.raises(TooLateForExtension):
        ask(desk, desk.fresh(item), place=None)


def test_on_the_day_itself_it_is_not_too_late(desk: Desk) -> None:
    path = (("今天的节点", desk.day(0)), ("后面的", desk.day(50)))
    item = desk.published(milestones=path)
    assert ask(desk, item, place=0).old_due_on == desk.day(0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": 20}, "new_due_on"),
        ({"days": 121}, "new_due_on"),
        ({"reason": " "}, "reason"),
        ({"place": None, "days": 100}, "new_due_on"),
    ],
)
def test_a_wrong_request_is_named(
    desk: Desk, change: dict[str, object], field: str
) -> None:
    with pytest.raises(WrongDetail) as refusal:
        ask(desk, desk.published(), **change)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_one_request_at_a_time(desk: Desk) -> None:
    item = desk.published()
    ask(desk, item)
    with pytest.raises(NotPossibleYet, match="已有一份"):
        ask(desk, desk.fresh(item), place=2, days=110)


def test_what_is_reported_needs_no_more_time(desk: Desk) -> None:
    item = desk.published()
    desk.report(item, 1)
    with pytest.raises(WrongDetail, match="不用延期"):
        ask(desk, desk.fresh(item))


def test_another_item_or_unit_cannot_ask(desk: Desk) -> None:
    item, other = desk.published(), desk.published()
    with pytest.raises(NotYours):
        ask(desk, item, who="other")
    node = other.milestones.all()[1]
    with pytest.raises(WrongDetail):
        services.request_extension(
            item, milestone=node, new_due_on=desk.day(30), reason="x", by=desk.head
        )


def test_a_withdrawn_request_is_not_found(desk: Desk) -> None:
    asked = ask(desk, desk.published())
    ExtensionRequest.objects.all().delete()
    with pytest.raises(DomainError):
        services.decide_extension(asked, granted=True, by=desk.secretariat)
