"""Polls with rules of their own from the setup page to the published files, by HTTP.

Every number expected here was reckoned by hand from the ballots written down here.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
import pytest
from django.test import Client

from ballotbox import client
from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.totals import parse_totals
from gongping.foundation.actors import Actor
from gongping.polls.selectors import manifest_of, plan_of
from gongping.results.models import Result
from tests.polls.sealed import NAMES, SealedSeason
from tests.polls.test_pages import _form

UNSURE = -1


def _post(who: Client, address: str, **data: Any) -> None:
    answer = who.post(address, data)
    assert answer.status_code == 302, answer.content.decode()[:2000]


def _set_up(season: SealedSeason, preset: str, **changes: Any) -> Client:
    """Choose the rules of a preset on the pages, and keep what they then offer."""
    office = season.world.client("secretariat")
    _post(office, season.url("plan"), **_form(season, layout="criteria"))
    season.reloaded()
    _post(office, season.url("preset"), preset=preset)
    season.reloaded()
    form = _form(season, **changes)
    if plan_of(season.poll).counting.is_numeric:
        form = {name: value for name, value in form.items() if name[:6] != "grades"}
    else:
        form |= {"is_identical_invalid": "on"} if _is_identical(season) else {}
    if _is_identical(season):
        form["is_identical_invalid"] = "on"
    _post(office, season.url("plan"), **form)
    season.reloaded()
    return office


def _is_identical(season: SealedSeason) -> bool:
    return plan_of(season.poll).is_identical_invalid


def _begin_casting(season: SealedSeason, office: Client) -> None:
    season.key_up()
    assert "不能冻结" not in office.get(season.url("freeze")).content.decode()
    _post(office, season.url("freeze"))
    season.sign_rules()
    for verb in ("open-collecting", "open-casting"):
        _post(office, season.url(f"step/{verb}"))
    assert season.reloaded().state == "casting"


def _cast(season: SealedSeason, voter: Actor, cells: Iterable[int]) -> None:
    rules, held = manifest_of(season.poll), season.collect(voter)
    written = encode_cells([NO_OPINION if c == UNSURE else c for c in cells])
    sealed = client.seal_ballot(rules, held, written)
    assert season.cast_sealed(sealed) == 201


def _count(season: SealedSeason, office: Client) -> Result:
    _post(office, season.url("step/close"))
    season.reloaded()
    season.headed().opened()
    scrutineer = season.world.client(NAMES[0])
    _post(scrutineer, season.url("unseal"))
    assert season.reloaded().state == "unsealed"
    return Result.objects.select_related("current").get(poll=season.poll)


def _publish(season: SealedSeason, office: Client) -> None:
    address = f"/results/{season.code}/publish"
    asked = office.get(address, {"audience": "everybody"}).content.decode()
    assert "公布以后不能收回" in asked
    _post(office, address, audience="everybody")
    voter = season.world.client("voter")
    assert voter.get(f"/results/{season.code}").status_code == 200


def _files_bear(season: SealedSeason, office: Client, result: Result) -> Any:
    """Check every file to take away; return the workbook."""
    start = f"/results/{season.code}"
    for name, head in (
        *(("sheet.pdf", b"%PDF"), ("sheet.docx", b"PK")),
        *(("count-report.pdf", b"%PDF"), ("counts.xlsx", b"PK")),
    ):
        answer = office.get(f"{start}/{name}")
        assert answer.status_code == 200
        assert answer.content.startswith(head)
    totals = parse_totals(office.get(f"{start}/totals.json").content.decode())
    assert [g.valid for g in totals.groups] == [g["valid"] for g in _groups(result)]
    assert result.digest in office.get(f"{start}/count-report").content.decode()
    return openpyxl.load_workbook(
        io.BytesIO(office.get(f"{start}/counts.xlsx").content)
    )


def _groups(result: Result) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = result.figures["groups"]
    return groups


def _row(book: Any, sheet: str, *start: Any) -> list[Any]:
    """Return the first row of a sheet in which these stand side by side."""
    width = len(start)
    for row in book[sheet].values:
        for at in range(len(row) - width + 1):
            if row[at : at + width] == start:
                return list(row[at + width :])
    raise AssertionError(start)


# --- 述职评议（2019）: two groups of 24 and 16, worth 40 of 100 -------------------

HEADS = (0, 0, 0, 1, 1, 2)
"""What the six heads give: three 好, two 较好, one 一般."""
CADRES = (*[0] * 12, *[1] * 6, *[2] * 3, UNSURE)


def _duty_ballot(grade: int, units: int, *, is_last_head: bool) -> Sequence[int]:
    """Return a ballot: the first unit as written above, all others a step lower.

    The last head gives the first unit 差 instead of 一般 on the second criterion.
    """
    first = [grade] * 4
    if is_last_head:
        first[1] = 3
    other = grade if grade == UNSURE else min(grade + 1, 3)
    return [*first, *[other] * 4 * (units - 1)]


def test_a_duty_report_runs_from_its_preset_to_its_files(season: SealedSeason) -> None:
    office = _set_up(season, "party_duty_report_2019", disclosure_threshold=5)
    _begin_casting(season, office)
    units, world = len(season.world.units), season.world
    voters = {a.name: a for a in season.voters()}
    for n, (person, grade) in enumerate(zip(world.heads, HEADS, strict=True)):
        ballot = _duty_ballot(grade, units, is_last_head=n == len(HEADS) - 1)
        _cast(season, voters[person.name], ballot)
    cadres = [*world.liaisons, *world.cadres][: len(CADRES)]
    for person, grade in zip(cadres, CADRES, strict=True):
        ballot = _duty_ballot(grade, units, is_last_head=False)
        _cast(season, voters[person.name], ballot)
    result = _count(season, office)
    first, second = result.figures["units"][:2]
    # Heads: (3×100 + 2×80 + 60) ÷ 6 = 86.667 thrice, (460 + 40) ÷ 6 = 83.333 once:
    # 85.833. Cadres: (12×100 + 6×80 + 3×60) ÷ 21 = 88.571, the one 不了解 left out.
    # (24 × 85.833 + 16 × 88.571) ÷ 40 = 86.929; of 40 points 34.771.
    assert [part["score"] for part in first["by_group"]] == ["85.83", "88.57"]
    assert (first["score_fine"], first["score"]) == ("34.77", "34.8")
    # All others a step lower: heads (3×80 + 2×60 + 40) ÷ 6 = 66.667, cadres
    # (12×80 + 6×60 + 3×40) ÷ 21 = 68.571; 67.429 of 100 are 26.971 of 40.
    assert [part["score"] for part in second["by_group"]] == ["66.67", "68.57"]
    assert (second["score_fine"], second["score"]) == ("26.97", "27.0")
    quorum = result.figures["quorum"]
    assert (quorum["entitled"], quorum["needed"], quorum["received"]) == (33, 27, 28)

    sheet = office.get(f"/results/{season.code}").content.decode()
    assert "34.8" in sheet
    assert "24 : 16" in sheet
    explained = office.get(f"/results/{season.code}/units/{first['key']}")
    for said in ("85.83", "88.57", "34.77", "83.33"):
        assert said in explained.content.decode()
    _publish(season, office)
    book = _files_bear(season, office, result)
    name = first["name"]
    assert _row(book, "得分", name)[0] == 34.8
    assert _row(book, "票面分布", name, "部门负责人", "查找问题") == [3, 2, 0, 1, 0]
    assert _row(book, "票面分布", name, "党员干部代表", "总体评价") == [12, 6, 3, 0, 1]


# --- Numbers: quotas, best and worst left out ------------------------------------

GIVEN = (*[80] * 12, *[85] * 6, *[90] * 4, 100, 0, UNSURE)
"""What twenty-five voters give the first unit, on each of the four criteria."""
OTHERS = ((95, 80, 75, 60, 50), (88, 78, 81, 55, 65))
"""What every other voter gives the five others: one high, two low, as quotas ask."""


def _numbers(given: int, others: tuple[int, ...]) -> list[int]:
    """Return the steps of a ballot; step 0 is 100."""
    return [n if n == UNSURE else 100 - n for n in (given, *others) for _c in range(4)]


def test_numbers_run_from_their_preset_to_their_files(season: SealedSeason) -> None:
    office = _set_up(season, "numbers_with_quota")
    _begin_casting(season, office)
    voters = season.voters()
    for n, given in enumerate(GIVEN):
        _cast(season, voters[n], _numbers(given, OTHERS[n % 2]))
    # A ballot of full marks only would not be sealed by the page; this one was.
    _cast(season, voters[len(GIVEN)], [0] * 24)
    result = _count(season, office)
    (group,) = result.figures["groups"]
    assert (group["received"], group["valid"], group["invalid"]) == (26, 25, 1)
    first, *others = result.figures["units"]
    # 24 gave a number, more than 5: without one 100 and one 0 there are 22 left,
    # (12×80 + 6×85 + 4×90) ÷ 22 = 1830 ÷ 22 = 83.182.
    assert (first["score_fine"], first["score"]) == ("83.18", "83.2")
    # Thirteen and twelve, without one of the higher and one of the lower numbers each:
    # (12×95 + 11×88) ÷ 23 = 91.65, (12×80 + 11×78) ÷ 23 = 79.04,
    # (12×75 + 11×81) ÷ 23 = 77.87, (12×60 + 11×55) ÷ 23 = 57.61,
    # (12×50 + 11×65) ÷ 23 = 57.17.
    scores = [unit["score"] for unit in others]
    assert scores == ["91.7", "79.0", "77.9", "57.6", "57.2"]
    # 90–100: four 90 and the 100; 80–89: twelve and six; 0–59: the 0; one 不了解.
    assert first["counts"] == [[5, 18, 0, 0, 1, 1]] * 4

    sheet = office.get(f"/results/{season.code}").content.decode()
    assert "83.2" in sheet
    explained = office.get(f"/results/{season.code}/units/{first['key']}")
    said = explained.content.decode()
    assert "83.18" in said
    assert "规则书写明去掉最高、最低的，已经去掉" in said
    _publish(season, office)
    book = _files_bear(season, office, result)
    assert _row(book, "得分", first["name"])[0] == 83.2
    assert _row(book, "票面分布", first["name"], "处级以上干部", "总体评价") == [
        *(5, 18, 0, 0, 1, 1)
    ]


@pytest.mark.parametrize("preset", ["party_duty_report_2019", "numbers_with_quota"])
def test_an_english_reader_meets_the_same_numbers(
    season: SealedSeason, preset: str
) -> None:
    office = _set_up(season, preset, disclosure_threshold=5)
    office.cookies["gongping_language"] = "en"
    rules = office.get(season.url("rules")).content.decode()
    wanted = {
        "party_duty_report_2019": "Fairly good",
        "numbers_with_quota": "from 0 to 100",
    }
    assert wanted[preset] in rules
