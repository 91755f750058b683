"""Paper and phone in one count, from the sheets to the verified board."""

import io
from typing import Any

import pytest

from ballotbox.board_file import read_lines
from ballotbox.findings import PaperDiffers
from ballotbox.lines import PaperCellsLine, PaperLine
from ballotbox.validity import Reason
from ballotbox.verify import Given, verify
from gongping.audit.models import Event
from gongping.paper.models import PaperSheet, PaperTurn
from gongping.polls import selectors
from gongping.polls.exceptions import (
    BoxRefused,
    MoreBallotsThanCollected,
    PaperWanting,
)
from gongping.polls.models import PaperBallots
from gongping.polls.selectors.boards import turnouts_of
from gongping.procedure import ballots
from gongping.roll.models import Ticket
from tests.paper.halls import (
    casting,
    enter_twice,
    give_paper,
    key_of,
    seal,
    sealed_and_signed,
    sheet,
    sign,
)
from tests.polls.sealed import SealedSeason


def _counted(season: SealedSeason) -> Any:
    casting(season)
    give_paper(season, 4)
    season.close()
    enter_twice(season, [sheet(season, "1"), sheet(season, "0"), sheet(season, c1="x")])
    sealed_and_signed(season)
    return season.headed().unseal()


def test_paper_and_electronic_ballots_are_one_count(season: SealedSeason) -> None:
    result = _counted(season)
    with selectors.board_path(season.poll).open("rb") as whole:
        report = verify(Given(whole), allow_weak=True)
    assert report.tally is not None
    tally = report.tally.groups[0]
    assert (tally.received, tally.issued) == (23, 24)
    assert dict(tally.invalid) == {Reason.RANGE: 1}
    assert tally.abstained == 1
    assert sum(group["received"] for group in result.figures["groups"]) == 23


def test_the_board_says_the_batch_under_the_head_and_opens_it_at_the_end(
    season: SealedSeason,
) -> None:
    _counted(season)
    with selectors.board_path(season.poll).open("rb") as whole:
        lines = list(read_lines(whole))
    said = next(line for line in lines if isinstance(line, PaperLine))
    opened = [line.batch for line in lines if isinstance(line, PaperCellsLine)]
    assert [group for group, _digest in said.digests] == [1]
    assert [number for number, _signature in said.signatures] == [1, 2]
    assert [len(batch.ballots) for batch in opened] == [3]
    assert list(opened[0].ballots) == sorted(opened[0].ballots)


def test_a_paper_ballot_that_is_changed_in_the_file_is_found(
    season: SealedSeason,
) -> None:
    _counted(season)
    text = selectors.board_path(season.poll).read_text()
    cells = sheet(season, "1")
    one = "0000" * len(cells)
    assert text.count(f'"{one}"') == 1
    forged = text.replace(f'"{one}"', f'"{"0003" * len(cells)}"')
    with pytest.raises(PaperDiffers):
        verify(Given(io.BytesIO(forged.encode())), allow_weak=True)


def test_no_head_is_signed_before_paper_is_sealed(season: SealedSeason) -> None:
    casting(season)
    give_paper(season, 2)
    season.close()
    with pytest.raises(PaperWanting, match="还没有录入"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)


def test_people_on_paper_do_not_cover_for_a_stolen_ticket(season: SealedSeason) -> None:
    casting(season)
    give_paper(season, 2)
    stolen = Ticket.objects.filter(channel="named").first()
    assert stolen is not None
    group = stolen.group.position
    assert season.send(season.seal(season.redeem(stolen.secret, group))).is_success
    season.close()
    seal(season)
    with pytest.raises(MoreBallotsThanCollected, match="收回 21 张，多于领票的 20 人"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)


def test_no_head_is_signed_before_enough_scrutineers_signed_the_paper(
    season: SealedSeason,
) -> None:
    casting(season)
    give_paper(season, 2)
    season.close()
    enter_twice(season, [sheet(season)])
    seal(season)
    assert sign(season, season.watches[0]).status_code == 204
    with pytest.raises(PaperWanting, match="签了 1 名"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)


def test_a_signature_under_another_batch_is_refused(season: SealedSeason) -> None:
    casting(season)
    give_paper(season, 2)
    season.close()
    enter_twice(season, [sheet(season)])
    seal(season)
    watch = season.watches[0]
    wrong = watch.signing.sign(b"another batch").hex()
    assert watch.send(season, "paper", signature=wrong).status_code == 422


def test_paper_that_nobody_brought_back_is_sealed_as_none(season: SealedSeason) -> None:
    casting(season)
    give_paper(season, 2)
    season.close()
    assert seal(season).status_code == 302
    assert sign(season, season.watches[0]).status_code == 204
    result = season.headed().unseal()
    assert result is not None
    turnout = turnouts_of(season.reloaded())[0]
    assert (turnout.paper, turnout.paper_received) == (2, 0)


def test_a_poll_without_paper_needs_no_word_of_it(season: SealedSeason) -> None:
    casting(season).close()
    assert season.headed().unseal() is not None


def test_nothing_is_left_of_sheets_places_and_clerks(season: SealedSeason) -> None:
    _counted(season)
    assert not PaperSheet.objects.exists()
    assert not PaperTurn.objects.exists()
    kept = PaperBallots.objects.get()
    assert kept.ballots == sorted(kept.ballots)


def test_the_record_says_that_and_never_what(season: SealedSeason) -> None:
    _counted(season)
    events = Event.objects.filter(tag__startswith="paper:")
    tags = [event.tag for event in events.order_by("pk")]
    assert tags == ["paper:entry:begun", "paper:entry:finished"] * 2
    sealed = Event.objects.get(tag="polls:paper:sealed")
    assert set(sealed.detail) == {"digest"}
    assert all(not event.detail for event in events)


def test_the_quorum_counts_paper_too(season: SealedSeason) -> None:
    casting(season, votes=12)
    give_paper(season, 8)
    season.close()
    enter_twice(season, [sheet(season)] * 8)
    sealed_and_signed(season)
    assert season.headed().unseal() is not None


def test_what_changed_after_a_head_that_never_arrived_is_to_be_changed_back(
    season: SealedSeason, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The box signed, the site died before it knew: the box signs no second head."""

    def dies(*_args: object) -> None:
        raise ConnectionAbortedError

    casting(season)
    season.close()
    with monkeypatch.context() as patched:
        patched.setattr("gongping.polls.services.boards._check_signed", dies)
        with pytest.raises(ConnectionAbortedError):
            ballots.sign_head(season.reloaded(), by=season.secretariat)
    key = key_of(season, season.voters()[-1])
    mark = season.url(f"entries/{key}/paper", "roll")
    office = season.world.client("secretariat")
    assert office.post(mark).status_code == 302
    seal(season)
    with pytest.raises(BoxRefused, match="改回去"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)
    office.post(f"{mark}-back", {"reason": "没有给他纸质票。"})
    assert season.headed().poll.head
