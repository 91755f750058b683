"""A season in the order in which it is lived, each act by the one whose act it is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from gongping.demo import texts
from gongping.demo.links import token_for
from gongping.demo.rounds import MONTHS_A_HALF, PLACES, invented_points
from gongping.demo.season.processes import Site
from gongping.demo.season.visitor import Page, RefusedBySite, Visitor, fetch
from gongping.demo.workbooks import ledger_book, organisation_book, staff_numbers
from gongping.foundation import clock

USUAL_QUORUM = 50
SPARE_SLIPS = 5
ENTITLED = 600
AT_ONCE = {"seen": ""}
"""Who presses as fast as this names no hall that was seen: it would be two presses."""
_number = re.compile(r"/(\d+)(?:/|$)")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Season:
    """What the season has made so far."""

    site: Site
    voters: int
    seed: int
    round_id: int = 0
    poll: str = ""
    rules: bytes = b""
    head: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    is_consistent: bool = False

    @contextmanager
    def as_(self, username: str) -> Iterator[Visitor]:
        """Let somebody sit down at a browser and sign in."""
        with Visitor(self.site.pages) as visitor:
            visitor.enter(f"/demo/{token_for(username)}")
            yield visitor

    @property
    def slips(self) -> int:
        """Return how many voters draw a slip; a few more slips are printed."""
        return self.voters // 10

    @property
    def sheets(self) -> int:
        """Return how many vote on paper."""
        return max(self.voters // 25, 2)

    def public_board(self) -> bytes:
        """Return the public part of the board, as anybody gets it."""
        return fetch(f"{self.site.pages}/polls/{self.poll}/board-public.jsonl")

    def note(self, what: str, count: int = 1) -> None:
        """Count what was done, for the summary."""
        self.counts[what] = self.counts.get(what, 0) + count


def import_organisation(season: Season) -> Iterator[str]:
    """The secretariat imports units, people and links; accounts follow."""
    extra = max(season.voters - len(staff_numbers()), 0)
    book = organisation_book(extra)
    with season.as_("secretariat") as office:
        _import(office, "/organisation/import", "organisation.xlsx", book.read())
    yield "organisation"
    with season.as_("system") as admin:
        page = admin.open("/system/people-accounts")
        admin.submit(page, "people-accounts", {"everybody": "all"})
    yield "accounts"


def import_ledger(season: Season) -> Iterator[str]:
    """The secretariat imports the year's key tasks and publishes them."""
    with season.as_("secretariat") as office:
        book = ledger_book()
        publish = {"publish": "yes"}
        _import(office, "/ledger/import", "ledger.xlsx", book.read(), publish)
        yield "imported"


def prepare_round(season: Season) -> Iterator[str]:
    """The secretariat sets up round and poll; units hand in their reports."""
    today = clock.today()
    is_first = today.month <= MONTHS_A_HALF
    words = "上半年" if is_first else "下半年"
    with season.as_("secretariat") as office:
        form = office.open("/meetings/rounds/new")
        made = office.submit(
            form,
            "rounds/new",
            {
                "year": today.year,
                "half": "first" if is_first else "second",
                "title": f"{today.year}年度·{words}",
                "held_on": (today + timedelta(days=1)).isoformat(),
                "held_time": "09:00",
                "main_venue": PLACES[0],
                "further_venues": "\n".join(PLACES[1:]),
                "chair_name": "办公厅负责人",
            },
        )
        season.round_id = _first_number(made.url, "rounds")
        yield "round"
        _plan_poll(season, office)
        yield "poll"
    for position in range(1, 48):
        with season.as_(f"b{position:03}") as head:
            _hand_in(season, head)
        season.note("reports")
        yield f"report {position}"


def open_session(season: Season) -> Iterator[str]:
    """The rules freeze, the hall signs in, collecting opens."""
    with season.as_("secretariat") as office:
        freeze = office.open(f"/polls/{season.poll}/freeze")
        office.submit(freeze, "freeze")
        yield "frozen"
        place = f"/meetings/{season.round_id}"
        office.submit(office.open(place), f"{place}/open")
        for _venue in PLACES:
            page = office.open(f"{place}/attendance")
            if any("attendance/fill" in form.action for form in page.forms):
                office.submit(page, "attendance/fill")
        yield "present"
        office.submit(office.open(place), f"{place}/phase", {"state": "reporting"})
        yield "reporting"


def report_and_comment(season: Season) -> Iterator[str]:
    """Unit after unit reports; each leader comments on the units that are theirs."""
    place = f"/meetings/{season.round_id}"
    with season.as_("secretariat") as office:
        for _unit in range(47):
            office.submit(office.open(place), f"{place}/advance", AT_ONCE, leave=True)
            yield "unit"
        office.submit(office.open(place), f"{place}/advance", AT_ONCE)
    for number in range(1, 13):
        with season.as_(f"a{number:03}") as leader:
            yield from _comment_on_all(season, leader, number)


def close_session(season: Season) -> Iterator[str]:
    """The secretariat records what the leadership asks of all units, and closes."""
    with season.as_("secretariat") as office:
        place = f"/meetings/{season.round_id}/close"
        said = "\n".join(texts.REQUIREMENTS)
        office.submit(office.open(place), "/close", {"requirements": said})
        season.note("requirements", len(texts.REQUIREMENTS))
        yield "closed"


def follow_up(season: Season) -> Iterator[str]:
    """Units acknowledge and propose a path; the secretariat confirms."""
    for position in range(1, 48):
        with season.as_(f"b{position:03}") as head:
            _answer_comments(season, head)
        yield f"unit {position}"
    with season.as_("secretariat") as office:
        while waiting := _waiting(office.open("/")):
            for number in waiting:
                office.submit(office.open(f"/ledger/{number}"), "/confirm", leave=True)
                season.note("confirmed")
        yield "confirmed"


def _import(
    office: Visitor,
    place: str,
    name: str,
    book: bytes,
    typed: dict[str, str] | None = None,
) -> None:
    preview = office.submit(
        office.open(place), place, files={"file": (name, book, XLSX)}
    )
    office.submit(preview, "/apply", typed)


def _plan_poll(season: Season, office: Visitor) -> None:
    made = office.submit(
        office.open("/polls/new"),
        "polls/new",
        {"round": season.round_id, "preset": "three_groups", "layout": "criteria"},
    )
    season.poll = made.url.split("/polls/")[1].split("/")[0]
    plan = office.open(f"/polls/{season.poll}/plan")
    seats = re.findall(r'name="scrutineers"[^>]*value="(\d+)"', plan.text)
    typed = {
        "scrutineers": seats,
        "groups-2-slip_count": season.slips + SPARE_SLIPS,
        "quorum_percent": min(USUAL_QUORUM, season.voters * 100 // ENTITLED),
    }
    office.submit(plan, f"{season.poll}/plan", typed)


def _hand_in(season: Season, head: Visitor) -> None:
    reports = head.open("/").links_with(f"/meetings/{season.round_id}/reports/")
    for link in reports[:1]:
        head.submit(head.open(link), link, to=f"{link}/submit", leave=True)


def _comment_on_all(season: Season, leader: Visitor, number: int) -> Iterator[str]:
    pads = leader.open("/comments").links_with("/pad")
    for place, pad in enumerate(pads):
        page = leader.open(pad)
        typed = _pad_fields(number * 7 + place * 3)
        leader.submit(page, "/pad/save", typed, to=f"{pad}/sign", leave=True)
        season.note("comments")
        yield pad


def _pad_fields(n: int) -> dict[str, str]:
    typed: dict[str, str] = {}
    for number, point in enumerate(invented_points("重点工作", n)):
        typed |= {
            f"p-{number}-section": point.section,
            f"p-{number}-text": point.text,
            f"p-{number}-track": point.track,
            f"p-{number}-disposition": point.disposition,
            f"p-{number}-due_on": point.due_on.isoformat() if point.due_on else "",
        }
    return typed


def _answer_comments(season: Season, head: Visitor) -> None:
    for link in head.open("/").links_with("/comments/"):
        head.submit(head.open(link), "/acknowledge", leave=True)
        season.note("acknowledged")
    for link in head.open("/").links_with("/path"):
        page = head.open(link)
        head.submit(page, "/path", _path_fields(page.text), leave=True)
        season.note("proposed")


def _path_fields(page: str) -> dict[str, str]:
    days = [clock.days_from_today(n).isoformat() for n in (25, 55, 85)]
    people = re.search(
        r'<select name="responsible_person".*?</select>', page, re.DOTALL
    )
    prefix = re.search(r'name="(\w+)-TOTAL_FORMS"', page)
    if people is None or prefix is None:
        raise RefusedBySite("the form for the path has changed")
    rows = {f"{prefix.group(1)}-TOTAL_FORMS": "3"}
    for n, (title, day) in enumerate(zip(texts.MILESTONE_TITLES, days, strict=True)):
        rows |= {
            f"{prefix.group(1)}-{n}-title": title,
            f"{prefix.group(1)}-{n}-due_on": day,
        }
    person = re.findall(r'value="(\d+)"', people.group())[0]
    return {"responsible_person": person, "due_on": days[-1], "do": "save", **rows}


def _waiting(page: Page) -> list[str]:
    return [link.rsplit("/", 1)[-1] for link in page.links_with("/ledger/20")]


def _first_number(url: str, after: str) -> int:
    found = re.search(rf"/{after}/(\d+)", url) or _number.search(url)
    if found is None:
        raise RefusedBySite(url)
    return int(found.group(1))
