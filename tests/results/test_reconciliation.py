"""The reconciliation: every line adds up, or it is said which one does not."""

import secrets
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ballotbox.counts import Slips, Turnout
from gongping.foundation.actors import Role
from gongping.polls.selectors import counts_under_head, manifest_of
from gongping.procedure import ballots
from gongping.results.reconciliation import Facts, reconcile
from gongping.roll.models import Channel, Right, RollEntry
from gongping.roll.services import mark_on_paper
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed
from tests.world import give_account

__all__ = ["box_in_use", "box_server", "sealed"]

RIGHT = "每一行都对得上。"
WRONG = "有的行对不上，不要联署："


def closed(season: SealedSeason, votes: int = 14) -> SealedSeason:
    """Return the season with its poll closed over so many ballots."""
    season.collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for n, voter in enumerate(season.voters()[:votes]):
        assert season.vote(voter, grade=n % 3) == 201
    season.close()
    return season


def _page(season: SealedSeason, client: Client) -> str:
    answer = client.get(season.url("reconciliation"))
    assert answer.status_code == 200
    return answer.content.decode()


def _row(label: str, *numbers: int, part: bool = False) -> str:
    cells = "".join(f'<td class="n">{n}</td>' for n in numbers)
    kind = ' class="is-part"' if part else ""
    return f'<tr{kind}><th scope="row">{label}</th>{cells}</tr>'


def _facts(season: SealedSeason, **changes: Any) -> Facts:
    """Return facts of the signed head, with these numbers of its group changed."""
    poll = season.reloaded()
    (turnout,), slips = counts_under_head(poll)
    box = {int(n): count["spent"] for n, count in poll.box_counts.items()}
    turned: Turnout = replace(turnout, **changes)
    return Facts(manifest_of(poll), (turned,), slips, box, None, {})


def test_scrutineers_see_it_before_they_co_sign(sealed: SealedSeason) -> None:
    closed(sealed)
    browser = sealed.watches[0].browser
    page = _page(sealed, browser)
    assert RIGHT in page
    assert "板首还没有签" in page
    everybody = len(sealed.voters())
    for label, number in (
        ("应参", everybody),
        ("领票合计，连纸质票", 14),
        ("收回", 14),
    ):
        assert _row(label, number) in page
    assert _row("其中票箱", 14, part=True) in page
    sealed.headed()
    assert "不会再变" in _page(sealed, browser)
    links = browser.get(sealed.url("scrutineers")).content.decode()
    assert sealed.url("reconciliation") in links
    links = browser.get(sealed.url("scrutineers/desk")).content.decode()
    assert sealed.url("reconciliation") in links
    assert "联署以前先看核对表" in links
    assert "钥匙丢了怎么办" in links
    assert "冻结以前备份也没有了" not in links


def test_the_desk_of_an_unsealed_poll_asks_for_nothing_more(
    sealed: SealedSeason,
) -> None:
    closed(sealed, 24).headed().unseal()
    browser = sealed.watches[0].browser
    page = browser.get(sealed.url("scrutineers/desk")).content.decode()
    assert sealed.url("reconciliation") in page
    assert "联署以前" not in page
    assert "钥匙丢了怎么办" not in page


def test_after_the_count_valid_and_invalid_stand_there(sealed: SealedSeason) -> None:
    closed(sealed, 24).headed().unseal()
    page = _page(sealed, sealed.world.client("secretariat"))
    assert _row("有效", 24) in page
    assert _row("无效", 0) in page
    assert RIGHT in page


def test_small_groups_are_kept_from_all_but_the_scrutineers(
    sealed: SealedSeason,
) -> None:
    closed(sealed, 3)
    office = _page(sealed, sealed.world.client("secretariat"))
    assert RIGHT in office
    assert "人少不公布" in office
    assert _row("收回", 3) not in office
    assert _row("应参", len(sealed.voters())) in office
    assert _row("收回", 3) in _page(sealed, sealed.watches[0].browser)


def test_a_scrutineer_of_another_poll_sees_no_small_group(
    sealed: SealedSeason,
) -> None:
    closed(sealed, 3)
    stranger = give_account("stranger", None, Role.SCRUTINEER)
    sealed.world.users["stranger"] = stranger
    assert "人少不公布" in _page(sealed, sealed.world.client("stranger"))


def test_there_is_none_before_the_close(sealed: SealedSeason) -> None:
    sealed.collecting()
    answer = sealed.watches[0].browser.get(sealed.url("reconciliation"))
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"roll": 99}, "应参等于规则书定下的人数加补充名册"),
        ({"received": 13}, "票箱收回等于截止时票箱报的数"),
        ({"collected": (13,)}, "票箱收回不多于各发票处的领票"),
        ({"paper": 999}, "各发票处的领票加纸质票不多于应参"),
        ({"paper_received": 1}, "纸质票收回不多于用纸质票的人"),
        ({"drawn": 1}, "票条印出等于抽走加没有抽走"),
    ],
)
def test_the_line_that_is_wrong_is_named(
    sealed: SealedSeason, changes: dict[str, Any], said: str
) -> None:
    closed(sealed).headed()
    right = reconcile(_facts(sealed), frozenset())
    assert right.adds_up
    assert said in right.checks
    wrong = reconcile(_facts(sealed, **changes), frozenset())
    assert any(said in fault for fault in wrong.faults)
    hidden = reconcile(_facts(sealed, **changes), frozenset({1}))
    assert hidden.faults == wrong.faults


def test_an_unknown_slip_is_named(sealed: SealedSeason) -> None:
    closed(sealed).headed()
    facts = _facts(sealed)
    slips = Slips(facts.slips.printed, facts.slips.redeemed, ((1, b"\0" * 16),))
    (fault,) = reconcile(replace(facts, slips=slips), frozenset()).faults
    assert "打开的没有人用过（有一张票条不在印出的名单里）" in fault


def test_a_table_that_does_not_add_up_says_so_in_red(sealed: SealedSeason) -> None:
    closed(sealed)
    sealed.poll.box_counts = {"1": {"spent": 99}}
    sealed.poll.save()
    page = _page(sealed, sealed.watches[0].browser)
    assert WRONG in page
    assert 'class="msg msg-error"' in page
    assert "票箱收回不多于各发票处的领票</li>" in page


def _before_the_head(season: SealedSeason, **changes: Any) -> Facts:
    """Return facts as they are before the head, ten slips printed for the group."""
    facts = _facts(season, **changes)
    (turnout,) = facts.turnouts
    return replace(facts, marked={1: turnout.collected[0]})


def test_slips_that_nobody_opened_yet_are_work_to_do_and_no_fault(
    sealed: SealedSeason,
) -> None:
    closed(sealed)
    sealed.reloaded().groups.update(slip_count=10)
    group = sealed.poll.groups.get()
    for _slip in range(10):
        Right.objects.create(
            group=group, channel=Channel.SLIP, ticket_hash=secrets.token_hex(32)
        )
    page = _page(sealed, sealed.watches[0].browser)
    assert "还没有做完，现在不用联署" in page
    assert "还有 10 张票条，没有登记抽走，也没有打开" in page
    assert "秘书处当着监票人逐张打开" in page
    assert RIGHT not in page


def test_what_is_not_done_hides_no_fault(sealed: SealedSeason) -> None:
    closed(sealed).headed()
    todo = {"printed": 10, "drawn": 3, "undrawn": 4}
    table = reconcile(_before_the_head(sealed, **todo), frozenset())
    assert "还有 3 张票条" in table.undone[0]
    assert not any("票条印出等于" in fault for fault in table.faults)
    wrong = reconcile(_before_the_head(sealed, **todo, received=15), frozenset())
    assert any("票箱收回不多于各发票处的领票" in fault for fault in wrong.faults)
    assert not wrong.adds_up


def test_more_drawn_and_opened_than_printed_is_a_fault(sealed: SealedSeason) -> None:
    closed(sealed).headed()
    table = reconcile(
        _before_the_head(sealed, printed=10, drawn=7, undrawn=4), frozenset()
    )
    assert table.undone == ()
    assert any("票条印出等于抽走加没有抽走" in fault for fault in table.faults)


def test_a_slip_that_was_used_and_not_marked_is_first_looked_up(
    sealed: SealedSeason,
) -> None:
    closed(sealed).headed()
    facts = _before_the_head(sealed, printed=2, drawn=0, undrawn=1)
    said = "票箱收回不多于名册上登记领票的人"
    table = reconcile(replace(facts, marked={1: 13}), frozenset())
    assert "有人抽走没登记的，先补登" in table.undone[0]
    assert not any(said in fault for fault in table.faults)
    table = reconcile(replace(facts, marked={1: 12}), frozenset())
    assert any(said in fault for fault in table.faults)


def test_paper_ballots_that_are_not_sealed_yet_are_work_to_do(
    sealed: SealedSeason,
) -> None:
    sealed.collecting()
    entry = RollEntry.objects.filter(poll=sealed.poll, channel="").last()
    assert entry is not None
    mark_on_paper(sealed.poll, entry.key, by=sealed.secretariat)
    sealed.poll = ballots.open_casting(sealed.reloaded(), by=sealed.secretariat)
    sealed.close()
    page = _page(sealed, sealed.watches[0].browser)
    assert "有 1 人用纸质票，还没有封存" in page
    assert WRONG not in page
    english = sealed.world.client("secretariat")
    english.cookies["gongping_language"] = "en"
    assert "Not finished yet" in _page(sealed, english)
