"""A sealed poll with short keys, and the programs of its scrutineers and voters."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from gongping.polls.selectors import manifest_of
from gongping.procedure import ballots
from gongping.roll.services import confirm_kept, take_ticket
from tests.box.fixtures import BoxServer
from tests.polls.worlds import Season, begin_season
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

    def send(self, season: Season, verb: str, **content: Any) -> HttpResponseBase:
        return self.browser.post(
            season.url(f"scrutineers/{verb}"), content, JSON, HTTP_ACCEPT=JSON
        )

    def seat(self, season: Season) -> dict[str, Any]:
        answer = self.browser.get(season.url("scrutineers/seat"))
        return dict(json.loads(answer.content))


@dataclass
class SealedSeason(Season):
    """A sealed poll in a small ministry, and everybody's devices."""

    watches: list[Watch] = field(default_factory=list)

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

    def sign_rules(self) -> "SealedSeason":
        message = rules_message(bytes.fromhex(self.reloaded().manifest_digest))
        for watch in self.watches:
            signature = watch.signing.sign(message).hex()
            assert watch.send(self, "rules", signature=signature).status_code == 204
        return self

    def collecting(self) -> "SealedSeason":
        self.key_up().freeze()
        self.sign_rules()
        self.poll = ballots.open_collecting(self.reloaded(), by=self.secretariat)
        return self

    def collect(self, voter: Actor) -> client.Collected:
        held = take_ticket(self.poll, by=voter)
        confirm_kept(self.poll, by=voter)
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
        casting = self.seal(self.collect(voter), grade)
        answer = self.send(casting)
        if answer.status_code == 201:
            reply: CastReply = parse_cast_reply(answer.text)
            client.finish_casting(manifest_of(self.poll), casting, reply)
        return int(answer.status_code)

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

    def unseal(self) -> Any:
        """Let two of three come, release their locks, and count."""
        self.attend(*NAMES[:2])
        for watch in self.watches[:2]:
            assert self.release(watch).status_code == 204
        who = self.world.actor(NAMES[0])
        return ballots.unseal_poll(self.reloaded(), by=who)


def begin_sealed(world: World, box: BoxServer, settings: Any) -> SealedSeason:
    """Return a season whose sealed poll is planned, with three scrutineers."""
    settings.BALLOT_SUITE = "gp1/weak"
    third = give_account(NAMES[2], None, Role.SCRUTINEER)
    world.users[NAMES[2]] = third
    plain = begin_season(world, box)
    season = SealedSeason(world, plain.round, plain.poll, box)
    season.watches = [Watch(name, world.client(name)) for name in NAMES]
    ids = frozenset(world.users[name].pk for name in NAMES)
    season.plan(scrutineer_ids=ids)
    return season


@pytest.fixture
def sealed(
    world: World, box_in_use: BoxServer, settings: Any, tmp_path: Path
) -> SealedSeason:
    """A sealed poll that is planned; no scrutineer has handed in keys."""
    settings.ISSUER_DIR = tmp_path / "issuer"
    settings.BOARDS_DIR = tmp_path / "boards"
    return begin_sealed(world, box_in_use, settings)
