"""Six hundred voters: most sign in, some draw a slip; each casts once, over HTTP."""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import TypeVar

from ballotbox.sealed import Receipt
from gongping.demo.ballots import invented_grades
from gongping.demo.season.acts import Season
from gongping.demo.season.device import Device, Ticket
from gongping.demo.workbooks import staff_numbers

AT_ONCE = 6
SLIP_GROUP = 3
_digits = re.compile(r'slip-digits">([0-9a-f ]+)<')
_chance = secrets.SystemRandom()
_Made = TypeVar("_Made")


def print_slips(season: Season) -> list[Ticket]:
    """Print the slips between freeze and collecting; return them as a shuffled pile."""
    with season.as_("secretariat") as office:
        piles = office.open(f"/roll/{season.poll}/slips")
        sheet = office.submit(piles, f"slips/{SLIP_GROUP}")
        found = [text.replace(" ", "") for text in _digits.findall(sheet.text)]
    _chance.shuffle(found)
    return [Ticket(secret, SLIP_GROUP) for secret in found]


def open_undrawn(season: Season, slips: list[Ticket]) -> None:
    """Open, after the close, the slips that nobody drew."""
    with season.as_("secretariat") as office:
        page = office.open(f"/roll/{season.poll}/slips")
        opened = {"slips": [slip.secret for slip in slips]}
        office.tell(page, f"/roll/{season.poll}/undrawn", opened)
    season.note("slips undrawn", len(slips))


def step(season: Season, verb: str) -> None:
    """Take the next step of the poll at the secretariat's desk."""
    with season.as_("secretariat") as office:
        place = f"/polls/{season.poll}/step/{verb}"
        office.submit(office.open(place), place).check_done()


def collect(
    season: Season, usernames: list[str], slips: list[Ticket], letters: list[str]
) -> Iterator[Device]:
    """Let everybody collect, signed in or with a slip; yield each one's device.

    Where there is a second office everybody brings a letter of it, in that order.
    """
    brought = [(letter,) for letter in letters] or repeat(())
    at = iter(brought)
    jobs = [
        *(partial(_sign_in_and_collect, season, n, next(at)) for n in usernames),
        *(partial(_collect_with, season, replace(s, letters=next(at))) for s in slips),
    ]
    _chance.shuffle(jobs)
    for device in _all_at_once(jobs):
        season.note("collected")
        yield device


def draw_slips(season: Season, usernames: list[str]) -> Iterator[str]:
    """Let people draw a slip by hand; the desk notes that they did, not which."""
    with season.as_("secretariat") as office:
        for name in usernames:
            page = office.open(f"/roll/{season.poll}/entries")
            page = office.submit(page, "/entries", {"q": name.upper()})
            office.submit(page, "/slip")
            season.note("slips drawn")
            yield name


def cast_all(season: Season, devices: list[Device]) -> Iterator[Receipt]:
    """Cast one ballot a device, in an order that has nothing to do with collecting."""
    rules = devices[0].rules
    size = len(rules.units), len(rules.criteria)
    grades = invented_grades(len(devices), *size, season.seed)
    order = _chance.sample(devices, len(devices))
    jobs = [
        partial(device.cast, own) for device, own in zip(order, grades, strict=True)
    ]
    for receipt in _all_at_once(jobs):
        season.note("ballots")
        yield receipt


def voters_of(season: Season) -> list[str]:
    """Return the user names of those who vote: the staff numbers of the workbook."""
    extra = max(season.voters - len(staff_numbers()), 0)
    return [number.lower() for number in staff_numbers(extra)][: season.voters]


def _sign_in_and_collect(
    season: Season, username: str, letters: tuple[str, ...]
) -> Device:
    with season.as_(username) as voter:
        place = f"/roll/{season.poll}"
        page = voter.open(place)
        held = voter.tell(page, f"{place}/take").json()
    return _collect_with(season, Ticket(held["ticket"], held["group"], letters))


def _collect_with(season: Season, ticket: Ticket) -> Device:
    device = Device.join(season.site, season.rules)
    device.collect(ticket)
    return device


def _all_at_once(jobs: Iterable[Callable[[], _Made]]) -> Iterator[_Made]:
    with ThreadPoolExecutor(AT_ONCE) as hall:
        for done in as_completed([hall.submit(job) for job in jobs]):
            yield done.result()
