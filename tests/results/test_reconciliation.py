"""The reconciliation: every line adds up, or it is said which one does not."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ballotbox.counts import Slips, Turnout
from gongping.foundation.actors import Role
from gongping.polls.selectors import counts_under_head, manifest_of
from gongping.procedure import ballots
from gongping.results.reconciliation import Facts, reconcile
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
    for label, number in (("应参", everybody), ("发出", 14), ("收回", 14)):
        assert _row(label, number) in page
    assert _row("其中票箱", 14, part=True) in page
    sealed.headed()
    assert "不会再变" in _page(sealed, browser)
    links = browser.get(sealed.url("scrutineers")).content.decode()
    assert sealed.url("reconciliation") in links
    links = browser.get(sealed.url("scrutineers/desk")).content.decode()
    assert sealed.url("reconciliation") in links


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
