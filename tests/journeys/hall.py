"""A hall of sixty voters: who sits in it, and who of them has what in hand."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any

from ballotbox import client
from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.labels import SUITE
from ballotbox.messages import parse_cast_reply
from gongping.foundation.actors import Actor
from gongping.polls.selectors import manifest_of, plan_of, ticket_address
from gongping.roll.services import HeldTicket, take_ticket
from tests.box.fixtures import BoxServer
from tests.polls.sealed import JSON, SealedSeason, begin_season
from tests.world import World, build_world

VOTERS = 60
UNSURE = 4
"""What stands after the four grades: that one does not know the unit."""
DIGITS = re.compile(r"(?:[0-9a-f]{4} ){7}[0-9a-f]{4}")

Choice = Sequence[int]
"""What a ballot says of each unit, by the place of the grade."""


@dataclass
class Hall(SealedSeason):
    """A sealed poll of which every message to issuer and box goes over HTTP."""

    site: str = ""
    alone: Any = field(default_factory=RLock)
    given: list[Choice] = field(default_factory=list)

    def ask_issuer(self, text: str) -> Any:
        # A line that stays open would outlive the server's share in the database.
        headers = {"Content-Type": JSON, "Accept": JSON, "Connection": "close"}
        address = f"{self.site}{self.url('issue', 'roll')}"
        return self.box.client.post(address, content=text, headers=headers)

    def hand_out(self, voter: Actor) -> HeldTicket:
        """Let a program take its ticket and keep it."""
        with self.alone:
            return take_ticket(self.poll, by=voter)

    def program(self, ticket: str, *choice: int) -> None:
        """Collect, seal and cast by a program; look at the receipt."""
        rules = manifest_of(self.poll)
        collected = self.redeem(ticket, 1)
        cells = [NO_OPINION if place == UNSURE else place for place in choice]
        casting = client.seal_ballot(rules, collected, encode_cells(cells))
        answer = self.send(casting)
        assert answer.status_code == 201
        client.finish_casting(rules, casting, parse_cast_reply(answer.text))
        self.given.append(choice)

    def printed_slips(self) -> list[str]:
        """Let the office print its slips; return what their codes say."""
        office = self.world.client("secretariat")
        sheet = office.post(self.url("slips/1", "roll"), {"as": "page"})
        found = DIGITS.findall(sheet.content.decode())
        secrets = [digits.replace(" ", "") for digits in found]
        return [ticket_address(self.poll, secret, 1) for secret in secrets]

    def totals(self, **numbers: Any) -> dict[str, Any]:
        """Return the count by hand of everything that was cast and is valid."""
        by_unit = [Counter(column) for column in zip(*self.given, strict=True)]
        histogram = [[[unit[n] for n in range(UNSURE + 1)]] for unit in by_unit]
        return {"totals": [{"group": 1, "histogram": histogram, **numbers}]}


def seated() -> World:
    """Return a ministry in which exactly sixty may vote."""
    world = build_world(cadres_a_unit=8)
    people = [*world.leaders, *world.heads, *world.liaisons, *world.cadres]
    for person in people[VOTERS:]:
        world.cadres.remove(person)
        person.delete()
    return world


def begin_hall(
    box: BoxServer, settings: Any, site: str, alone: Any, slips: int
) -> Hall:
    """Return a sealed poll with keys of full length, planned with slips."""
    plain = begin_season(seated(), box)
    plain.poll.suite = SUITE
    plain.poll.save()
    hall = Hall(**vars(plain), site=site, alone=alone)
    (group,) = plan_of(hall.poll).groups
    hall.plan(groups=(replace(group, slip_count=slips),))
    return hall
