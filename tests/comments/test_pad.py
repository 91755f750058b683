import pytest
from django.test import Client

from gongping.comments.models import LeaderComment
from gongping.comments.services import Point
from gongping.ledger.models import LedgerItem
from gongping.meetings.models import ReviewRound, UnitReport
from tests.comments.conftest import COMPLETE, pad_of, typed
from tests.world import World

JSON = {"Accept": "application/json"}


def test_a_leader_opens_the_pad_of_a_unit_that_is_theirs(
    world: World, round_: ReviewRound
) -> None:
    page = world.client("leader").get(pad_of(round_, world.units[1].pk))

    assert page.status_code == 200
    assert "规划司" in page.content.decode()


def test_a_unit_that_is_not_the_leaders_has_no_pad(
    world: World, round_: ReviewRound
) -> None:
    page = world.client("leader").get(pad_of(round_, world.units[2].pk))

    assert page.status_code == 404
    assert "不由您分管或联系" in page.content.decode()


def test_a_pause_in_writing_saves_the_draft(world: World, round_: ReviewRound) -> None:
    place = pad_of(round_, world.units[1].pk)

    answer = world.client("leader").post(
        f"{place}/save", typed(*COMPLETE[:1]), headers=JSON
    )

    assert "已自动保存" in answer.json()["saved"]
    assert LeaderComment.objects.get().points.get().text == "审批提速看得见。"


def test_an_older_device_does_not_overwrite_a_newer_draft(
    world: World, round_: ReviewRound
) -> None:
    client, place = world.client("leader"), pad_of(round_, world.units[1].pk)
    first = client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON).json()[
        "version"
    ]
    client.post(f"{place}/save", typed(COMPLETE[1], version=first), headers=JSON)

    answer = client.post(
        f"{place}/save", typed(COMPLETE[2], version=first), headers=JSON
    )

    assert answer.status_code == 409
    assert LeaderComment.objects.get().points.get().text == "年底前把制度定型。"


def test_a_second_empty_pad_does_not_overwrite_the_first_draft(
    world: World, round_: ReviewRound
) -> None:
    client, place = world.client("leader"), pad_of(round_, world.units[1].pk)
    client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON)

    answer = client.post(f"{place}/save", typed(COMPLETE[1]), headers=JSON)

    assert answer.status_code == 409
    assert LeaderComment.objects.get().points.get().text == COMPLETE[0].text


def test_an_older_device_does_not_sign_over_a_newer_draft(
    world: World, round_: ReviewRound
) -> None:
    client, place = world.client("leader"), pad_of(round_, world.units[1].pk)
    client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON)

    page = client.post(f"{place}/sign", typed(*COMPLETE), follow=True)

    assert "这份点评在另一处改过" in page.content.decode()
    assert LeaderComment.objects.get().points.get().text == COMPLETE[0].text


@pytest.mark.parametrize("step", ["save", "sign"])
def test_refused_words_stand_beside_those_that_were_saved_elsewhere(
    world: World, round_: ReviewRound, step: str
) -> None:
    client, place = world.client("leader"), pad_of(round_, world.units[1].pk)
    client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON)

    page = client.post(f"{place}/{step}", typed(*COMPLETE), follow=True)

    beside = page.content.decode().partition("data-unsaved")[2].partition("<form")[0]
    assert page.status_code == 409
    assert COMPLETE[1].text in beside
    assert COMPLETE[0].text not in beside
    assert [row.text for row in page.context["rows"] if row.text] == [COMPLETE[0].text]


def test_the_same_words_sent_again_after_a_lost_reply_are_taken(
    world: World, round_: ReviewRound
) -> None:
    client, place = world.client("leader"), pad_of(round_, world.units[1].pk)
    client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON)

    answer = client.post(f"{place}/save", typed(COMPLETE[0]), headers=JSON)

    assert answer.json()["version"] == 1


def test_signing_with_an_impossible_date_keeps_what_was_typed(
    world: World, round_: ReviewRound
) -> None:
    data = typed(*COMPLETE) | {"p-1-due_on": "2026-02-30"}

    page = world.client("leader").post(
        f"{pad_of(round_, world.units[1].pk)}/sign", data, follow=True
    )

    assert "没有这一天" in page.content.decode()
    assert COMPLETE[2].text in page.content.decode()


def test_signing_too_early_leads_to_what_is_missing(
    world: World, round_: ReviewRound
) -> None:
    place = pad_of(round_, world.units[1].pk)
    undecided = Point("priorities", "先定口径。")

    page = world.client("leader").post(
        f"{place}/sign", typed(COMPLETE[0], undecided), follow=True
    )

    asked = {row.section: row.asks for row in page.context["rows"] if row.asks}
    assert asked == {"priorities": "decision", "directions": "words"}
    sheet = page.content.decode().partition("<dialog")[0]
    assert sheet.count("autofocus") == 2


def test_more_points_than_a_comment_holds_are_refused_and_not_left_out(
    world: World, round_: ReviewRound
) -> None:
    place = pad_of(round_, world.units[1].pk)

    answer = world.client("leader").post(
        f"{place}/save", typed(*[COMPLETE[0]] * 25), headers=JSON
    )

    assert "最多 20 条" in answer.json()["problem"]


def test_signing_without_the_three_sections_says_which_are_missing(
    world: World, round_: ReviewRound
) -> None:
    place = pad_of(round_, world.units[1].pk)

    page = world.client("leader").post(f"{place}/sign", typed(COMPLETE[0]), follow=True)

    text = page.content.decode()
    assert "重点、思路" in text
    assert "审批提速看得见。" in text


def test_an_undecided_point_keeps_the_comment_from_being_signed(
    world: World, round_: ReviewRound
) -> None:
    points = [*COMPLETE[:2], Point("directions", "先定口径。")]

    world.client("leader").post(
        f"{pad_of(round_, world.units[1].pk)}/sign", typed(*points)
    )

    assert LeaderComment.objects.get().state == "draft"


def test_an_impossible_date_is_named_and_the_words_stay(
    world: World, round_: ReviewRound
) -> None:
    data = typed(*COMPLETE) | {"p-1-due_on": "2026-02-30"}

    page = world.client("leader").post(
        f"{pad_of(round_, world.units[1].pk)}/save", data
    )

    assert page.status_code == 422
    assert "没有这一天" in page.content.decode()
    assert "年底前把制度定型。" in page.content.decode()


def test_another_line_can_be_added_without_script(
    world: World, round_: ReviewRound
) -> None:
    data = typed(COMPLETE[1]) | {"more": "priorities"}

    page = world.client("leader").post(
        f"{pad_of(round_, world.units[1].pk)}/save", data
    )

    assert page.content.decode().count('value="priorities"') >= 3


def test_only_leaders_have_pads(world: World, round_: ReviewRound) -> None:
    place = pad_of(round_, world.units[1].pk)

    for who in ("unit", "voter", "secretariat", "system_admin"):
        assert world.client(who).get(place).status_code == 403
    assert Client().get(place).status_code == 302


def test_the_pad_leads_to_the_report_once_it_is_in(
    world: World, round_: ReviewRound
) -> None:
    place, unit = pad_of(round_, world.units[1].pk), world.units[1].pk
    report = f"/meetings/{round_.pk}/reports/{unit}"
    client = world.client("leader")
    before = client.get(place).content.decode()
    UnitReport.objects.update_or_create(
        round=round_, unit_id=unit, defaults={"state": "submitted"}
    )

    assert report not in before
    assert report in client.get(place).content.decode()


def test_what_is_missing_is_listed_as_the_reader_lists(
    world: World, round_: ReviewRound
) -> None:
    client = world.client("leader")
    client.cookies["gongping_language"] = "en"
    place = pad_of(round_, world.units[1].pk)

    page = client.post(f"{place}/sign", typed(COMPLETE[0]), follow=True)

    assert "Priorities, Directions" in page.content.decode()


def test_an_item_names_its_occasion_in_chinese_whoever_signs(
    world: World, round_: ReviewRound
) -> None:
    client = world.client("leader")
    client.cookies["gongping_language"] = "en"
    place = pad_of(round_, world.units[1].pk)

    client.post(f"{place}/sign", typed(*COMPLETE))

    assert LedgerItem.objects.get().source_occasion == f"{round_.title} 重点"


def test_asking_whether_the_line_holds_begins_no_draft(
    world: World, round_: ReviewRound
) -> None:
    place = pad_of(round_, world.units[1].pk)

    answer = world.client("leader").post(f"{place}/save", typed(), headers=JSON)

    assert answer.json()["version"] == 0
    assert not LeaderComment.objects.exists()
