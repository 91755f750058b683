"""The published totals of a sealed poll: what is shown and no more, and it verifies."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from ballotbox.checks import Check, State
from ballotbox.tally import Tally
from ballotbox.totals import parse_totals
from ballotbox.verify import Given, examine
from gongping.procedure import ballots
from gongping.results import services
from gongping.results.models import Result
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed

__all__ = ["box_in_use", "box_server", "sealed"]


def _counted(season: SealedSeason, votes: int = 24) -> Result:
    season.collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for n, voter in enumerate(season.voters()[:votes]):
        assert season.vote(voter, grade=n % 3) == 201
    season.close()
    result: Result = season.headed().unseal()
    return result


def _totals(season: SealedSeason, who: str = "secretariat") -> Tally:
    answer = season.world.client(who).get(f"/results/{season.code}/totals.json")
    assert answer.status_code == 200
    assert "totals.json" in answer["Content-Disposition"]
    return parse_totals(answer.content.decode())


def _examined(season: SealedSeason, totals: Tally) -> Any:
    answer: Any = season.watches[0].browser.get(season.url("board.jsonl"))
    lines = b"".join(answer.streaming_content).splitlines(keepends=True)
    given = Given(lines, totals=totals)
    return examine(given, allow_weak=True)


def test_what_the_site_publishes_is_what_a_recount_finds(sealed: SealedSeason) -> None:
    result = _counted(sealed)
    totals = _totals(sealed)
    found = _examined(sealed, totals)
    assert found.error is None
    assert found.of(Check.TOTALS_FIT).state is State.PASSED
    outcome = found.of(Check.TOTALS)
    units = len(result.figures["units"])
    assert (outcome.state, outcome.note) == (State.PASSED, f"1: {units}/{units}")


def test_totals_that_were_changed_do_not_verify(sealed: SealedSeason) -> None:
    _counted(sealed)
    (group,) = _totals(sealed).groups
    turned = replace(group, histogram=group.histogram[::-1], abstained=1)
    assert str(_examined(sealed, Tally((turned,))).error).startswith("group 1")


def test_a_unit_that_is_withheld_is_withheld_in_the_totals(
    sealed: SealedSeason,
) -> None:
    result = _counted(sealed)
    result.figures["units"][0]["by_group"] = [None]
    result.shown.save()
    (group,) = _totals(sealed).groups
    assert (group.histogram[0], all(group.histogram[1:])) == ((), True)
    found = _examined(sealed, _totals(sealed))
    units = len(result.figures["units"])
    assert found.of(Check.TOTALS).note == f"1: {units - 1}/{units}"


def test_a_group_that_is_not_shown_is_not_in_the_totals(sealed: SealedSeason) -> None:
    sealed.plan(disclosure_threshold=500)
    _counted(sealed)
    assert _totals(sealed).groups == ()
    assert _examined(sealed, _totals(sealed)).of(Check.TOTALS).state is State.NOT_GIVEN


def test_totals_are_for_whoever_may_read_every_explanation(
    sealed: SealedSeason,
) -> None:
    result = _counted(sealed)
    address = f"/results/{sealed.code}/totals.json"
    voter, unit = sealed.world.client("voter"), sealed.world.client("unit")
    assert voter.get(address).status_code == 404
    services.publish_result(result.pk, "everybody", by=sealed.secretariat)
    for reader in (voter, unit):
        sheet = reader.get(f"/results/{sealed.code}")
        assert sheet.status_code == 200
        assert address not in sheet.content.decode()
        assert reader.get(address).status_code == 403
    for who in ("leader", "scrutineer", "secretariat"):
        assert sealed.world.client(who).get(address).status_code == 200


def test_a_sealed_result_offers_its_totals_and_is_not_called_open(
    sealed: SealedSeason,
) -> None:
    _counted(sealed)
    office = sealed.world.client("secretariat")
    for page in ("", "/table", "/count-report"):
        said = office.get(f"/results/{sealed.code}{page}").content.decode()
        assert "未密封" not in said
    assert "totals.json" in office.get(f"/results/{sealed.code}").content.decode()
    assert "未密封" not in office.get("/results").content.decode()
    answer = office.get(f"/results/{sealed.code}/counts.xlsx")
    notes = load_workbook(BytesIO(answer.content))["说明"]
    assert not [row for row in notes.values if "未密封" in str(row)]
