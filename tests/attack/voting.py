"""A poll as it goes wrong for secrecy: one by one, each casts at once, in one order.

Nothing helps the voters here: no ten minutes between collecting and casting, no
random wait, nobody else at the door. What then cannot be linked cannot be at all.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from ballotbox import client
from ballotbox.cells import encode_cells
from ballotbox.messages import parse_cast_reply, parse_issue_reply
from ballotbox.sealed import parse_body
from gongping.organisation.models import Person
from gongping.polls.rules import GroupPlan
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from gongping.roll.models import RollEntry
from gongping.roll.services import mark_slip_drawn, print_slips
from tests.attack.programs import Programs
from tests.polls.sealed import SealedSeason, begin_season
from tests.world import World, build_world

PASSWORD: Final = "sealed in the hall"
SLIPS_OF: Final = 12
"""One in so many of the large group draws a slip instead of signing in."""
UNITS: Final = 6


@dataclass
class Hall:
    """Everybody who votes, and the truth that only the walls have seen."""

    programs: Programs
    season: SealedSeason
    slips: list[str]
    truth: dict[str, str] = field(default_factory=dict)

    def come(self, after_each: Callable[[int, int], None]) -> None:
        """Let everybody on the roll vote, one after the other, in a random order."""
        entries = list(RollEntry.objects.filter(poll=self.season.poll))
        secrets.SystemRandom().shuffle(entries)
        by_slip = {e.key for e in entries if e.group.position == 1 and e.person.unit}
        by_slip = set(sorted(by_slip)[: len(self.slips)])
        for number, entry in enumerate(entries, 1):
            drawn = entry.key in by_slip
            self.truth[entry.key] = (self._drew if drawn else self._signed_in)(entry)
            after_each(number, len(entries))

    def _signed_in(self, entry: RollEntry) -> str:
        with self._device() as device:
            username = Person.objects.get(pk=entry.person_id).user
            ticket = _taken(
                device, self.season.code, str(username and username.username)
            )
            return self._cast(device, ticket["ticket"], ticket["group"])

    def _drew(self, entry: RollEntry) -> str:
        mark_slip_drawn(self.season.poll, entry.key, by=self.season.secretariat)
        with self._device() as device:
            return self._cast(device, self.slips.pop(), entry.group.position)

    def _cast(self, device: httpx.Client, ticket: str, group: int) -> str:
        rules = manifest_of(self.season.poll)
        device.cookies.clear()
        state = client.start_collecting(rules, group, ticket)
        url = f"/roll/{self.season.code}/issue"
        replies = [
            parse_issue_reply(device.post(url, content=r.text, headers=JSON).text)
            for r in state.requests
        ]
        collected = client.finish_collecting(rules, state, replies)
        grades = [secrets.randbelow(4) for _ in range(rules.cell_count)]
        casting = client.seal_ballot(rules, collected, encode_cells(grades))
        box = self.season.box.url
        answer = device.post(
            f"{box}/polls/{self.season.code}/ballots", content=casting.request.text
        )
        client.finish_casting(rules, casting, parse_cast_reply(answer.text))
        ballot = parse_body(rules, casting.body, casting.signature)
        return ballot.leaf(rules.digest).hex()

    @contextmanager
    def _device(self) -> Iterator[httpx.Client]:
        """Yield a phone with an address of its own, as in a network it would have."""
        address = f"127.{1 + secrets.randbelow(250)}.{secrets.randbelow(250)}.7"
        wire = httpx.HTTPTransport(verify=False, local_address=address)
        with httpx.Client(
            base_url=self.programs.site_url, transport=wire, timeout=60
        ) as device:
            yield device


JSON: Final = {"Content-Type": "application/json", "Accept": "application/json"}


def _taken(device: httpx.Client, code: str, username: str) -> dict[str, Any]:
    device.get("/sign-in").raise_for_status()
    form = {"username": username, "password": PASSWORD}
    answer = device.post("/sign-in", data=form | _token(device), headers=REFERRED)
    assert answer.status_code == 302, answer.status_code
    taken = device.post(
        f"/roll/{code}/take", data=_token(device), headers=JSON_BACK
    ).raise_for_status()
    device.post(f"/roll/{code}/kept", data=_token(device), headers=JSON_BACK)
    return dict(taken.json())


JSON_BACK: Final = {"Accept": "application/json"}
REFERRED: Final = {"Accept": "text/html"}


def _token(device: httpx.Client) -> dict[str, str]:
    return {"csrfmiddlewaretoken": device.cookies["csrftoken"]}


def prepared(programs: Programs, voters: int) -> Hall:
    """Return a hall whose sealed poll is open for casting to so many voters."""
    world = build_world(cadres_a_unit=max(1, (voters - 15) // UNITS))
    _give_passwords(world)
    season = begin_season(world, programs.box_server)
    season.plan(groups=_groups(voters))
    season.key_up().freeze()
    slips = print_slips(season.poll, 1, by=season.secretariat)
    season.sign_rules()
    season.poll = ballots.open_collecting(season.reloaded(), by=season.secretariat)
    season.poll = ballots.open_casting(season.poll, by=season.secretariat)
    return Hall(programs, season, slips)


def _groups(voters: int) -> tuple[GroupPlan, ...]:
    return (
        GroupPlan("everybody", "处级以上干部", slip_count=voters // SLIPS_OF),
        GroupPlan("unit_heads", "单位主要负责人"),
    )


def _give_passwords(world: World) -> None:
    from django.contrib.auth.hashers import make_password

    from gongping.accounts.models import User
    from gongping.foundation import clock

    people = [*world.leaders, *world.heads, *world.liaisons, *world.cadres]
    sealed = make_password(PASSWORD)
    User.objects.filter(person__in=people).delete()
    users = User.objects.bulk_create(
        User(
            username=f"voter-{number:04d}",
            display_name=person.name,
            password=sealed,
            created_at=clock.now(),
        )
        for number, person in enumerate(people, 1)
    )
    for person, user in zip(people, users, strict=True):
        person.user = user
    Person.objects.bulk_update(people, ["user"])
