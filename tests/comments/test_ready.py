"""Signing in one go: all that is ready, after one look."""

from gongping.comments.models import LeaderComment
from gongping.comments.services import Point, save_draft
from gongping.meetings.models import ReviewRound
from tests.comments.conftest import COMPLETE
from tests.world import World

HALF = [Point("priorities", "只写了一节。")]


def written(world: World, round_: ReviewRound, *units: int) -> list[LeaderComment]:
    by = world.actor("leader")
    return [save_draft(round_, world.units[n].pk, COMPLETE, by=by) for n in units]


def ready_page(round_: ReviewRound) -> str:
    return f"/comments/{round_.pk}/ready"


def test_what_is_ready_stands_there_word_for_word(
    world: World, round_: ReviewRound
) -> None:
    written(world, round_, 0, 1)
    save_draft(round_, world.units[3].pk, HALF, by=world.actor("leader"))

    page = world.client("leader").get(ready_page(round_))

    text = page.content.decode()
    assert text.count(COMPLETE[1].text) == 2
    assert [line.pair.unit.name for line in page.context["unready"]] == ["华北督察局"]
    assert "还没有写：成绩、思路" in text
    assert HALF[0].text not in text


def test_one_act_signs_all_that_is_ticked(world: World, round_: ReviewRound) -> None:
    drafts = written(world, round_, 0, 1)
    sent = {"comment": [f"{draft.pk}:{draft.version}" for draft in drafts]}

    page = world.client("leader").post(f"{ready_page(round_)}/sign", sent, follow=True)

    assert "已签署 2 份" in page.content.decode()
    assert {c.state for c in LeaderComment.objects.all()} == {"signed"}


def test_what_changed_since_it_was_read_is_not_signed_and_holds_up_nothing(
    world: World, round_: ReviewRound
) -> None:
    first, second = written(world, round_, 0, 1)
    sent = {"comment": [f"{first.pk}:{first.version}", f"{second.pk}:{second.version}"]}
    more = [*COMPLETE, Point("problems", "后补的。", disposition="reference")]
    save_draft(round_, first.unit_id, more, by=world.actor("leader"))

    page = world.client("leader").post(f"{ready_page(round_)}/sign", sent, follow=True)

    states = {c.pk: c.state for c in LeaderComment.objects.all()}
    assert states == {first.pk: "draft", second.pk: "signed"}
    assert "办公厅的点评在另一处改过" in page.content.decode()


def test_nobody_signs_for_another(world: World, round_: ReviewRound) -> None:
    (draft,) = written(world, round_, 1)
    sent = {"comment": [f"{draft.pk}:{draft.version}"]}

    world.client("other_leader").post(f"{ready_page(round_)}/sign", sent)

    assert LeaderComment.objects.get().state == "draft"


def test_nothing_ticked_signs_nothing_and_says_so(
    world: World, round_: ReviewRound
) -> None:
    written(world, round_, 1)

    page = world.client("leader").post(f"{ready_page(round_)}/sign", follow=True)

    assert "没有勾选" in page.content.decode()
    assert LeaderComment.objects.get().state == "draft"


def test_a_bent_form_signs_nothing(world: World, round_: ReviewRound) -> None:
    sent = {"comment": "alle"}

    answer = world.client("leader").post(f"{ready_page(round_)}/sign", sent)

    assert answer.status_code == 400


def test_the_list_follows_the_agenda_and_says_how_far_each_is(
    world: World, round_: ReviewRound
) -> None:
    written(world, round_, 1)

    page = world.client("leader").get("/comments")

    lines = page.context["own"].lines
    assert [line.place for line in lines] == sorted(line.place for line in lines)
    text = page.content.decode()
    assert "写好了，等您签署" in text
    assert "看一遍，一次签署（1 份）" in text
