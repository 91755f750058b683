import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongping.comments.exceptions import NoSuchPair
from gongping.comments.models import LeaderComment
from gongping.comments.selectors import coverage
from gongping.comments.services import save_draft, waive_pairs
from gongping.foundation.errors import Invalid
from gongping.ledger.models import LedgerItem
from gongping.meetings.models import ReviewRound
from tests.comments.conftest import COMPLETE
from tests.world import World, give_account


def head_of_planning(world: World) -> Client:
    world.users["planner"] = give_account("planner", world.heads[1])
    return world.client("planner")


def test_a_point_to_follow_up_becomes_a_draft_that_keeps_the_words(
    world: World, signed: LeaderComment
) -> None:
    item = LedgerItem.objects.get()

    assert item.source_quote == "年底前把制度定型。"
    assert item.source_author == "副部长甲"
    assert item.lead_unit == world.units[1]
    assert item.state == "draft"
    assert signed.points.get(section="priorities").ledger_item == item


def test_the_unit_acknowledges_and_the_leader_can_see_it(
    world: World, signed: LeaderComment
) -> None:
    page = head_of_planning(world).post(
        f"/comments/{signed.pk}/acknowledge", follow=True
    )

    assert "已签收" in page.content.decode()
    signed.refresh_from_db()
    assert signed.state == "acknowledged"
    assert signed.acknowledged_by_name == "规划司负责人"


def test_another_unit_neither_sees_nor_acknowledges(
    world: World, signed: LeaderComment
) -> None:
    client = world.client("unit")

    assert client.get(f"/comments/{signed.pk}").status_code == 404
    assert client.post(f"/comments/{signed.pk}/acknowledge").status_code == 404


def test_a_draft_is_seen_by_its_leader_only(world: World, round_: ReviewRound) -> None:
    draft = save_draft(round_, world.units[1].pk, COMPLETE, by=world.actor("leader"))

    assert world.client("leader").get(f"/comments/{draft.pk}").status_code == 200
    assert world.client("secretariat").get(f"/comments/{draft.pk}").status_code == 404
    assert world.client("other_leader").get(f"/comments/{draft.pk}").status_code == 404


def test_a_signed_comment_cannot_be_changed(
    world: World, round_: ReviewRound, signed: LeaderComment
) -> None:
    place = f"/comments/{round_.pk}/{signed.unit_id}/pad"

    page = world.client("leader").post(f"{place}/save", {"version": "0"})

    assert page.status_code == 409
    assert "已经签署" in page.content.decode()


def test_coverage_counts_pairs(
    world: World, round_: ReviewRound, signed: LeaderComment
) -> None:
    found = coverage(round_)

    assert (found.total, found.signed) == (12, 1)
    assert len(found.missing) == 11


def test_a_waived_pair_needs_a_reason(world: World, round_: ReviewRound) -> None:
    pair = coverage(round_).missing[0]
    by = world.actor("secretariat")

    with pytest.raises(Invalid):
        waive_pairs(round_, {(pair.leader.pk, pair.unit.pk): " "}, by=by)
    with pytest.raises(Invalid, match="太长"):
        waive_pairs(round_, {(pair.leader.pk, pair.unit.pk): "长" * 201}, by=by)
    waive_pairs(round_, {(pair.leader.pk, pair.unit.pk): "出国"}, by=by)

    assert len(coverage(round_).missing) == 11


def test_a_pair_that_owes_no_comment_cannot_be_waived(
    world: World, round_: ReviewRound
) -> None:
    pair = coverage(round_).missing[0]

    with pytest.raises(NoSuchPair):
        waive_pairs(
            round_,
            {(pair.leader.pk, pair.unit.pk + 999): "出国"},
            by=world.actor("secretariat"),
        )


def test_pages_of_comments_open_for_those_they_are_for(
    world: World, round_: ReviewRound, signed: LeaderComment
) -> None:
    pages = {
        "leader": ["/comments", f"/comments/{round_.pk}/coverage"],
        "secretariat": [
            "/comments",
            f"/comments/{round_.pk}/coverage",
            f"/comments/{round_.pk}/form",
            f"/comments/{signed.pk}",
            f"/comments/{signed.pk}/print",
        ],
        "unit": ["/comments"],
    }
    for who, places in pages.items():
        client = world.client(who)
        for place in places:
            assert client.get(place).status_code == 200, (who, place)


def test_the_pad_asks_the_database_a_fixed_number_of_times(
    world: World,
    round_: ReviewRound,
    signed: LeaderComment,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = world.client("leader")

    with django_assert_max_num_queries(15):
        client.get(f"/comments/{round_.pk}/{world.units[0].pk}/pad")
