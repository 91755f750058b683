"""Some vote on paper: marked on the roll, typed by two, settled, sealed and signed."""

from collections.abc import Iterator, Sequence

from gongping.demo.ballots import NO_OPINION, invented_grades
from gongping.demo.season.acts import Season
from gongping.demo.season.visitor import Page, RefusedBySite, Visitor

GROUP = 3
SPARE = 2
CLERKS = ("secretariat", "scrutineer-1")
WITNESS = "scrutineer-2"
MISREAD = "x"
Sheets = list[list[str]]


def hand_out(season: Season, usernames: list[str]) -> Iterator[str]:
    """Print blank ballots, and mark everybody who is given one on the roll."""
    with season.as_("secretariat") as office:
        place = f"/polls/{season.poll}/paper/ballots"
        wanted = {"group": GROUP, "copies": len(usernames) + SPARE, "paper": "a3"}
        printed = office.submit(office.open(place), "/ballots", wanted)
        if not printed.text.startswith("%PDF"):
            raise RefusedBySite("no paper ballots came")
        for name in usernames:
            page = office.open(f"/roll/{season.poll}/entries")
            page = office.submit(page, "/entries", {"q": name.upper()})
            office.submit(page, "/paper")
            season.note("paper given")
            yield name


def enter(season: Season, number: int) -> Iterator[str]:
    """Let two clerks type the sheets, one of them misread a cell, and settle it."""
    sheets = _filled(season, number)
    with season.as_(CLERKS[0]) as clerk:
        desk = clerk.open(f"/polls/{season.poll}/paper")
        page = clerk.submit(desk, "/begin", {"group": GROUP})
        pile = page.url.rpartition("/")[2]
        _type(clerk, page, sheets)
        yield CLERKS[0]
    with season.as_(CLERKS[1]) as clerk:
        desk = clerk.open(f"/polls/{season.poll}/paper")
        misread = [[MISREAD, *sheets[0][1:]], *sheets[1:]]
        _type(clerk, clerk.submit(desk, "/take"), misread)
        yield CLERKS[1]
    with season.as_(WITNESS) as witness:
        compared = f"/polls/{season.poll}/paper/piles/{pile}/compare"
        seen = {"seen-1-0": sheets[0][0]}
        witness.submit(witness.open(compared), "/compare", seen).check_done()
        yield WITNESS
    season.note("paper ballots", number)


def seal(season: Season) -> None:
    """Seal what was typed; nothing of it is left but the ballots, without order."""
    with season.as_("secretariat") as office:
        place = f"/polls/{season.poll}/paper/seal"
        office.submit(office.open(place), place).check_done()


def _type(clerk: Visitor, page: Page, sheets: Sequence[Sequence[str]]) -> None:
    for signs in sheets:
        page = clerk.submit(page, "/keep", {"cell": list(signs), "do": "next"})
    asked = clerk.submit(page, "/keep", {"do": "finish"})
    clerk.submit(asked, "/done").check_done()


def _filled(season: Season, number: int) -> Sheets:
    from gongping.polls.selectors import get_public_poll, manifest_of

    rules = manifest_of(get_public_poll(season.poll))
    size = len(rules.units), len(rules.criteria)
    grades = invented_grades(number, *size, season.seed + 1).reshape(number, -1)
    return [[_sign(int(grade)) for grade in sheet] for sheet in grades]


def _sign(grade: int) -> str:
    return "0" if grade == NO_OPINION else str(grade + 1)
