"""A hall whose ballots are handed out by two offices: site, box, second office."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ballotbox import client
from ballotbox.cells import encode_cells
from ballotbox.manifest import Manifest
from ballotbox.messages import (
    CastReply,
    IssueReply,
    IssueRequest,
    parse_cast_reply,
    parse_issue_reply,
)
from ballotbox.offices import parse_roll_file
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from gongping.roll.services import HeldTicket, take_ticket
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.issuer.offices import Operator, Told
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import build_world

__all__ = ["box_in_use", "box_server"]


@dataclass
class Hall:
    """A sealed season whose ballots are handed out by two offices."""

    season: SealedSeason
    operator: Operator
    site: str
    door: str = ""
    letters: dict[int, list[str]] = field(default_factory=dict)

    @property
    def rules(self) -> Manifest:
        return manifest_of(self.season.poll)

    def sends(self, verb: str, text: str) -> int:
        """Let the secretariat hand in a file of the second office."""
        page = self.season.world.client("secretariat")
        sent = {"file": SimpleUploadedFile("file.json", text.encode())}
        answer = page.post(self.season.url(f"office/{verb}"), sent)
        return answer.status_code

    def exported(self) -> str:
        page = self.season.world.client("secretariat")
        answer = page.post(self.season.url("export", "roll"))
        assert answer.status_code == 200
        return answer.content.decode()

    def prepare(self) -> "Hall":
        """Go from the roll of the one to the keys of the other, and freeze."""
        self.operator.begins(parse_roll_file(self.exported()))
        assert self.sends("keys", self.operator.path("keys.json").read_text()) == 302
        self.season.key_up().freeze()
        return self

    def accept(self) -> Told:
        """Let the office fetch the rules over HTTP and look at them."""
        address = f"{self.site}/polls/{self.season.code}/manifest.json"
        facts = httpx.get(address, trust_env=False).text
        self.operator.path("rules.json").write_text(facts)
        return self.operator.does("manifest", self.operator.path("rules.json"))

    def collecting(self) -> "Hall":
        """Open both offices, each at the word of its own people."""
        told = self.accept()
        assert told.status == 0, told.err
        self.letters = self.operator.prints()
        self.operator.done("open")
        self.season.sign_rules()
        season = self.season
        season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
        return self

    def ticket(self, number: int) -> HeldTicket:
        """Take the ticket of a signed-in voter at the first office."""
        voter = self.season.voters()[number]
        return take_ticket(self.season.poll, by=voter)

    def at_first(self, request: IssueRequest) -> IssueReply:
        address = f"{self.site}/roll/{self.season.code}/issue"
        return _reply(httpx.post(address, content=request.text, trust_env=False))

    def at_second(self, request: IssueRequest) -> IssueReply:
        address = f"{self.door}/polls/{self.season.code}/issue"
        return _reply(httpx.post(address, content=request.text, trust_env=False))

    def collect(self, number: int) -> client.Collected:
        """Collect as a voter does: log in at the one, draw a letter at the other."""
        held = self.ticket(number)
        roll = self.operator.office.roll.voters
        waiting = [v for v in roll if v.group == held.group]
        letters = self.letters[held.group]
        self.operator.hands(waiting[len(letters) - 1].reference)
        state = client.start_collecting(
            self.rules, held.group, held.ticket, letters.pop()
        )
        first, second = state.requests
        replies = [self.at_first(first), self.at_second(second)]
        return client.finish_collecting(self.rules, state, replies)

    def cast(self, collected: client.Collected) -> httpx.Response:
        cells = encode_cells([1] * self.rules.cell_count)
        casting = client.seal_ballot(self.rules, collected, cells)
        answer = self.season.send(casting)
        assert isinstance(answer, httpx.Response)
        if answer.status_code == 201:
            reply: CastReply = parse_cast_reply(answer.text)
            client.finish_casting(self.rules, casting, reply)
        return answer

    def casting(self) -> "Hall":
        season = self.season
        season.poll = ballots.open_casting(season.reloaded(), by=season.secretariat)
        return self

    def close(self) -> "Hall":
        """Close all three, and take what the second office counted."""
        self.season.close()
        self.operator.done("close")
        left = [letter for pile in self.letters.values() for letter in pile]
        assert self.operator.opens(*left).status == 0
        self.operator.done("counts", "--out", self.operator.path("counts.json"))
        return self

    def counted(self) -> "Hall":
        assert (
            self.sends("counts", self.operator.path("counts.json").read_text()) == 302
        )
        return self


def _reply(answer: httpx.Response) -> IssueReply:
    assert answer.status_code == 200, answer.text
    return parse_issue_reply(answer.text)


@pytest.fixture
def hall(
    transactional_db: None,
    live_server: Any,
    box_in_use: BoxServer,
    settings: Any,
    tmp_path: Any,
) -> Hall:
    """A planned poll, a box, and somebody at the desk of a second office."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    season = begin_season(build_world(), box_in_use)
    return Hall(season, Operator(tmp_path), live_server.url)


@pytest.fixture
def open_hall(hall: Hall) -> Iterator[Hall]:
    """Both offices hand out ballots; the second from a process of its own."""
    hall.prepare().collecting()
    with hall.operator.serving() as door:
        hall.door = door
        yield hall
