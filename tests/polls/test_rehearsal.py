"""A rehearsal says so on every page and paper, and never becomes a real poll."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ballotbox.manifest import parse_manifest
from gongping.foundation.errors import Invalid
from gongping.polls import services
from gongping.polls.models import Poll
from gongping.polls.selectors import current_poll, plan_of, unfinished_polls
from gongping.procedure import ballots
from gongping.results.models import Result
from gongping.roll.models import RollEntry
from tests.box.fixtures import box_in_use, box_server
from tests.polls.sealed import SealedSeason, sealed
from tests.routes import ADMINISTRATORS, ANONYMOUS, ROUTES
from tests.world import World

__all__ = ["box_in_use", "box_server", "sealed"]

LABEL = "演练，不作数"
IN_SCRIPT = {"polls:board"}
"""Pages of the same bytes for every poll: the label is there and a script shows it."""
NOT_OF_A_POLL = {"demo:scrutineer_keys"}
NEEDS_A_SHEET = {"paper:entry", "paper:done", "paper:compare", "paper:discard"}


@pytest.fixture
def rehearsal(sealed: SealedSeason) -> SealedSeason:
    """A planned rehearsal."""
    sealed.plan(is_rehearsal=True)
    return sealed


def _names() -> Iterator[str]:
    for name, route in ROUTES.items():
        if "code" in route.sample and not route.is_act:
            yield name


def _sample(season: SealedSeason, name: str) -> dict[str, object]:
    entry = RollEntry.objects.filter(poll=season.poll).first()
    known: dict[str, object] = {
        "code": season.code,
        "position": 1,
        "verb": {"frozen": "open-collecting", "casting": "close"}.get(
            season.reloaded().state, "sign-head"
        ),
        "key": entry.pk if entry else "x",
        "late_id": 1,
    }
    if ROUTES[name].sample.get("key") == "unit":
        known["key"] = season.world.units[0].pk
    return {key: known[key] for key in ROUTES[name].sample}


def _open(season: SealedSeason, name: str) -> Any:
    who = sorted(ROUTES[name].who - ADMINISTRATORS - {ANONYMOUS, "other_unit"})
    chosen = "scrutineer" if "scrutineer" in who else who[0]
    address = reverse(name, kwargs=_sample(season, name))
    return season.world.client(chosen).get(address)


def _walk(season: SealedSeason, seen: set[str]) -> None:
    """Look for the label on every page that opens in this state."""
    for name in _names():
        if name in NOT_OF_A_POLL or not _is_page(name):
            continue
        answer = _open(season, name)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        if answer.status_code != 200 or not is_page:
            continue
        text = answer.content.decode()
        found = 'id="rehearsal"' in text if name in IN_SCRIPT else LABEL in text
        assert found, (name, season.poll.state)
        seen.add(name)


def _is_page(name: str) -> bool:
    return not re.search(
        r"manifest|desk_facts|desk_people|desk_board|seat$|trial|_board$|export|totals"
        r"|pdf|docx|backup|polls:poll$",
        name,
    )


def test_every_page_of_a_rehearsal_says_so(rehearsal: SealedSeason) -> None:
    seen: set[str] = set()
    _walk(rehearsal, seen)
    rehearsal.key_up().freeze()
    _walk(rehearsal, seen)
    rehearsal.sign_rules()
    rehearsal.poll = ballots.open_collecting(
        rehearsal.reloaded(), by=rehearsal.secretariat
    )
    _walk(rehearsal, seen)
    rehearsal.poll = ballots.open_casting(rehearsal.poll, by=rehearsal.secretariat)
    for voter in rehearsal.voters()[:24]:
        assert rehearsal.vote(voter) == 201
    _walk(rehearsal, seen)
    rehearsal.close()
    _walk(rehearsal, seen)
    rehearsal.headed()
    _walk(rehearsal, seen)
    rehearsal.unseal()
    _walk(rehearsal, seen)
    pages = {name for name in _names() if _is_page(name)}
    missed = pages - seen - NOT_OF_A_POLL - NEEDS_A_SHEET
    assert not missed, missed


def _counted(season: SealedSeason) -> SealedSeason:
    season.collecting()
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    for voter in season.voters()[:24]:
        assert season.vote(voter) == 201
    season.close()
    season.headed().unseal()
    return season


def test_manifest_report_and_workbook_of_a_rehearsal_say_so(
    rehearsal: SealedSeason,
) -> None:
    _counted(rehearsal)
    assert parse_manifest(rehearsal.reloaded().manifest, allow_weak=True).is_rehearsal
    office = rehearsal.world.client("secretariat")
    where = f"/results/{rehearsal.code}"
    for page in pypdfium2.PdfDocument(office.get(f"{where}/count-report.pdf").content):
        assert LABEL in page.get_textpage().get_text_range()
    book = load_workbook(BytesIO(office.get(f"{where}/counts.xlsx").content))
    assert [row for row in book["说明"].values if row[0] == LABEL]
    assert "演练" in office.get("/results").text
    assert "演练" in office.get("/polls").text


def test_paper_ballots_and_slips_of_a_rehearsal_say_so(
    rehearsal: SealedSeason,
) -> None:
    groups = plan_of(rehearsal.poll).groups
    rehearsal.plan(groups=(replace(groups[0], slip_count=3),))
    rehearsal.key_up().freeze()
    office = rehearsal.world.client("secretariat")
    sheets = office.post(
        f"/polls/{rehearsal.code}/paper/ballots",
        {"group": 1, "copies": 2, "paper": "a4"},
    )
    slips = office.post(f"/roll/{rehearsal.code}/slips/1", {"as": "pdf"})
    for answer in (sheets, slips):
        assert answer["Content-Type"] == "application/pdf", answer.content[:900]
        for page in pypdfium2.PdfDocument(answer.content):
            assert LABEL in page.get_textpage().get_text_range()


def test_no_plan_makes_a_rehearsal_real_once_there_are_keys(
    rehearsal: SealedSeason,
) -> None:
    rehearsal.key_up()
    with pytest.raises(Invalid, match="演练不能转为正式测评"):
        rehearsal.plan(is_rehearsal=False)
    assert rehearsal.reloaded().is_rehearsal


def test_no_plan_makes_a_real_poll_a_rehearsal_once_there_are_keys(
    sealed: SealedSeason,
) -> None:
    sealed.key_up()
    with pytest.raises(Invalid, match="不能改成演练"):
        sealed.plan(is_rehearsal=True)
    assert not sealed.reloaded().is_rehearsal


def test_a_repeated_rehearsal_cannot_be_planned_as_real(
    rehearsal: SealedSeason,
) -> None:
    ballots.void_poll(rehearsal.reloaded(), "再来", by=rehearsal.secretariat)
    rehearsal.poll = services.repeat_poll(rehearsal.poll, by=rehearsal.secretariat)
    with pytest.raises(Invalid, match="演练不能转为正式测评"):
        rehearsal.plan(is_rehearsal=False)


def test_before_there_are_keys_a_slip_of_the_pen_is_mended(
    rehearsal: SealedSeason,
) -> None:
    rehearsal.plan(is_rehearsal=False)
    assert not rehearsal.reloaded().is_rehearsal


def test_console_and_work_list_do_not_know_a_rehearsal(
    rehearsal: SealedSeason, world: World
) -> None:
    assert current_poll(rehearsal.round) is None
    assert unfinished_polls(rehearsal.round) == []
    _counted(rehearsal)
    assert Result.objects.count() == 1
    assert current_poll(rehearsal.round) is None
    assert Poll.objects.count() == 1


def test_the_result_of_a_rehearsal_is_for_those_who_rehearsed(
    rehearsal: SealedSeason,
) -> None:
    _counted(rehearsal)
    where = f"/results/{rehearsal.code}"
    told = {"secretariat": 200, "scrutineer": 200, "leader": 404, "unit": 404}
    for who, status in told.items():
        assert rehearsal.world.client(who).get(where).status_code == status, who
    office = rehearsal.world.client("secretariat")
    assert f"{where}/publish" not in office.get(where).content.decode()
    office.post(f"{where}/publish", {"audience": "everybody"})
    assert rehearsal.world.client("voter").get(where).status_code in {403, 404}
