"""Two clerks, two screens: what each may see, and that nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from gongping.foundation.errors import Invalid
from gongping.paper import selectors, services
from gongping.paper.exceptions import NotEnteringNow
from gongping.paper.models import PaperPile, PaperSheet
from gongping.paper.services import sheets as sheet_acts
from gongping.polls.selectors import get_poll
from tests.paper.halls import (
    begin,
    casting,
    clerks,
    enter_twice,
    give_paper,
    sheet,
    take,
    type_pile,
    type_sheet,
)
from tests.polls.sealed import SealedSeason


@pytest.fixture
def closed(season: SealedSeason) -> SealedSeason:
    """A closed poll with four people on paper."""
    casting(season, votes=1)
    give_paper(season, 4)
    season.close()
    return season


def _page(season: SealedSeason, clerk: Client, pile: str, place: int = 0) -> Any:
    query = f"?sheet={place}" if place else ""
    return clerk.get(season.url(f"paper/piles/{pile}{query}"))


def test_the_grid_has_every_unit_in_the_order_of_the_ballot(
    closed: SealedSeason,
) -> None:
    one, _two = clerks(closed)
    text = _page(closed, one, begin(closed, one)).content.decode()
    places = [text.index(unit.name) for unit in closed.world.units]
    assert places == sorted(places)
    assert text.count('class="paper-category"') == 3


def test_what_is_typed_is_kept_at_once_and_comes_back(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    answer = type_sheet(closed, one, pile, 1, ["3", "", "x"])
    assert answer.status_code == 302
    kept = PaperSheet.objects.get()
    assert kept.marks == "3.x" + "." * (len(sheet(closed)) - 3)
    text = _page(closed, one, pile, 1).content.decode()
    assert 'value="3"' in text
    assert 'value="x"' in text


def test_a_draft_is_kept_in_the_middle_of_a_sheet(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    content = {"sheet": 1, "cell": ["1", "2"]}
    url = closed.url(f"paper/piles/{pile}/keep")
    answer = one.post(url, content, headers={"accept": "application/json"})
    assert answer.json() == {"wrong": []}
    assert PaperSheet.objects.get().marks.startswith("12.")


def test_a_key_without_meaning_is_named_and_the_rest_stays(
    closed: SealedSeason,
) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    answer = type_sheet(closed, one, pile, 1, sheet(closed, c1="7"))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "没有记下" in text
    assert text.count('aria-invalid="true"') == 1
    assert PaperSheet.objects.get().marks.startswith("2.2")


def test_full_width_keys_and_capitals_are_understood(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, ["１", "X", "０"])
    assert PaperSheet.objects.get().marks.startswith("1x0")


def test_no_pile_is_begun_beside_the_seal(closed: SealedSeason) -> None:
    """Whoever pressed before the seal and was let in after it finds it closed."""
    enter_twice(closed, [sheet(closed)])
    before = get_poll(closed.poll.code, closed.secretariat)
    services.seal(closed.reloaded(), by=closed.secretariat)
    with pytest.raises(NotEnteringNow):
        services.begin_pile(before, 1, by=closed.secretariat)
    assert not PaperPile.objects.exists()


def test_no_sheet_is_put_into_a_full_pile(
    closed: SealedSeason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_acts, "MOST_SHEETS", 2)
    one, _two = clerks(closed)
    pile = begin(closed, one)
    for place in (1, 2):
        type_sheet(closed, one, pile, place, sheet(closed))
    with pytest.raises(Invalid, match="最多 2 张"):
        services.insert_sheet(closed.reloaded(), pile, 1, by=closed.secretariat)
    assert PaperSheet.objects.count() == 2


def test_one_person_never_types_both_entries(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    assert take(closed, one, pile).status_code == 409


def test_a_third_person_is_not_wanted(closed: SealedSeason) -> None:
    one, two = clerks(closed)
    pile = begin(closed, one)
    take(closed, two, pile)
    assert take(closed, closed.world.client("scrutineer"), pile).status_code == 409


def test_nobody_sees_anothers_entry_before_both_are_complete(
    closed: SealedSeason,
) -> None:
    one, two = clerks(closed)
    pile = begin(closed, one)
    type_pile(closed, one, pile, [sheet(closed, "3")])
    assert two.get(closed.url(f"paper/piles/{pile}")).status_code == 409
    assert two.get(closed.url(f"paper/piles/{pile}/compare")).status_code == 409
    take(closed, two, pile)
    assert 'value="3"' not in _page(closed, two, pile).content.decode()
    assert one.get(closed.url(f"paper/piles/{pile}/compare")).status_code == 409
    assert "录完再看" in one.get(closed.url("paper")).content.decode()


def test_a_scrutineer_may_be_the_second_clerk(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    watcher = closed.world.client("scrutineer")
    assert take(closed, watcher, pile).status_code == 302
    assert _page(closed, watcher, pile).status_code == 200


def test_a_sheet_that_was_left_out_is_put_in(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    for place, sign in enumerate("13", 1):
        type_sheet(closed, one, pile, place, sheet(closed, sign))
    one.post(closed.url(f"paper/piles/{pile}/sheet"), {"sheet": 2, "insert": "1"})
    signs = [s.marks[0] for s in PaperSheet.objects.order_by("place")]
    assert signs == ["1", ".", "3"]


def test_a_sheet_that_was_typed_twice_is_taken_out(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    for place, sign in enumerate("113", 1):
        type_sheet(closed, one, pile, place, sheet(closed, sign))
    one.post(closed.url(f"paper/piles/{pile}/sheet"), {"sheet": 1, "drop": "1"})
    kept = PaperSheet.objects.order_by("place")
    assert [(s.place, s.marks[0]) for s in kept] == [(1, "1"), (2, "3")]


def test_a_pile_with_an_empty_cell_is_not_done(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, sheet(closed)[:-1])
    done = one.post(closed.url(f"paper/piles/{pile}/done"), follow=True)
    assert "还有空格" in done.content.decode()


def test_an_empty_sheet_at_the_end_is_none(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, sheet(closed))
    answer = type_sheet(closed, one, pile, 2, [], do="finish")
    assert answer["Location"].endswith("/done")
    assert PaperSheet.objects.count() == 1


def test_a_finished_entry_is_not_typed_again(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_pile(closed, one, pile, [sheet(closed)])
    assert type_sheet(closed, one, pile, 1, sheet(closed, "1")).status_code == 409


def test_a_void_sheet_needs_no_cell(closed: SealedSeason) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, [], void="on")
    done = one.post(closed.url(f"paper/piles/{pile}/done"))
    assert done["Location"] == closed.url("paper")


def test_a_sheet_that_was_called_void_by_mistake_keeps_what_was_typed(
    closed: SealedSeason,
) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, ["1", "3"])
    type_sheet(closed, one, pile, 1, ["1", "3"], void="on")
    text = _page(closed, one, pile, 1).content.decode()
    assert 'value="3"' in text
    assert "readonly" in text
    type_sheet(closed, one, pile, 1, ["1", "3"])
    kept = PaperSheet.objects.get()
    assert not kept.is_void
    assert kept.marks.startswith("13.")


def test_two_void_sheets_agree_whatever_was_typed_of_them(closed: SealedSeason) -> None:
    one, two = clerks(closed)
    pile = begin(closed, one)
    take(closed, two, pile)
    for clerk, typed in ((one, ["1"]), (two, ["3", "2"])):
        type_sheet(closed, clerk, pile, 1, typed, void="on")
        clerk.post(closed.url(f"paper/piles/{pile}/done"))
    assert "两次一致" in one.get(closed.url("paper")).content.decode()


def test_a_pile_holds_no_more_than_fifty(
    closed: SealedSeason, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.sheets, "MOST_SHEETS", 1)
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, sheet(closed))
    assert type_sheet(closed, one, pile, 2, sheet(closed)).status_code == 422


def test_nothing_is_typed_before_the_close(season: SealedSeason) -> None:
    casting(season, votes=1)
    one, _two = clerks(season)
    assert one.post(season.url("paper/begin"), {"group": 1}).status_code == 409


def test_strangers_to_the_poll_do_not_come_in(closed: SealedSeason) -> None:
    for who in ("voter", "leader", "system_admin"):
        client = closed.world.client(who)
        assert client.get(closed.url("paper")).status_code == 403


def test_the_desk_asks_as_often_however_many_piles(
    closed: SealedSeason, django_assert_num_queries: Any
) -> None:
    actor = closed.secretariat
    for sheets in (1, 2, 1):
        enter_twice(closed, [sheet(closed)] * sheets)
        poll = get_poll(closed.code, actor)
        with django_assert_num_queries(4):
            selectors.desk_of(poll, actor)


def test_an_open_sheet_asks_three_times(
    closed: SealedSeason, django_assert_num_queries: Any
) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, sheet(closed))
    actor = closed.secretariat
    poll = get_poll(closed.code, actor)
    with django_assert_num_queries(3):
        selectors.open_sheet(poll, pile, "", actor)


def test_no_page_of_paper_asks_more_than_fifteen_times(
    closed: SealedSeason, django_assert_max_num_queries: Any
) -> None:
    one, _two = clerks(closed)
    twice = [sheet(closed)] * 2, [sheet(closed, "1")] * 2
    differing, *_others = [enter_twice(closed, *twice) for _pile in range(3)]
    pile = begin(closed, one)
    type_sheet(closed, one, pile, 1, sheet(closed))
    for verb in ("", f"/piles/{pile}", f"/piles/{differing}/compare", "/seal"):
        with django_assert_max_num_queries(15):
            assert one.get(closed.url(f"paper{verb}")).status_code == 200


def _places() -> list[int]:
    return list(PaperSheet.objects.order_by("place").values_list("place", flat=True))


@pytest.mark.parametrize("place", ["0", "", "4", "99999", "-1", "²"])
def test_no_sheet_moves_when_one_is_taken_out_that_is_not_there(
    closed: SealedSeason, place: str
) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    for at in (1, 2):
        type_sheet(closed, one, pile, at, sheet(closed))
    url = closed.url(f"paper/piles/{pile}/sheet")
    assert one.post(url, {"sheet": place, "drop": "1"}).status_code == 422
    assert _places() == [1, 2]


@pytest.mark.parametrize("odd", ["²", "٣", "9" * 5000])
def test_what_is_no_number_breaks_no_page_of_the_paper_desk(
    closed: SealedSeason, odd: str
) -> None:
    one, _two = clerks(closed)
    pile = begin(closed, one)
    paper, at = closed.url("paper"), closed.url(f"paper/piles/{pile}")
    assert one.get(at, {"sheet": odd}).status_code == 200
    assert one.post(f"{paper}/begin", {"group": odd}).status_code == 422
    assert one.post(f"{at}/keep", {"sheet": odd}).status_code == 422
    assert one.post(f"{at}/sheet", {"sheet": odd, "insert": "1"}).status_code == 422
    witness = closed.world.client("scrutineer")
    settled = witness.post(f"{at}/compare", {f"seen-{odd}-{odd}": "1"})
    assert settled.status_code in {400, 409}
