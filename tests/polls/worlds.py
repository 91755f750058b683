"""A round with its poll, led as far as a test needs it."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from ballotbox.cells import encode_cells
from gongping.foundation.actors import Actor
from gongping.meetings.models import Half, ReviewRound
from gongping.polls import services
from gongping.polls.models import Poll
from gongping.polls.rules import PollPlan
from gongping.polls.selectors import get_poll, manifest_of, plan_of
from gongping.procedure import ballots
from gongping.roll.services import confirm_kept, take_ticket
from tests.box.fixtures import BoxServer
from tests.world import World


@dataclass
class Season:
    """A poll in a small ministry, and the hands that move it."""

    world: World
    round: ReviewRound
    poll: Poll
    box: BoxServer

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

    def freeze(self) -> "Season":
        self.poll = ballots.freeze_poll(self.poll, by=self.secretariat)
        return self

    def collecting(self) -> "Season":
        self.poll = ballots.open_collecting(self.freeze().poll, by=self.secretariat)
        return self

    def casting(self) -> "Season":
        self.poll = ballots.open_casting(self.collecting().poll, by=self.secretariat)
        return self

    def closed(self, ballots_cast: int = 0) -> "Season":
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

    def vote(self, voter: Actor, grade: int = 1) -> int:
        """Collect, confirm and cast for one voter; return the box's status."""
        held = take_ticket(self.poll, by=voter)
        confirm_kept(self.poll, by=voter)
        return self.cast(held.ticket, held.group, grade)

    def cast(self, ticket: str, group: int, grade: int = 1) -> int:
        manifest = manifest_of(self.poll)
        ballot = {
            "ticket": ticket,
            "group": group,
            "key": secrets.token_hex(16),
            "cells": encode_cells([grade] * manifest.cell_count).hex(),
        }
        return self.box.cast(self.code, **ballot).status_code

    def attend(self, *who: str) -> None:
        for name in who:
            services.mark_present(self.reloaded(), by=self.world.actor(name))

    def reloaded(self) -> Poll:
        self.poll = get_poll(self.code, self.secretariat)
        return self.poll


def begin_season(world: World, box: BoxServer, **options: Any) -> Season:
    """Return a season whose poll is planned, with two scrutineers, not frozen."""
    round_ = ReviewRound.objects.create(
        year=2026, half=Half.FIRST, title="2026年上半年"
    )
    round_.units.set(world.units)
    poll = services.create_poll(round_, by=world.actor("secretariat"), **options)
    season = Season(world, round_, poll, box)
    watching = {world.users[name].pk for name in ("scrutineer", "scrutineer2")}
    season.plan(scrutineer_ids=frozenset(watching))
    return season
