"""Where two entries differ: settled by the sheet, before a scrutineer, on record."""

from typing import Any

import pytest

from gongping.audit.models import Event
from gongping.paper.models import PaperPile, PaperSheet
from gongping.polls.models import PaperBallots
from tests.paper.halls import begin as begin_pile
from tests.paper.halls import (
    casting,
    clerks,
    enter_twice,
    give_paper,
    seal,
    sheet,
    sign,
    take,
    type_pile,
)
from tests.polls.sealed import SealedSeason


@pytest.fixture
def closed(season: SealedSeason) -> SealedSeason:
    """A closed poll with four people on paper."""
    casting(season, votes=1)
    give_paper(season, 4)
    season.close()
    return season


def _url(season: SealedSeason, pile: str, verb: str = "compare") -> str:
    return season.url(f"paper/piles/{pile}/{verb}")


def _differing(season: SealedSeason) -> str:
    return enter_twice(
        season,
        [sheet(season, "1"), sheet(season, "2", c3="4")],
        [sheet(season, "1", c0="x"), sheet(season, "2")],
    )


def _page(season: SealedSeason, who: str, pile: str) -> str:
    return str(season.world.client(who).get(_url(season, pile)).content.decode())


def test_differences_stand_side_by_side(closed: SealedSeason) -> None:
    text = _page(closed, "scrutineer", _differing(closed))
    assert text.count('class="paper-cell"') == 2
    assert closed.world.units[0].name in text
    assert closed.world.units[3].name in text
    assert closed.world.units[1].name not in text


def test_the_secretariat_sees_them_and_cannot_settle(closed: SealedSeason) -> None:
    pile = _differing(closed)
    assert 'class="paper-cell"' not in _page(closed, "secretariat", pile)
    seen = {"seen-1-0": "1", "seen-2-3": "2"}
    answer = closed.world.client("secretariat").post(_url(closed, pile), seen)
    assert answer.status_code == 403


def test_what_the_scrutineer_sees_on_the_sheet_counts(closed: SealedSeason) -> None:
    pile = _differing(closed)
    watcher = closed.world.client("scrutineer")
    seen = {"seen-1-0": "3", "seen-2-3": "2"}
    assert watcher.post(_url(closed, pile), seen).status_code == 302
    witness = PaperPile.objects.get().turns.get(number=0).user
    assert witness == closed.world.users["scrutineer"]
    event = Event.objects.get(tag="paper:pile:settled")
    assert event.actor_name == witness.display_name
    seal(closed)
    first = "0002" + "0000" * (len(sheet(closed)) - 1)
    assert first in PaperBallots.objects.get().ballots


def test_a_difference_left_open_is_asked_again_and_nothing_is_lost(
    closed: SealedSeason,
) -> None:
    pile = _differing(closed)
    watcher = closed.world.client("scrutineer")
    answer = watcher.post(_url(closed, pile), {"seen-1-0": "3", "seen-2-3": "9"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "还没有核定" in text
    assert 'name="seen-1-0" value="3"' in text


def test_whoever_typed_the_pile_cannot_be_its_witness(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin_pile(closed, one)
    type_pile(closed, one, pile, [sheet(closed, "1")])
    watcher = closed.world.client("scrutineer")
    take(closed, watcher, pile)
    type_pile(closed, watcher, pile, [sheet(closed, "1", c0="2")])
    assert watcher.post(_url(closed, pile), {"seen-1-0": "1"}).status_code == 409
    other = closed.world.client("scrutineer2")
    assert other.post(_url(closed, pile), {"seen-1-0": "1"}).status_code == 302


@pytest.mark.parametrize(("word", "cells"), [("valid", "0000"), ("void", "fffe")])
def test_a_sheet_void_for_one_clerk_is_judged_as_a_whole(
    closed: SealedSeason, word: str, cells: str
) -> None:
    one, two = clerks(closed)
    pile = begin_pile(closed, one)
    type_pile(closed, one, pile, [sheet(closed, "1")])
    take(closed, two, pile)
    keep = closed.url(f"paper/piles/{pile}/keep")
    two.post(keep, {"sheet": 1, "void": "on", "do": "next"})
    two.post(closed.url(f"paper/piles/{pile}/done"))
    watcher = closed.world.client("scrutineer")
    shown = watcher.get(_url(closed, pile)).content.decode()
    cells_shown = shown.split("第 1 张，只有一个人录过")[1].split("</ol>")[0]
    assert cells_shown.count("<kbd") == len(sheet(closed))
    assert cells_shown.count(">1</kbd>") == len(sheet(closed))
    assert watcher.post(_url(closed, pile), {"seen-1-": word}).status_code == 302
    seal(closed)
    assert PaperBallots.objects.get().ballots == [cells * len(sheet(closed))]


def test_another_number_of_sheets_is_mended_by_its_clerk(closed: SealedSeason) -> None:
    pile = enter_twice(closed, [sheet(closed)] * 2, [sheet(closed)])
    _one, two = clerks(closed)
    assert "第一遍 2 张，第二遍 1 张" in _page(closed, "secretariat", pile)
    assert two.post(_url(closed, pile, "reopen")).status_code == 302
    type_pile(closed, two, pile, [sheet(closed)] * 2)
    assert seal(closed).status_code == 302
    assert len(PaperBallots.objects.get().ballots) == 2


def test_cells_that_differ_are_not_typed_away(closed: SealedSeason) -> None:
    pile = _differing(closed)
    one, _two = clerks(closed)
    assert one.post(_url(closed, pile, "reopen")).status_code == 409


def test_a_pile_can_be_begun_again(closed: SealedSeason) -> None:
    pile = _differing(closed)
    office = closed.world.client("secretariat")
    assert office.get(_url(closed, pile, "discard")).status_code == 200
    assert office.post(_url(closed, pile, "discard")).status_code == 302
    assert not PaperSheet.objects.exists()
    assert Event.objects.filter(tag="paper:pile:discarded").exists()


def _said(answer: Any, season: SealedSeason) -> str:
    assert answer.status_code == 302
    return str(season.world.client("secretariat").get(answer["Location"]).content)


def test_piles_that_differ_are_not_sealed(closed: SealedSeason) -> None:
    _differing(closed)
    seal(closed)
    assert not closed.reloaded().paper_digest
    page = closed.world.client("secretariat").get(closed.url("paper"))
    assert "disabled" in page.content.decode()


def test_more_sheets_than_people_on_paper_are_not_sealed(closed: SealedSeason) -> None:
    enter_twice(closed, [sheet(closed)] * 5)
    seal(closed)
    assert not closed.reloaded().paper_digest
    page = closed.world.client("secretariat").get(closed.url("paper"))
    assert "登记的只有 4 人" in page.content.decode()


def test_a_sealed_batch_is_thrown_away_with_a_reason_and_its_signatures(
    closed: SealedSeason,
) -> None:
    enter_twice(closed, [sheet(closed)])
    seal(closed)
    assert sign(closed, closed.watches[0]).status_code == 204
    office = closed.world.client("secretariat")
    assert office.post(closed.url("paper/again"), {"reason": " "}).status_code == 422
    again = office.post(closed.url("paper/again"), {"reason": "又找到一张"})
    assert again.status_code == 302
    assert not PaperBallots.objects.exists()
    seats = closed.reloaded().scrutineers.all()
    assert not any(seat.paper_signature for seat in seats)
    enter_twice(closed, [sheet(closed)] * 2)
    assert seal(closed).status_code == 302
    assert closed.reloaded().paper_digest


def test_under_a_head_nothing_of_the_paper_changes(closed: SealedSeason) -> None:
    enter_twice(closed, [sheet(closed)])
    seal(closed)
    for watch in closed.watches[:2]:
        sign(closed, watch)
    closed.headed()
    office = closed.world.client("secretariat")
    assert office.post(closed.url("paper/again"), {"reason": "重来"}).status_code == 422
    assert sign(closed, closed.watches[2]).status_code == 409
