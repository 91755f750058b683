"""Site, box and second office, each a process: what one of them does alone shows."""

import httpx
import pytest

from ballotbox import client
from ballotbox.blinding import blind_sign, finalize_token
from ballotbox.board_file import read_lines
from ballotbox.keys import decode_issuer_key, decode_signing_key
from ballotbox.lines import CountsLine
from ballotbox.messages import IssueReply
from ballotbox.parameters import WEAK
from ballotbox.tickets import new_ticket
from ballotbox.verify import Given, verify
from gongping.polls import selectors
from gongping.polls.exceptions import CountsNotRight, CountsWanting
from gongping.procedure import ballots
from tests.issuer.halls import Hall, box_in_use, box_server, hall, open_hall

__all__ = ["box_in_use", "box_server", "hall", "open_hall"]


def test_a_poll_of_two_offices_goes_from_the_roll_to_the_count(open_hall: Hall) -> None:
    hall, season = open_hall, open_hall.season
    assert [row.name for row in hall.rules.seal.issuers][1] == "纪检第二发票处"
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
    hall.close().counted()
    with pytest.raises(CountsNotRight, match="4 ballots, 3 collected"):
        ballots.sign_head(season.reloaded(), by=season.secretariat)
