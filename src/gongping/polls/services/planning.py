"""Setting up a poll: its plan, until it is frozen."""

import secrets
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.meetings.states import RoundState
from gongping.polls.counting import CountingPlan, percent_of, to_plain, with_quorum
from gongping.polls.models import Criterion, GradeLevel, Poll, Scrutineer, VoterGroup
from gongping.polls.policies import check_can_manage, check_can_plan
from gongping.polls.presets import presets, usual_plan
from gongping.polls.repeating import check_can_repeat
from gongping.polls.rules import PollPlan, problems_of
from gongping.polls.selectors import candidates_for_scrutiny, plan_of
from gongping.polls.services.acts import held, note
from gongping.polls.titles import titles_of, titles_of_repetition

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""What is not mixed up when it is read aloud or typed."""
DRAWN = 6
HALVES = {"first": "a", "second": "b", "annual": "y"}


@transaction.atomic
def create_poll(
    round_: "ReviewRound",
    *,
    by: Actor,
    title: str = "",
    preset: str = "one_group",
    layout: str = "overall",
    is_synthetic: bool = False,
) -> Poll:
    """Begin a poll of the round with the usual plan of a preset."""
    check_can_manage(by)
    if round_.state in {RoundState.CLOSED, RoundState.ARCHIVED}:
        raise Invalid(
            _("“%(round)s”%(state)s，不能再安排测评。请选别的轮次。")
            % {"round": round_.title, "state": round_.get_state_display()},
            "round",
        )
    if preset not in presets():
        raise Invalid(_("没有这种预设。请在列出的几种里选。"), "preset")
    poll = Poll.objects.create(
        code=_new_code(round_),
        round=round_,
        title="",
        is_synthetic=is_synthetic,
        suite=settings.BALLOT_SUITE,
    )
    title, title_en = (title, "") if title else titles_of(poll)
    _write(poll, usual_plan(title[:60], preset, layout, title_en=title_en))
    record("polls:poll:created", by=by, subject=poll.title, subject_key=poll.code)
    return poll


@transaction.atomic
def repeat_poll(poll: Poll, *, by: Actor) -> Poll:
    """Begin a new poll with the plan of a void one; the void one keeps all it has.

    Nothing secret goes over: scrutineers make their keys anew, a second office hands
    in its keys anew, and roll and slips are made at the freeze. A rehearsal is repeated
    as a rehearsal.
    """
    poll = held(poll)
    check_can_repeat(poll, by)
    new = Poll.objects.create(
        code=_new_code(poll.round),
        round=poll.round,
        title="",
        is_rehearsal=poll.is_rehearsal,
        is_synthetic=poll.is_synthetic,
        suite=settings.BALLOT_SUITE,
        repeats=poll,
    )
    plan = plan_of(poll)
    titles = titles_of_repetition(poll)
    allowed = {user.pk for user in candidates_for_scrutiny()}
    again = replace(
        plan,
        title=titles[0],
        title_en=titles[1],
        scrutineer_ids=plan.scrutineer_ids & allowed,
    )
    _write(new, again)
    note("polls:poll:repeated", new, by=by, repeats=poll.code)
    return new


@transaction.atomic
def save_plan(poll: Poll, plan: PollPlan, *, by: Actor) -> Poll:
    """Keep the plan; raise `Invalid` naming everything that cannot be kept."""
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    check_can_plan(poll, by)
    problems = [*problems_of(plan), *_of_rehearsal(poll, plan)]
    allowed = {user.pk for user in candidates_for_scrutiny()}
    if plan.scrutineer_ids - allowed:
        problems.append(
            _("监票人要有监票人职责并已启用第二道验证，且不能是秘书处或管理员。")
        )
    if problems:
        raise Invalid("".join(problems))
    _write(poll, plan)
    record(
        "polls:poll:planned",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail={
            "groups": [[g.rule, str(g.weight), g.slip_count] for g in plan.groups],
            "threshold": plan.threshold,
            "counting": to_plain(plan.counting),
            "scrutineers": sorted(plan.scrutineer_ids),
        },
    )
    return poll


@transaction.atomic
def save_counting(
    poll: Poll, quorum: Fraction, counting: CountingPlan, *, by: Actor
) -> Poll:
    """Keep how the poll is counted; raise `Invalid` naming what cannot be kept."""
    plan = replace(
        plan_of(poll),
        quorum_percent=percent_of(quorum),
        counting=with_quorum(counting, quorum),
    )
    return save_plan(poll, plan, by=by)


@transaction.atomic
def apply_preset(poll: Poll, preset: str, *, by: Actor) -> Poll:
    """Plan the poll anew as a preset has it; title, people and watch stay.

    Slips stay with the groups that the preset has too.
    """
    if preset not in presets():
        raise Invalid(_("没有这种预设。请在列出的几种里选。"), "preset")
    plan = plan_of(poll)
    usual = usual_plan(plan.title, preset, plan.layout)
    slips = {group.rule: group.slip_count for group in plan.groups}
    planned = replace(
        plan,
        quorum_percent=usual.quorum_percent,
        is_identical_invalid=usual.is_identical_invalid,
        excellent_quota=usual.excellent_quota,
        criteria=usual.criteria,
        grades=usual.grades,
        groups=tuple(
            replace(group, slip_count=slips.get(group.rule, 0))
            for group in usual.groups
        ),
        counting=usual.counting,
    )
    return save_plan(poll, planned, by=by)


def _of_rehearsal(poll: Poll, plan: PollPlan) -> list[str]:
    """Return why the poll stays what it is: keys that were made are for that alone."""
    if plan.is_rehearsal == poll.is_rehearsal:
        return []
    has_keys = any(seat.signing_key for seat in poll.scrutineers.all())
    if not has_keys and poll.repeats_id is None and not poll.locks.exists():
        return []
    if poll.is_rehearsal:
        return [_("演练不能转为正式测评。请另建一次测评。")]
    return [_("监票人已经做了钥匙，正式测评不能改成演练。请另建一次演练。")]


def _write(poll: Poll, plan: PollPlan) -> None:
    seated = frozenset(seat.user_id for seat in poll.scrutineers.all())
    appointed = poll.threshold, seated
    poll.title, poll.title_en = plan.title, plan.title_en
    poll.layout = plan.layout
    poll.quorum_percent = plan.quorum_percent
    poll.disclosure_threshold = plan.disclosure_threshold
    poll.threshold, poll.is_rehearsal = plan.threshold, plan.is_rehearsal
    poll.is_identical_invalid = plan.is_identical_invalid
    poll.excellent_quota = plan.excellent_quota
    poll.counting = to_plain(plan.counting)
    poll.save()
    for rows in (poll.criteria, poll.grades, poll.groups):
        rows.all().delete()
    Criterion.objects.bulk_create(
        Criterion(
            poll=poll, position=n, name=c.name, name_en=c.name_en, weight=c.weight
        )
        for n, c in enumerate(plan.criteria, 1)
    )
    GradeLevel.objects.bulk_create(
        GradeLevel(
            poll=poll, position=n, name=g.name, name_en=g.name_en, points=g.points
        )
        for n, g in enumerate(plan.grades, 1)
    )
    _write_groups(poll, plan)
    if appointed != (plan.threshold, plan.scrutineer_ids):
        _write_scrutineers(poll, plan)


def _write_scrutineers(poll: Poll, plan: PollPlan) -> None:
    # Which locks there are follows from t and n, and their keys from who holds
    # them: whoever changes either must have all keys made again.
    poll.locks.all().delete()
    poll.scrutineers.all().delete()
    Scrutineer.objects.bulk_create(
        Scrutineer(poll=poll, user_id=user_id)
        for user_id in sorted(plan.scrutineer_ids)
    )


def _write_groups(poll: Poll, plan: PollPlan) -> None:
    VoterGroup.objects.bulk_create(
        VoterGroup(
            poll=poll,
            position=n,
            name=g.name,
            name_en=g.name_en,
            rule=g.rule,
            weight=g.weight,
            slip_count=g.slip_count,
        )
        for n, g in enumerate(plan.groups, 1)
    )


def _new_code(round_: "ReviewRound") -> str:
    # Partly random: a box may still hold a poll of an earlier installation, and two
    # polls of one code would share a folder there, and a key.
    drawn = "".join(secrets.choice(LETTERS) for _ in range(DRAWN))
    return f"{round_.year}{HALVES[round_.half]}-{drawn}"
