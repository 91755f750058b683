"""Why pairs have no comment: several at once, shown for what they are."""

from typing import Any

from gongping.comments.models import LeaderComment, PairWaiver
from gongping.comments.selectors import Pair, coverage
from gongping.foundation.actors import Actor
from gongping.meetings import services as meetings
from gongping.meetings.models import ReviewRound
from gongping.procedure.console import console_of
from tests.world import World


def _key(pair: Pair) -> str:
    return f"{pair.leader.pk}-{pair.unit.pk}"


def _send(world: World, round_: ReviewRound, typed: dict[str, Any]) -> Any:
    client = world.client("secretariat")
    return client.post(f"/comments/{round_.pk}/coverage/waive", typed, follow=True)


def test_several_reasons_are_recorded_at_once(
    world: World, round_: ReviewRound
) -> None:
    first, second, third, *_others = coverage(round_).missing
    page = _send(
        world,
        round_,
        {
            f"reason-{_key(first)}": "出国",
            f"reason-{_key(second)}": "住院",
            "same": [_key(second), _key(third)],
            "same-reason": "分工刚调整",
        },
    )
    text = page.content.decode()
    assert "已记下 3 对" in text
    assert [w.reason for w in PairWaiver.objects.order_by("pk")] == [
        "住院", "分工刚调整", "出国",
    ]  # fmt: skip
    assert "不再点评 3 对" in text


def test_a_refused_reason_loses_none_that_was_typed(
    world: World, round_: ReviewRound
) -> None:
    first, second, *_others = coverage(round_).missing
    typed = {f"reason-{_key(first)}": "出国", f"reason-{_key(second)}": "长" * 201}
    page = _send(world, round_, typed)
    assert page.status_code == 422
    assert 'value="出国"' in page.content.decode()
    assert "太长" in page.content.decode()
    assert not PairWaiver.objects.exists()
    page = _send(world, round_, {"same": [_key(second)], "same-reason": ""})
    assert page.status_code == 422
    assert f'value="{_key(second)}" checked' in page.content.decode()
    assert "还没有写原因" in _send(world, round_, {}).content.decode()


def test_a_pair_that_is_waived_is_not_drawn_as_commented(
    world: World, round_: ReviewRound, signed: LeaderComment
) -> None:
    pair = coverage(round_).missing[0]
    _send(world, round_, {f"reason-{_key(pair)}": "出国"})
    session = meetings.move_session(
        round_.session, "signing_in", by=_secretariat(world)
    )
    drawn = console_of(session).matrix.pairs
    waived = drawn[pair.leader.pk, pair.unit.pk]
    assert (waived.state, waived.note) == ("waived", "出国")
    assert drawn[signed.leader_id, signed.unit_id].state == "filled"
    client = world.client("secretariat")
    for place in (f"/comments/{round_.pk}/coverage", f"/meetings/{round_.pk}"):
        text = client.get(place).content.decode()
        assert text.count("shape-waived") == 2, place  # in the legend, at the pair
        assert "：不再点评：出国" in text


def _secretariat(world: World) -> Actor:
    return world.actor("secretariat")
