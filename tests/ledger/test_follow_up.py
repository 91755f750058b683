"""From a leader's words to a published item: path by the unit, consent by the office."""

import pytest

from gongping.foundation.errors import DomainError
from gongping.ledger import selectors, services
from gongping.ledger.exceptions import (
    NotInThisState,
    NotPublishable,
    NotYours,
    OnlySecretariat,
    WrongDetail,
)
from gongping.ledger.models import LedgerItem
from gongping.ledger.services.follow_ups import title_from
from gongping.ledger.states import ItemKind, ItemState, Light
from tests.ledger.factory import Desk


def propose(desk: Desk, item: LedgerItem, who: str = "liaison") -> LedgerItem:
    return services.propose_path(
        item,
        milestones=[("边界清单", desk.day(20)), ("评估报告", desk.day(50))],
        responsible_person=desk.world.cadres[6].pk,
        due_on=desk.day(60),
        by=getattr(desk, who),
    )


def test_a_follow_up_keeps_the_words_and_where_they_came_from(desk: Desk) -> None:
    item = desk.follow_up()
    assert item.kind == ItemKind.FOLLOW_UP
    assert item.state == ItemState.DRAFT
    assert item.title == "把部省联动的责任边界写清楚，上半年拿出评估"
    assert item.source_quote.startswith("把部省联动")
    assert item.source_author == desk.leader.name
    assert selectors.item_for_source("comment-point:1") == item


def test_one_source_raises_one_item(desk: Desk) -> None:
    assert desk.follow_up() == desk.follow_up()
    assert desk.follow_up("comment-point:2") != desk.follow_up()
    found = selectors.items_for_sources(["comment-point:1", "", "nothing"])
    assert list(found) == ["comment-point:1"]
    assert selectors.item_for_source("") is None


def test_only_leaders_and_the_secretariat_raise_items(desk: Desk) -> None:
    sent = {
        "author": "甲",
        "occasion": "",
        "unit_id": 1,
        "source_key": "",
        "year": 2026,
    }
    with pytest.raises(OnlySecretariat):
        services.raise_follow_up(quote="办", by=desk.head, **sent)  # type: ignore[arg-type]
    with pytest.raises(WrongDetail):
        services.raise_follow_up(quote=" ", by=desk.leader, **sent)  # type: ignore[arg-type]


def test_the_unit_proposes_and_the_secretariat_confirms(desk: Desk) -> None:
    item = propose(desk, desk.follow_up())
    assert item.state == ItemState.PROPOSED
    assert item.acknowledged_on == desk.day(0)
    item = services.confirm_item(item, by=desk.secretariat)
    assert item.state == ItemState.PUBLISHED
    assert item.next_due_on == desk.day(20)
    with pytest.raises(NotInThisState):
        propose(desk, item)


def test_a_proposal_may_be_mended_until_it_is_confirmed(desk: Desk) -> None:
    item = propose(desk, desk.follow_up())
    again = propose(desk, item, "head")
    assert again.milestones.count() == 2


def test_what_is_sent_back_says_why(desk: Desk) -> None:
    item = propose(desk, desk.follow_up())
    item = services.send_back_item(item, "节点太晚", by=desk.secretariat)
    assert (item.state, item.review_note) == (ItemState.DRAFT, "节点太晚")
    form = desk.world.client("unit").get(f"/ledger/{item.number}/path")
    assert "节点太晚" in form.content.decode()
    item = propose(desk, item)
    assert item.review_note == ""


def test_a_proposal_without_a_path_is_not_taken(desk: Desk) -> None:
    with pytest.raises(NotPublishable):
        services.propose_path(
            desk.follow_up(),
            milestones=[],
            responsible_person=desk.world.cadres[6],
            due_on=desk.day(60),
            by=desk.head,
        )


def test_another_unit_neither_sees_nor_proposes(desk: Desk) -> None:
    item = desk.follow_up()
    with pytest.raises(NotYours):
        propose(desk, item, "other")
    with pytest.raises(DomainError):
        selectors.get_item(item.number, desk.other)
    assert selectors.get_item(item.number, desk.liaison) == item
    assert selectors.light_of(item, desk.day(0)) == Light.DRAFT


def test_only_the_secretariat_confirms(desk: Desk) -> None:
    item = desk.follow_up()
    with pytest.raises(NotInThisState):
        services.confirm_item(item, by=desk.secretariat)
    item = propose(desk, item)
    with pytest.raises(OnlySecretariat):
        services.confirm_item(item, by=desk.head)
    with pytest.raises(NotInThisState, match="确认并发布"):
        services.publish_item(item, by=desk.secretariat)


@pytest.mark.parametrize(
    ("quote", "title"),
    [
        ("提速。写清楚。", "提速"),
        ("字" * 41, "字" * 39 + "…"),
        ("甲" * 30 + "，" + "乙" * 30, "甲" * 30),
        ("  摸清底数；整改 ", "摸清底数"),
    ],
)
def test_a_title_is_the_first_clause(quote: str, title: str) -> None:
    assert title_from(quote) == title
