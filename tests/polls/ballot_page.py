"""A voter's browser on the ballot page, for tests of the page and for the journey."""

import copy
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route

from ballotbox.board import parse_board
from gongping.roll.services import HeldTicket, take_ticket
from tests.box.fixtures import BoxServer
from tests.polls.worlds import Season

PHONE = {"width": 390, "height": 844}
DRAFTS = "Object.keys(localStorage).filter((key) => key.includes('draft:')).length"


def let_pages_reach(box: BoxServer, settings: Any) -> None:
    """Let the ballot page speak to the box process, which stands on its own origin."""
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"].append(box.url)
    settings.CONTENT_SECURITY_POLICY = policy
    settings.BOX_PUBLIC_URL = box.url


@dataclass
class Voter:
    """Somebody with a ticket and a phone."""

    context: BrowserContext
    page: Page
    address: str
    season: Season
    ticket: HeldTicket

    def open(self, query: str = "", *, ticket: str | None = None) -> None:
        """Scan the slip: open the address with the ticket behind `#`."""
        secret = self.ticket.ticket if ticket is None else ticket
        fragment = f"#t={secret}&g={self.ticket.group}" if secret else ""
        self.page.goto(f"{self.address}{query}{fragment}")

    def tap(self, unit: int, grade: int, column: int = 0) -> None:
        """Choose a grade of one unit by its chip."""
        chips = self.page.locator(f"input[name=u{unit}c{column}]")
        chips.nth(grade).click()

    def fill(self, *grades: int) -> None:
        """Choose these grades, unit after unit, in the list."""
        for unit, grade in enumerate(grades):
            self.tap(unit, grade)

    def review(self) -> None:
        """Go on to the review."""
        self.page.click("#foot [data-part=right]")
        self.page.wait_for_selector(".ballot-review")

    def cast(self) -> None:
        """Press the one button that cannot be undone."""
        self.page.click("#foot .btn-seal")

    def press_in_vain(self) -> None:
        """Press the button while it says why it waits."""
        self.page.click("#foot .btn-seal", force=True)

    def receipt(self) -> str:
        """Wait for the receipt and return it whole."""
        text = self.page.wait_for_selector(".ballot-full").inner_text()  # type: ignore[union-attr]
        return text.replace(" ", "").replace("\n", "")

    def problem(self) -> str:
        """Wait for a refusal and return its sentence."""
        return self.page.locator(".ballot-foot .msg-error").inner_text().strip()

    def lose_reply(self) -> None:
        """Let the next ballot reach the box, and its answer get lost."""

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        self.page.route("**/ballots", lose, times=1)

    def board_leaves(self) -> list[str]:
        """Close the poll and return the leaves on its board."""
        self.season.box.admin("POST", f"/{self.season.code}/close")
        board = self.season.box.admin("GET", f"/{self.season.code}/board").text
        return [leaf.hex() for leaf in parse_board(board).leaves]


def new_voter(
    browser: Browser, address: str, season: Season, number: int = 0, **options: Any
) -> Voter:
    """Return a voter with a fresh phone and a ticket taken from the roll."""
    held = take_ticket(season.poll, by=season.voters()[number])
    options = {"viewport": PHONE, "locale": "zh-CN", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(8_000)
    page = context.new_page()
    return Voter(context, page, f"{address}/ballot/{season.code}", season, held)
