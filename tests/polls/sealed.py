"""A poll with short keys, led as far as a test needs it by its people's programs."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.http import HttpResponseBase
from django.test import Client

from ballotbox import client
from ballotbox.approval import rules_message
from ballotbox.cells import encode_cells
from ballotbox.head import cosign_message
from ballotbox.keys import LockKey, SigningKey, new_lock_key, new_signing_key
from ballotbox.locks import answer_trial
from ballotbox.messages import CastReply, parse_cast_reply, parse_issue_reply
from gongping.foundation.actors import Actor, Role
from gongping.meetings.models import Half, ReviewRound
from gongping.polls import services
from gongping.polls.models import Poll
from gongping.polls.rules import PollPlan
from gongping.polls.selectors import get_poll, manifest_of, plan_of
from gongping.procedure import ballots
from gongping.roll.services import take_ticket
from tests.box.fixtures import BoxServer
from tests.world import World, give_account

JSON = "application/json"
NAMES = ("scrutineer", "scrutineer2", "scrutineer3")


@dataclass
class Watch:
    """One scrutineer's device: its keys never leave it before the count."""

    name: str
    browser: Client
    signing: SigningKey = field(default_factory=new_signing_key)
    locks: dict[int, LockKey] = field(default_factory=dict)

    def send(
        self, season: "SealedSeason", verb: str, **content: Any
    ) -> HttpResponseBase:
        return self.browser.post(
            season.url(f"scrutineers/{verb}"), content, JSON, HTTP_ACCEPT=JSON
        )

    def seat(self, season: "SealedSeason") -> dict[str, Any]:
        answer = self.browser.get(season.url("scrutineers/seat"))
        return dict(json.loads(answer.content))


@dataclass
class SealedSeason:
    """A poll in a small ministry, the hands that move it, and everybody's devices."""

    world: World
    round: ReviewRound
    poll: Poll
    box: BoxServer
    watches: list[Watch] = field(default_factory=list)

    @property
    def secretariat(self) -> Actor:
        return self.world.actor("secretariat")

    @property
    def code(self) -> str:
        return self.poll.code

    def url(self, verb: str = "", room: str = "polls") -> str:
        return f"/{room}/{self.code}" + (f"/{verb}" if verb else "")

    def plan(self, **changes: Any) -> PollPlan:
        """Keep the plan with these changes."""
        plan = replace(plan_of(self.poll), **changes)
        self.poll = services.save_plan(self.poll, plan, by=self.secretariat)
        return plan

    def key_up(self) -> "SealedSeason":
        """Let every scrutineer hand in keys; a lock's maker shares it in the room."""
        shared: dict[int, LockKey] = {}
        for watch in self.watches:
            held = watch.seat(self)["locks"]
            watch.locks = {n: shared.setdefault(n, new_lock_key()) for n in held}
            answer = watch.send(
                self,
                "keys",
                signing_key=watch.signing.public.hex(),
                locks={n: key.public.hex() for n, key in watch.locks.items()},
            )
            assert answer.status_code == 204
        return self.try_locks()

    def try_locks(self) -> "SealedSeason":
        """Let every scrutineer open what the site sealed to their locks."""
        for watch in self.watches:
            offered = json.loads(
                watch.browser.get(self.url("scrutineers/trial")).content
            )
            answers = {
                n: answer_trial(
                    watch.locks[int(n)], int(n), bytes.fromhex(sealed)
                ).hex()
                for n, sealed in offered["sealed"].items()
            }
            challenge = offered["challenge"]
            answer = watch.send(self, "tried", challenge=challenge, answers=answers)
            assert answer.status_code == 204
        return self

    def freeze(self) -> "SealedSeason":
        """Fix the rules; whoever has no keys yet makes them before."""
        if not self.reloaded().locks.exists():
            self.key_up()
        self.poll = ballots.freeze_poll(self.reloaded(), by=self.secretariat)
        return self

    def sign_rules(self) -> "SealedSeason":
        message = rules_message(bytes.fromhex(self.reloaded().manifest_digest))
        for watch in self.watches:
            signature = watch.signing.sign(message).hex()
            assert watch.send(self, "rules", signature=signature).status_code == 204
        return self

    def collecting(self) -> "SealedSeason":
        self.freeze().sign_rules()
        self.poll = ballots.open_collecting(self.reloaded(), by=self.secretariat)
        return self

    def casting(self) -> "SealedSeason":
        self.poll = ballots.open_casting(self.collecting().poll, by=self.secretariat)
        return self

    def closed(self, ballots_cast: int = 0) -> "SealedSeason":
        self.casting()
        for person in self.voters()[:ballots_cast]:
            assert self.vote(person) == 201
        self.close()
        return self

    def close(self) -> None:
        self.poll = ballots.close_poll(self.poll, by=self.secretariat)

    def voters(self) -> list[Actor]:
        """Return everybody who may vote, as actors without accounts."""
        people = [*self.world.leaders, *self.world.heads, *self.world.liaisons]
        people += self.world.cadres
        return [Actor(None, p.name, frozenset(), p.pk) for p in people]

    def collect(self, voter: Actor) -> client.Collected:
        held = take_ticket(self.poll, by=voter)
        return self.redeem(held.ticket, held.group)

    def redeem(self, ticket: str, group: int) -> client.Collected:
        rules = manifest_of(self.poll)
        state = client.start_collecting(rules, group, ticket)
        answers = [self.ask_issuer(request.text) for request in state.requests]
        assert [answer.status_code for answer in answers] == [200]
        replies = [parse_issue_reply(answer.content.decode()) for answer in answers]
        return client.finish_collecting(rules, state, replies)

    def ask_issuer(self, text: str) -> Any:
        return Client().post(self.url("issue", "roll"), text, JSON, HTTP_ACCEPT=JSON)

    def seal(self, collected: client.Collected, grade: int = 1) -> client.Casting:
        rules = manifest_of(self.poll)
        cells = encode_cells([grade] * rules.cell_count)
        return client.seal_ballot(rules, collected, cells)

    def send(self, casting: client.Casting) -> Any:
        url = f"{self.box.url}/polls/{self.code}/ballots"
        return self.box.client.post(url, content=casting.request.text)

    def vote(self, voter: Actor, grade: int = 1) -> int:
        """Collect, seal and cast for one voter; return the box's status."""
        return self.cast_sealed(self.seal(self.collect(voter), grade))

    def cast(self, ticket: str, group: int, grade: int = 1) -> int:
        """Do the same with a ticket at hand; return the first refusal's status."""
        rules = manifest_of(self.poll)
        state = client.start_collecting(rules, group, ticket)
        answer = self.ask_issuer(state.requests[0].text)
        if answer.status_code != httpx.codes.OK:
            return int(answer.status_code)
        replies = [parse_issue_reply(answer.content.decode())]
        collected = client.finish_collecting(rules, state, replies)
        return self.cast_sealed(self.seal(collected, grade))

    def cast_sealed(self, casting: client.Casting) -> int:
        """Cast, and check the receipt if there is one; return the box's status."""
        answer = self.send(casting)
        if answer.status_code == 201:
            reply: CastReply = parse_cast_reply(answer.text)
            client.finish_casting(manifest_of(self.poll), casting, reply)
        return int(answer.status_code)

    def attend(self, *who: str) -> None:
        for name in who:
            services.mark_present(self.reloaded(), by=self.world.actor(name))

    def reloaded(self) -> Poll:
        self.poll = get_poll(self.code, self.secretariat)
        return self.poll

    def headed(self) -> "SealedSeason":
        """Let the box sign the head, and every scrutineer co-sign it."""
        self.poll = ballots.sign_head(self.reloaded(), by=self.secretariat)
        for watch in self.watches:
            assert self.cosign(watch).status_code == 204
        return self

    def cosign(self, watch: Watch) -> HttpResponseBase:
        message = cosign_message(bytes.fromhex(self.poll.board_digest))
        signature = watch.signing.sign(message).hex()
        return watch.send(self, "head", signature=signature)

    def release(self, watch: Watch) -> HttpResponseBase:
        keys = {n: key.encode().hex() for n, key in watch.locks.items()}
        return watch.send(self, "locks", keys=keys)

    def opened(self) -> "SealedSeason":
        """Let two of three come, and release their locks under a co-signed head."""
        self.attend(*NAMES[:2])
        for watch in self.watches[:2]:
            answer = self.release(watch)
            assert answer.status_code == 204, getattr(answer, "content", b"").decode()
        return self

    def unseal(self) -> Any:
        """Let two of three come, release their locks, and count."""
        self.opened()
        who = self.world.actor(NAMES[0])
        return ballots.unseal_poll(self.reloaded(), by=who)


def begin_season(world: World, box: BoxServer, **options: Any) -> SealedSeason:
    """Return a season whose poll is planned, with three scrutineers, not frozen."""
    world.users[NAMES[2]] = give_account(NAMES[2], None, Role.SCRUTINEER)
    round_ = ReviewRound.objects.create(
        year=2026, half=Half.FIRST, title="2026年上半年"
    )
    round_.units.set(world.units)
    poll = services.create_poll(round_, by=world.actor("secretariat"), **options)
    watches = [Watch(name, world.client(name)) for name in NAMES]
    season = SealedSeason(world, round_, poll, box, watches)
    season.plan(scrutineer_ids=frozenset(world.users[name].pk for name in NAMES))
    return season


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A poll that is planned; no scrutineer has handed in keys."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_season(world, box_in_use)
