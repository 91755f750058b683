"""Finding polls, and their plan as one value."""

from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.polls.counting import from_plain
from gongping.polls.exceptions import NoSuchPoll
from gongping.polls.models import Poll
from gongping.polls.policies import can_see, check_can_see
from gongping.polls.rules import CriterionPlan, GradePlan, GroupPlan, PollPlan
from gongping.polls.states import PollState

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound

OPEN = (PollState.COLLECTING, PollState.CASTING)
ENDED = (PollState.UNSEALED, PollState.VOID)


def get_poll(code: str, actor: Actor) -> Poll:
    """Return the poll if the actor may see it, else `NoSuchPoll`. Six queries."""
    poll = _whole().filter(code=code).first()
    if poll is None:
        raise NoSuchPoll(_("没有这次测评。请从测评栏目进入。"))
    check_can_see(poll, actor)
    return poll


def get_public_poll(code: str) -> Poll:
    """Return a frozen poll for anybody, as its rules are public. Six queries."""
    poll = _whole().filter(code=code, frozen_at__isnull=False).first()
    if poll is None:
        raise NoSuchPoll(_("没有这次测评，或者还没有定下规则。请核对网址。"))
    return poll


def get_poll_by_digest(digest: str) -> Poll:
    """Return the poll whose rules have the hash M, for anybody. Six queries."""
    polls = _whole().filter(manifest_digest=digest, frozen_at__isnull=False)
    poll = polls.first()
    if poll is None:
        raise NoSuchPoll(_("没有这次测评，或者还没有定下规则。请核对网址。"))
    return poll


def vote_state(digest: str) -> str:
    """Return how far the poll with the rules M is, for anybody. One query."""
    polls = Poll.objects.filter(manifest_digest=digest)
    state = polls.values_list("state", flat=True).first()
    if state is None:
        raise NoSuchPoll(_("没有这次测评，或者还没有定下规则。请核对网址。"))
    return state


def list_polls(actor: Actor) -> list[Poll]:
    """Return the polls that the actor may see, newest first. One query."""
    polls = Poll.objects.select_related("round").order_by("-round__year", "-pk")
    return [poll for poll in polls if can_see(poll, actor)]


def open_polls() -> list[Poll]:
    """Return the polls for which ballots are collected or cast now. One query."""
    return list(Poll.objects.select_related("round").filter(state__in=OPEN))


def current_poll(round_: "ReviewRound") -> Poll | None:
    """Return the poll that the hall is about. One query.

    That is the newest that was not made void; but a draft takes no hall away from a
    poll whose rules are frozen, nor one that is over from one that still runs.
    """
    polls = Poll.objects.filter(round=round_, is_rehearsal=False)
    nearness = Case(
        When(state=PollState.DRAFT, then=2),
        When(state=PollState.UNSEALED, then=1),
        default=0,
        output_field=IntegerField(),
    )
    return polls.exclude(state=PollState.VOID).order_by(nearness, "-pk").first()


def unfinished_polls(round_: "ReviewRound") -> list[Poll]:
    """Return the real polls of the round that were begun and not ended. One query."""
    polls = Poll.objects.filter(round=round_, is_rehearsal=False)
    return list(polls.exclude(state__in=ENDED).order_by("pk"))


def plan_of(poll: Poll) -> PollPlan:
    """Return the plan as it stands; no query on a poll of `get_poll`."""
    return PollPlan(
        title=poll.title,
        title_en=poll.title_en,
        layout=poll.layout,
        quorum_percent=poll.quorum_percent,
        disclosure_threshold=poll.disclosure_threshold,
        threshold=poll.threshold,
        is_rehearsal=poll.is_rehearsal,
        is_identical_invalid=poll.is_identical_invalid,
        excellent_quota=poll.excellent_quota,
        criteria=tuple(
            CriterionPlan(c.name, c.name_en, c.weight) for c in poll.criteria.all()
        ),
        grades=tuple(GradePlan(g.name, g.name_en, g.points) for g in poll.grades.all()),
        groups=tuple(
            GroupPlan(g.rule, g.name, g.name_en, g.weight, g.slip_count)
            for g in poll.groups.all()
        ),
        scrutineer_ids=frozenset(s.user_id for s in poll.scrutineers.all()),
        counting=from_plain(poll.counting),
    )


def _whole() -> QuerySet[Poll]:
    return Poll.objects.select_related(
        "round", "repeats", "repeated_by"
    ).prefetch_related("criteria", "grades", "groups", "scrutineers__user")
