"""Six hundred voters: most sign in, some draw a slip; each casts once, over HTTP."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import httpx
import numpy as np

from gongping.demo.ballots import Grades, cast_request, invented_grades
from gongping.demo.season.acts import Season
from gongping.demo.season.visitor import RefusedBySite
from gongping.demo.workbooks import staff_numbers
from gongping.foundation.trust import usual_trust

AT_ONCE = 6
SECONDS = 60
SLIP_GROUP = 3
_fragment = re.compile(r"#t=([0-9a-f]+)&amp;g=(\d+)")
_digits = re.compile(r'slip-digits">([0-9a-f ]+)<')


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a voter holds: from a page or from a slip of paper."""

    secret: str
    group: int


def print_slips(season: Season) -> list[Ticket]:
    """Print the slips between freeze and collecting; nobody knows who draws which."""
    with season.as_("secretariat") as office:
        piles = office.open(f"/roll/{season.poll}/slips")
        sheet = office.submit(piles, f"slips/{SLIP_GROUP}")
        found = [text.replace(" ", "") for text in _digits.findall(sheet.text)]
        return [Ticket(secret, SLIP_GROUP) for secret in found]


def step(season: Season, verb: str) -> None:
    """Take the next step of the poll at the secretariat's desk."""
    with season.as_("secretariat") as office:
        place = f"/polls/{season.poll}/step/{verb}"
        office.submit(office.open(place), place)


def collect(season: Season, usernames: list[str]) -> Iterator[Ticket]:
    """Let everybody sign in and collect; yield each ticket."""
    with ThreadPoolExecutor(AT_ONCE) as hall:
        waiting = [hall.submit(_collect_one, season, name) for name in usernames]
        for done in as_completed(waiting):
            yield done.result()


def draw_slips(season: Season, usernames: list[str]) -> Iterator[str]:
    """Let people draw a slip by hand; the desk notes that they did, not which."""
    with season.as_("secretariat") as office:
        for name in usernames:
            page = office.open(f"/roll/{season.poll}/entries?q={name.upper()}")
            office.submit(page, "/slip")
            season.note("slips drawn")
            yield name


def cast_all(season: Season, tickets: list[Ticket]) -> Iterator[str]:
    """Cast one ballot a ticket, in an order that has nothing to do with collecting."""
    grades = _grades(season, len(tickets))
    order = np.random.default_rng(season.seed).permutation(len(tickets))
    with ThreadPoolExecutor(AT_ONCE) as hall:
        jobs = [
            hall.submit(_cast_one, season, tickets[n], grades[place])
            for place, n in enumerate(order)
        ]
        for job in as_completed(jobs):
            season.note("ballots")
            yield job.result()


def unseal(season: Season) -> None:
    """Two scrutineers confirm that they are present; one opens the count."""
    place = f"/polls/{season.poll}/scrutineers"
    for name in ("scrutineer-1", "scrutineer-2"):
        with season.as_(name) as scrutineer:
            scrutineer.submit(scrutineer.open(place), "/present")
    with season.as_("scrutineer-1") as scrutineer:
        page = scrutineer.open(f"/polls/{season.poll}/unseal")
        scrutineer.submit(page, "/unseal")


def voters_of(season: Season) -> list[str]:
    """Return the user names of those who vote: the staff numbers of the workbook."""
    extra = max(season.voters - len(staff_numbers()), 0)
    return [number.lower() for number in staff_numbers(extra)][: season.voters]


def _collect_one(season: Season, username: str) -> Ticket:
    with season.as_(username) as voter:
        place = f"/roll/{season.poll}"
        taken = voter.submit(voter.open(place), f"{place}/take")
        found = _fragment.search(taken.text)
        if found is None:
            raise RefusedBySite(f"{username}: no ticket on the page")
        voter.submit(taken, f"{place}/kept")
        season.note("collected")
        return Ticket(found.group(1), int(found.group(2)))


def _cast_one(season: Season, ticket: Ticket, grades: Grades) -> str:
    answer = httpx.post(
        f"{season.site.box}/polls/{season.poll}/ballots",
        json=cast_request(ticket.secret, ticket.group, grades),
        timeout=SECONDS,
        verify=usual_trust(),
    )
    answer.raise_for_status()
    return str(answer.json()["receipt"])


def _grades(season: Season, voters: int) -> Grades:
    with season.as_("secretariat") as office:
        manifest = office.client.get(f"/polls/{season.poll}/manifest.json").json()
    rules = manifest.get("manifest", manifest)
    if isinstance(rules, str):
        rules = json.loads(rules)
    return invented_grades(
        voters, len(rules["units"]), len(rules["criteria"]), season.seed
    )
