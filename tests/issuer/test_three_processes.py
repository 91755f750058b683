"""Site, box and second office, each a process: what one of them does alone shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ballotbox import (
    WEAK,
    CastReply,
    CountsLine,
    Given,
    IssueReply,
    IssueRequest,
    Manifest,
    blind_sign,
    client,
    decode_issuer_key,
    decode_signing_key,
    encode_cells,
    new_ticket,
    parse_cast_reply,
    parse_counts_file,
    parse_issue_reply,
    parse_roll_file,
    read_lines,
    short_code,
    verify,
)
from ballotbox.blinding import finalize_token
from ballotbox.canonical import canonical_json
from ballotbox.findings import MoreBallotsThanCollected
from gongping.polls import selectors
from gongping.polls.exceptions import CountsWanting
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from gongping.roll.exceptions import NotCollectingNow
from gongping.roll.services import HeldTicket, add_late_voter, confirm_kept, take_ticket
from tests.box.fixtures import BoxServer, box_in_use, box_server
from tests.issuer.offices import Operator, Told
from tests.polls.sealed import SealedSeason, begin_sealed
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
        held = take_ticket(self.season.poll, by=voter)
        confirm_kept(self.season.poll, by=voter)
        return held

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
    season = begin_sealed(build_world(), box_in_use, settings)
    return Hall(season, Operator(tmp_path), live_server.url)


@pytest.fixture
def open_hall(hall: Hall) -> Iterator[Hall]:
    """Both offices hand out ballots; the second from a process of its own."""
    hall.prepare().collecting()
    with hall.operator.serving() as door:
        hall.door = door
        yield hall


def test_a_poll_of_two_offices_goes_from_the_roll_to_the_count(open_hall: Hall) -> None:
    hall, season = open_hall, open_hall.season
    assert [row.name for row in hall.rules.sealed.issuers][1] == "纪检第二发票处"
    collected = [hall.collect(number) for number in range(24)]
    hall.casting()
    assert {hall.cast(state).status_code for state in collected} == {201}
    hall.close()
    with pytest.raises(CountsWanting, match="还没有交领票数"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)
    hall.counted().season.headed().unseal()
    with selectors.board_path(season.poll).open("rb") as whole:
        lines = list(whole)
    report = verify(Given(lines), allow_weak=True)
    assert report.tally is not None
    assert sum(group.received for group in report.tally.groups) == 24
    counts = next(line for line in read_lines(lines) if isinstance(line, CountsLine))
    totals = [
        sum(each) for each in zip(*(g.collected for g in counts.groups), strict=True)
    ]
    assert totals == [24, 24]


def test_the_first_office_alone_can_make_no_ballot(open_hall: Hall) -> None:
    hall = open_hall.casting()
    held = hall.ticket(0)
    state = client.start_collecting(hall.rules, held.group, held.ticket, new_ticket())
    first, second = state.requests
    address = f"{hall.door}/polls/{hall.season.code}/issue"
    asked = httpx.post(address, content=second.text, trust_env=False)
    assert asked.status_code == 404
    # As root at the first office: its own signature in the place of the second's.
    public = decode_signing_key(state.key).public
    signed = hall.at_first(first).blind_signature
    own = finalize_token(hall.rules, 1, held.group, public, state.blindings[0], signed)
    forged = client.Collected(state.manifest, held.group, state.key, (own, own))
    answer = hall.cast(forged)
    assert (answer.status_code, answer.json()["code"]) == (403, "token")


def test_ballots_that_one_office_never_handed_out_are_found_by_its_count(
    open_hall: Hall,
) -> None:
    hall, season = open_hall, open_hall.season
    honest = [hall.collect(number) for number in range(3)]
    # Somebody uses a right that its voter left unused, and a copy of the other's key.
    held = hall.ticket(20)
    copied = (hall.operator.folder / "keys" / f"{held.group}.key").read_bytes()
    state = client.start_collecting(hall.rules, held.group, held.ticket, new_ticket())
    first, second = state.requests
    signed = blind_sign(decode_issuer_key(copied, WEAK), second.blinded)
    replies = [hall.at_first(first), IssueReply(signed)]
    stuffed = client.finish_collecting(hall.rules, state, replies)
    hall.casting()
    assert [hall.cast(b).status_code for b in (*honest, stuffed)] == [201] * 4
    hall.close().counted().season.headed()
    with pytest.raises(MoreBallotsThanCollected, match="collected"):
        verify(Given(list(selectors.public_board(season.reloaded()))), allow_weak=True)


def test_the_office_refuses_rules_whose_roll_it_has_not_checked(hall: Hall) -> None:
    roll = parse_roll_file(hall.exported())
    shorter = replace(
        roll, voters=(replace(roll.voters[0], reference="x"), *roll.voters[1:])
    )
    hall.operator.begins(shorter)
    assert hall.sends("keys", hall.operator.path("keys.json").read_text()) == 302
    hall.season.key_up().freeze()
    assert "不是本处查过的这一份" in hall.accept().err
    assert parse_roll_file(hall.exported()) == roll


def test_the_site_takes_no_keys_of_another_poll_or_after_the_freeze(hall: Hall) -> None:
    roll = parse_roll_file(hall.exported())
    hall.operator.begins(roll)
    text = hall.operator.path("keys.json").read_text()
    other = json.loads(text) | {"poll": "other"}
    none = json.loads(text) | {"keys": []}
    for odd in ("", "{}", canonical_json(other), canonical_json(none)):
        assert hall.sends("keys", odd) == 422
    hall.season.key_up().freeze()
    assert hall.sends("keys", text) == 409
    assert len(hall.rules.sealed.issuers) == 1


def test_counts_that_do_not_add_up_are_not_taken(open_hall: Hall) -> None:
    hall = open_hall
    hall.collect(0)
    hall.casting().close()
    counts = json.loads(hall.operator.path("counts.json").read_text())
    assert hall.sends("counts", "{}") == 422
    assert hall.sends("counts", canonical_json(counts | {"issuer": 1})) == 422
    first = counts["groups"][0]
    for wrong in ({"collected": first["handed"] + 1}, {"letters": 10**6}):
        groups = [first | wrong, *counts["groups"][1:]]
        assert hall.sends("counts", canonical_json(counts | {"groups": groups})) == 422
    hall.counted()
    page = hall.season.world.client("secretariat").get(hall.season.url("office"))
    shown = page.content.decode()
    counts = parse_counts_file(hall.operator.path("counts.json").read_text())
    for words in ("纪检第二发票处", short_code(counts.digest)):
        assert words in shown


def test_a_poll_may_go_back_to_one_office_before_the_freeze(hall: Hall) -> None:
    hall.operator.begins(parse_roll_file(hall.exported()))
    assert hall.sends("keys", hall.operator.path("keys.json").read_text()) == 302
    page = hall.season.world.client("secretariat")
    assert page.post(hall.season.url("office/dismiss")).status_code == 302
    hall.season.key_up().freeze()
    assert len(hall.rules.sealed.issuers) == 1


def test_nobody_is_added_late_where_letters_are_printed(open_hall: Hall) -> None:
    season = open_hall.season
    with pytest.raises(NotCollectingNow, match="不能补登"):
        add_late_voter(season.poll, "x", 1, "迟到", by=season.secretariat)
