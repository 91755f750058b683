"""Sixty voters by phone, tablet, slip, paper and program, and one count of them all.

Keys are of full length: command and board page look at this board as at any other.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from ballotbox.words import code_of
from gongping.polls.states import PollState
from gongping.procedure.poll_desk import BY_VERB
from gongping.roll.services import HeldTicket
from tests.board.pages import Reader, close_all, reader
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.journeys.hall import Hall, begin_hall
from tests.paper.halls import SECOND_CLERK, clerks, give_paper
from tests.paper.screens import Screen, screen_of, type_keys
from tests.polls.ballot_page import let_pages_reach
from tests.polls.scrutineers_desk import (
    Desk,
    make_keys,
    one_at_a_time,
    three_desks,
    try_locks,
)
from tests.polls.sealed_page import SealedVoter, new_phone

__all__ = ["box_in_use", "box_server"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

DRAWN, UNDRAWN, PAPER = 4, 2, 3
PHONE = (0, 1, 2, 3, 4, 1)
TABLET = (1, 1, 0, 4, 2, 3)
SLIP = (2, 0, 0, 1, 1, 4)
# As they are typed: grades from 1, and 0 for one who does not know the unit.
SHEETS = ("111111", "234012", "12x341")
MISTYPED = ("111111", "234011", "12x341")
BESIDE = ("totals", "receipt")
READ = ((0, 0, 0, 0, 0, 0), (1, 2, 3, 4, 0, 1))


@dataclass
class People:
    """Everybody with a browser of their own."""

    browser: Browser
    hall: Hall
    desks: list[Desk]
    office: Screen
    clerk: Screen
    phone: Screen


@pytest.fixture
def hall(
    db: None,
    box_in_use: BoxServer,
    live_server: LiveServer,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Hall:
    """A sealed poll of sixty with keys of full length; nobody has made one."""
    cache.clear()
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    let_pages_reach(box_in_use, settings)
    alone = one_at_a_time(monkeypatch)
    return begin_hall(
        box_in_use, settings, live_server.url, alone, slips=DRAWN + UNDRAWN
    )


@pytest.fixture
def people(browser: Browser, hall: Hall, tmp_path: Path) -> Iterator[People]:
    clerks(hall)
    office = screen_of(browser, hall.site, hall, "secretariat")
    clerk = screen_of(browser, hall.site, hall, SECOND_CLERK)
    phone = Screen(_signed_in_phone(browser, hall), hall.site, hall)
    desks = three_desks(browser, hall.site, hall, tmp_path)
    yield People(browser, hall, desks, office, clerk, phone)
    pages = [each.page for each in (office, clerk, phone)]
    for page in (*pages, *(desk.page for desk in desks)):
        page.context.close()
    close_all()


def _signed_in_phone(browser: Browser, hall: Hall) -> Page:
    context = new_phone(browser)
    session = hall.world.client("voter").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": hall.site}])
    return context.new_page()


def test_a_hall_of_sixty_ends_in_one_count_that_two_programs_find(
    people: People, tmp_path: Path
) -> None:
    hall = people.hall
    _key_up(people)
    slips = _begin_casting(people)
    words = _phone_votes(people, tmp_path / "receipt.json")
    _slips_vote(people, slips[:DRAWN])
    _programs_vote(hall)
    _step(people.office, "close")
    _come_and_type_paper(people)
    _open_undrawn(people, slips[DRAWN:])
    _step(people.office, "sign-head")
    _cosign_release_and_count(people)

    _download(people, tmp_path)
    files = {f"{n}_json": (tmp_path / f"{n}.json").read_bytes() for n in BESIDE}
    board = (tmp_path / "board.jsonl").read_bytes()
    found = reader(people.browser)
    found.choose(tmp_path, board_jsonl=board, **files).verified()
    _page_finds_the_count(found, hall, tmp_path / "page.json")
    _page_finds_the_ballot(found, words, tmp_path / "receipt.json")
    _command_finds_the_count(hall, tmp_path)


def _step(office: Screen, verb: str) -> None:
    step = BY_VERB[verb]
    office.open(f"step/{verb}")
    office.press(str(step.label))
    expect(office.page.get_by_text(str(step.done))).to_be_visible()


def _key_up(people: People) -> None:
    make_keys(people.desks)
    for desk in people.desks:
        desk.back_up()
    try_locks(people.desks)
    people.office.open("freeze")
    people.office.press("冻结规则和名册")
    with people.hall.alone:
        assert people.hall.reloaded().state == PollState.FROZEN
    for desk in people.desks:
        desk.sees("核对规则书").press("签规则书")
    people.desks[0].sees("规则书都签好了")


def _begin_casting(people: People) -> list[str]:
    """Print the slips, mark who draws one and who has paper; return all addresses."""
    hall, office = people.hall, people.office
    with hall.alone:
        slips = hall.printed_slips()
    assert len(slips) == DRAWN + UNDRAWN
    _step(office, "open-collecting")
    with hall.alone:
        hall.reloaded()
        give_paper(hall, PAPER)
    page = office.open("station", "roll")
    for person in hall.world.heads[:DRAWN]:
        page.keyboard.type(person.staff_no)
        page.keyboard.press("Enter")
        expect(page.locator(".station-found .btn-primary")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"已登记{person.name}抽了票条")).to_be_visible()
    _step(office, "open-casting")
    return slips


def _phone_votes(people: People, receipt: Path) -> str:
    """Let somebody sign in, collect and cast; keep the receipt, return its words."""
    page = people.phone.open("", "roll")
    people.phone.press("领票")
    page.wait_for_url("**/vote/**")
    voter = _voter(people, page)
    leaf = _vote(voter, PHONE)
    words = page.locator(".vote-words span").all_inner_texts()
    assert code_of(bytes.fromhex(leaf)) == " ".join(words)
    with page.expect_download() as saving:
        page.click("#foot [data-part=right]")
    saving.value.save_as(receipt)
    return " ".join(words)


def _voter(people: People, page: Page) -> SealedVoter:
    none = HeldTicket("", 1)
    hall = people.hall
    return SealedVoter(page.context, page, hall.site, hall, none)


def _vote(voter: SealedVoter, choice: tuple[int, ...]) -> str:
    voter.collect()
    voter.fill(*choice)
    voter.review()
    voter.seal()
    voter.send_now()
    assert isinstance(voter.season, Hall)
    voter.season.given.append(choice)
    return voter.receipt()


def _slips_vote(people: People, slips: list[str]) -> None:
    """Scan one on a phone, type one on the tablet; programs have the others."""
    hall = people.hall
    phone = _voter(people, new_phone(people.browser).new_page())
    phone.join(f"{hall.site}{slips[0]}")
    _vote(phone, SLIP)
    phone.context.close()

    tablet = _voter(people, new_phone(people.browser).new_page())
    tablet.join(tablet.plain.replace("/vote/", "/vote/?kiosk=1"))
    tablet.page.fill("#ticket-entry", _ticket(slips[1]).upper())
    tablet.page.click(".ballot-entry .btn")
    _vote(tablet, TABLET)
    tablet.page.get_by_role("button", name="完成").click()
    expect(tablet.page.locator("#ticket-entry")).to_have_value("")
    tablet.context.close()
    for slip in slips[2:]:
        hall.program(_ticket(slip), *SLIP)


def _ticket(slip: str) -> str:
    return slip.split("&t=")[1].split("&", maxsplit=1)[0]


def _programs_vote(hall: Hall) -> None:
    """Let all others vote, but one who never collects and one who never casts."""
    leaders, others = hall.voters()[:3], hall.voters()[3 + DRAWN :]
    hall.redeem(hall.hand_out(leaders[1]).ticket, 1)
    named = [leaders[2], *others[:-PAPER]]
    phone = hall.world.cadres[0].pk
    for n, voter in enumerate(each for each in named if each.person_id != phone):
        hall.program(
            hall.hand_out(voter).ticket, *[(n + unit) % 5 for unit in range(6)]
        )


def _come_and_type_paper(people: People) -> None:
    """Two clerks type the sheets and differ once; a scrutineer settles; two sign."""
    first, second, _away = people.desks
    for desk in (first, second):
        desk.sees("确认您到场").press("我到场了")
    _type_pile(people.office, "录处级以上干部新的一摞", SHEETS)
    _type_pile(people.clerk, "录第 1 摞的第二遍", MISTYPED)
    witness = Screen(first.context.new_page(), people.hall.site, people.hall)
    page = witness.open()
    page.get_by_role("link", name="看不同之处").click()
    expect(page.locator(".paper-cell")).to_have_count(1)
    page.locator(".paper-cell").fill(SHEETS[1][-1])
    witness.press("我看过原票，这样核定")
    expect(page.get_by_text("您是见证的监票人")).to_be_visible()
    page.close()
    people.hall.given.extend(READ)
    people.office.open("paper/seal")
    people.office.press("封存纸质票")
    for desk in (first, second):
        desk.sees("核对纸质票").press("签纸质票")


def _type_pile(clerk: Screen, begin: str, sheets: tuple[str, ...]) -> None:
    page = clerk.open()
    clerk.press(begin)
    for place, signs in enumerate(sheets, 1):
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text(f"第 1 摞，第 {place} 张")
        expect(page.locator(".paper-cell").first).to_be_focused()
        type_keys(page, signs)
        if place < len(sheets):
            page.keyboard.press("Enter")
    clerk.press("这一摞录完了")
    expect(page.get_by_text(f"这一摞共 {len(sheets)} 张？")).to_be_visible()
    clerk.press("张数相同，录完了")
    expect(page.get_by_text("这一摞录完了。")).to_be_visible()


def _open_undrawn(people: People, slips: list[str]) -> None:
    page = people.office.open("slips/left-over", "roll")
    for number, slip in enumerate(slips, 1):
        expect(page.locator("#typed")).to_be_focused()
        page.keyboard.type(slip)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"已打开，一共 {number} 张")).to_be_visible()
    expect(page.get_by_text("对得上：")).to_be_visible()


def _cosign_release_and_count(people: People) -> None:
    """Two of three do it all; the third has stayed away since the rules."""
    first, second, _away = people.desks
    for desk in (first, second):
        desk.sees("核对板首").press("联署板首")
    first.sees("交出钥匙").press("交出钥匙")
    first.sees("还有 1 把锁没有开")
    second.sees("交出钥匙").press("交出钥匙")
    second.sees("锁都开了").page.get_by_role("link", name="启封并计票").click()
    second.page.get_by_role("button", name="启封并计票").click()
    second.page.wait_for_url("**/results/**")


def _download(people: People, folder: Path) -> None:
    """Fetch the whole board and the published totals as a scrutineer does."""
    asking = people.desks[1].context.request
    files = {
        "board.jsonl": people.hall.url("board.jsonl"),
        "totals.json": people.hall.url("totals.json", "results"),
    }
    for name, address in files.items():
        answer = asking.get(f"{people.hall.site}{address}")
        assert answer.ok, answer.status
        (folder / name).write_bytes(answer.body())


def _page_finds_the_count(found: Reader, hall: Hall, saved: Path) -> None:
    """Hold the count of the page from disk against the count by hand."""
    assert "6 个单位重算，公布了的逐一相同" in found.text("#verdict")
    assert all(asked.startswith(("file:", "blob:")) for asked in found.asked)
    with found.page.expect_download() as saving:
        found.page.click("#save-count")
    saving.value.save_as(saved)
    assert json.loads(saved.read_text("utf-8")) == hall.totals(
        issued=59, received=58, valid=57, abstained=0, invalid=[["range", 1]]
    )


def _page_finds_the_ballot(found: Reader, words: str, receipt: Path) -> None:
    """Find it by the file that the phone kept, and by the words that it showed."""
    leaf = json.loads(receipt.read_text("utf-8"))["leaf"]
    short = f"{leaf[:4]} {leaf[4:8]}".upper()
    assert short in found.text("#found")
    said = found.look_for(words)
    assert "封存后没有改动" in said
    assert short in said


def _command_finds_the_count(hall: Hall, folder: Path) -> None:
    """Let the command compare its count with the site's, and with the page's."""
    with hall.alone:
        poll = hall.reloaded()
    named = ["--manifest", poll.manifest_digest, "--head", poll.board_digest]
    named += ["--receipt", str(folder / "receipt.json"), "--lang", "en"]
    for totals in ("totals.json", "page.json"):
        verify = [sys.executable, "-m", "ballotbox", "verify", "--totals", totals]
        done = subprocess.run(
            [*verify, *named, "board.jsonl"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "not given: The published totals" not in done.stdout
        assert "the ballots are on the board. [1]" in done.stdout
        assert "published totals are those of the new count. [" in done.stdout
