"""A voter's device: no account and no cookie; what it keeps is one text."""

from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from ballotbox import client
from ballotbox.cells import encode_cells
from ballotbox.manifest import Manifest
from ballotbox.messages import parse_cast_reply, parse_issue_reply
from ballotbox.sealed import Receipt
from gongping.demo.ballots import Grades
from gongping.demo.season.processes import Site
from gongping.demo.season.visitor import RefusedBySite
from gongping.foundation.trust import usual_trust

SECONDS = 60
REFUSALS = 400
HEADERS = {"Accept": "application/json", "Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a voter holds: from a page or a slip, and a second office's letter."""

    secret: str
    group: int
    letters: tuple[str, ...] = ()


@dataclass(slots=True)
class Device:
    """One voter's device, from the rules of the poll to the receipt."""

    site: Site
    rules: Manifest
    doors: tuple[str, ...]
    state: str = ""

    @classmethod
    def join(cls, site: Site, m: bytes) -> "Device":
        """Fetch the rules of a poll; they must be those that the hall shows."""
        facts = _asked("GET", f"{site.pages}/vote/rules/{m.hex()}").json()
        doors = tuple(urljoin(site.pages, door) for door in facts["issuers"])
        return cls(site, client.join(facts["text"], m), doors)

    def collect(self, ticket: Ticket) -> None:
        """Turn a ticket into a ballot, signed by every issuer without seeing it."""
        rules = self.rules
        held = ticket.secret, *ticket.letters
        asking = client.start_collecting(rules, ticket.group, *held)
        self.state = asking.text
        answers = [
            _asked("POST", door, request.text)
            for door, request in zip(self.doors, asking.requests, strict=True)
        ]
        replies = [parse_issue_reply(answer.text) for answer in answers]
        self.state = client.finish_collecting(rules, asking, replies).text

    def cast(self, grades: Grades) -> Receipt:
        """Seal the grades and send them; cast is what has a receipt."""
        collected = client.restore(self.rules, self.state)
        assert isinstance(collected, client.Collected)
        cells = encode_cells([int(grade) for grade in grades.reshape(-1)])
        casting = client.seal_ballot(self.rules, collected, cells)
        self.state = casting.text
        door = f"{self.site.box}/polls/{self.rules.poll}/ballots"
        reply = parse_cast_reply(_asked("POST", door, casting.request.text).text)
        return client.finish_casting(self.rules, casting, reply)


def _asked(method: str, url: str, text: str = "") -> httpx.Response:
    # A connection of its own each time: nothing carries over from one to the next.
    answer = httpx.request(
        method, url, content=text, headers=HEADERS, timeout=SECONDS,
        verify=usual_trust(),
    )  # fmt: skip
    if answer.status_code >= REFUSALS:
        raise RefusedBySite(f"{answer.status_code} {url}: {answer.text[:400]}")
    return answer
