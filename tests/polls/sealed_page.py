"""A voter's browser on the page that seals, for its tests and for the journey."""

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from ballotbox.sealed import leaf_of
from gongping.polls.selectors import join_address
from gongping.procedure import ballots
from gongping.roll.models import Right
from gongping.roll.services import HeldTicket, take_ticket
from tests.browser import PATIENCE
from tests.polls.ballot_page import PHONE
from tests.polls.sealed import SealedSeason

WEAK = "export const ALLOW_WEAK = true;\n"
KEPT = "JSON.stringify(localStorage)"
# A wait of at least half a minute: nobody who is about to press casts by chance first.
LONG_WAIT = """
const draw = crypto.getRandomValues.bind(crypto);
crypto.getRandomValues = (array) => {
  draw(array);
  if (array instanceof Uint32Array && array.length === 1) array[0] |= 0x80000000;
  return array;
};
"""
SCRIPT = {"content_type": "text/javascript", "body": WEAK}


def open_casting(season: SealedSeason) -> SealedSeason:
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    return season


@dataclass
class SealedVoter:
    """Somebody with a ticket and a phone."""

    context: BrowserContext
    page: Page
    site: str
    season: SealedSeason
    ticket: HeldTicket
    sent: list[Request] = field(default_factory=list)

    def noting(self) -> "SealedVoter":
        """Keep everything that the device posts."""

        def note(request: Request) -> None:
            if request.method == "POST":
                self.sent.append(request)

        self.context.on("request", note)
        self.context.add_init_script(LONG_WAIT)
        return self

    @property
    def link(self) -> str:
        """Return the address behind the code on the slip."""
        secret, group = self.ticket.ticket, self.ticket.group
        return f"{self.site}{join_address(self.season.poll)}&t={secret}&g={group}"

    @property
    def plain(self) -> str:
        """Return the address that everybody sees on the screen of the hall."""
        return f"{self.site}{join_address(self.season.poll)}"

    def join(self, address: str = "") -> None:
        self.page.goto(address or self.link)
        self.page.wait_for_selector(".ballot-notice [data-part=rules]")

    def collect(self) -> None:
        self.page.get_by_role("button", name="在这台设备上领票").click()
        self.page.wait_for_selector(".ballot-grades")

    def tap(self, unit: int, grade: int, column: int = 0) -> None:
        self.page.locator(f"input[name=u{unit}c{column}]").nth(grade).click()

    def fill(self, *grades: int) -> None:
        for unit, grade in enumerate(grades or (0, 1, 2, 3, 4, 1)):
            self.tap(unit, grade)

    def review(self) -> None:
        self.page.click("#foot [data-part=right]")
        self.page.wait_for_selector(".ballot-review")

    def seal(self) -> None:
        self.page.click("#foot .btn-seal")
        self.page.wait_for_selector("#foot [data-part=now]")

    def send_now(self) -> None:
        self.page.get_by_role("button", name="现在就投").click()

    def receipt(self) -> str:
        """Wait for the receipt and return the leaf."""
        text = self.page.wait_for_selector(".ballot-full").inner_text()  # type: ignore[union-attr]
        return text.replace(" ", "").replace("\n", "")

    def to_review(self) -> None:
        self.join()
        self.collect()
        self.fill()
        self.review()

    def to_receipt(self) -> str:
        self.to_review()
        self.seal()
        self.send_now()
        return self.receipt()

    def lose_reply(self, pattern: str) -> None:
        """Let the next request arrive, and its answer get lost."""

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        self.page.route(pattern, lose, times=1)

    def problem(self) -> str:
        return self.page.locator(".msg-error").inner_text().strip()

    def posts(self, end: str) -> list[bytes]:
        """Return the bodies of all that was posted to addresses with this end."""
        found = [each for each in self.sent if each.url.endswith(end)]
        return [each.post_data_buffer or b"" for each in found]

    def is_the_only_ballot(self) -> None:
        """Hold the receipt against the board of the closed poll."""
        leaf = self.receipt()
        assert self.board_leaves() == [leaf]

    def board_leaves(self) -> list[str]:
        """Close the poll and return the leaves on its board."""
        self.season.close()
        return self.leaves()

    def leaves(self) -> list[str]:
        folder = self.season.box.store / self.season.code
        lines = (folder / "ballots.jsonl").read_text().splitlines()
        return [
            leaf_of(bytes.fromhex(json.loads(line)["body"])).hex() for line in lines
        ]

    def redeemed(self) -> int:
        """Return how many tickets an issuer has bound to a request."""
        rights = Right.objects.filter(group__poll=self.season.poll)
        return rights.exclude(blinded="").count()


def new_phone(browser: Browser, **options: Any) -> BrowserContext:
    options = {"viewport": PHONE, "locale": "zh-CN", **options}
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    context.route("**/vote/weak.js", lambda route: route.fulfill(**SCRIPT))
    return context


def sealed_voter(
    browser: Browser, site: str, season: SealedSeason, number: int = 0, **options: Any
) -> SealedVoter:
    """Return a voter with a fresh phone and a ticket taken from the roll."""
    held = take_ticket(season.poll, by=season.voters()[number])
    context = new_phone(browser, **options)
    voter = SealedVoter(context, context.new_page(), site, season, held)
    return voter.noting()
