"""Planning a round, and its life from preparation to archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.transitions import transition
from gongping.meetings.exceptions import BadRound, RoundExists
from gongping.meetings.models import (
    AgendaItem,
    Attendance,
    Half,
    Order,
    ReviewRound,
    ReviewSession,
    UnitReport,
)
from gongping.meetings.policies import check_can_plan, check_may_manage
from gongping.meetings.services.locks import locked_round, locked_session
from gongping.meetings.services.venues import (
    check_names,
    fill_agenda,
    make_venues,
    refresh_people,
)
from gongping.meetings.states import ROUND_TRANSITIONS, Preset, RoundState
from gongping.organisation.selectors import list_own_units

YEARS = range(2000, 2101)
MINUTES = range(1, 61)
FURTHER_MINUTES = range(61)
PERCENTS = range(1, 101)


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """Everything that is decided before a round begins."""

    year: int
    half: str
    title: str
    held_at: datetime
    chair_name: str
    venues: Sequence[str]
    order_kind: str = Order.ESTABLISHMENT
    minutes_per_unit: int = 6
    quorum_percent: int = 67
    unit_ids: Sequence[int] | None = None
    title_en: str = ""
    preset: str = Preset.LEADER_REVIEW_2012
    question_minutes: int = 0
    comment_minutes: int = 3


def create_round(  # noqa: PLR0913 - the fields of the plan, all by name
    *,
    year: int,
    half: str,
    title: str,
    held_at: datetime,
    chair_name: str,
    venues: Sequence[str],
    by: Actor,
    order_kind: str = Order.ESTABLISHMENT,
    minutes_per_unit: int = 6,
    quorum_percent: int = 67,
    unit_ids: Sequence[int] | None = None,
    title_en: str = "",
    preset: str = Preset.LEADER_REVIEW_2012,
    question_minutes: int = 0,
    comment_minutes: int = 3,
    is_synthetic: bool = False,
) -> ReviewRound:
    """Make a round with session, venues, running order and expected people.

    All units of the organisation's own level take part unless some are named. The
    first venue is the main one.
    """
    plan = RoundPlan(
        year, half, title, held_at, chair_name, list(venues), order_kind,
        minutes_per_unit, quorum_percent, unit_ids, title_en,
        preset, question_minutes, comment_minutes,
    )  # fmt: skip
    return create_round_from(plan, by=by, is_synthetic=is_synthetic)


@transaction.atomic
def create_round_from(
    plan: RoundPlan, *, by: Actor, is_synthetic: bool = False
) -> ReviewRound:
    """Make a round from its plan; see `create_round`."""
    check_may_manage(by)
    check_plan(plan)
    round_ = ReviewRound.objects.create(
        year=plan.year,
        half=plan.half,
        title=plan.title.strip(),
        title_en=plan.title_en.strip(),
        is_synthetic=is_synthetic,
    )
    session = ReviewSession(round=round_)
    _write(session, plan)
    make_venues(session, plan.venues)
    _settle_units(session, plan.unit_ids)
    record(
        "meetings:round:created", by=by,
        subject=round_.title, subject_key=str(round_.pk),
        detail={"held_at": plan.held_at.isoformat(), "venues": list(plan.venues)},
    )  # fmt: skip
    return round_


@transaction.atomic
def edit_round(round_id: int, plan: RoundPlan, *, by: Actor) -> ReviewRound:
    """Change the plan of a round whose session has not begun to sign people in.

    Venues are changed on their own page; those of the plan are not looked at.
    """
    check_may_manage(by)
    session = locked_session(round_id)
    check_can_plan(session)
    check_plan(plan, editing=round_id)
    round_ = session.round
    before = _facts(session)
    round_.year, round_.half = plan.year, plan.half
    round_.title, round_.title_en = plan.title.strip(), plan.title_en.strip()
    round_.save()
    _write(session, plan)
    _settle_units(session, plan.unit_ids)
    record(
        "meetings:round:edited", by=by,
        subject=round_.title, subject_key=str(round_.pk),
        detail={"old": before, "new": _facts(session)},
    )  # fmt: skip
    return round_


@transaction.atomic
def open_round(round_id: int, *, by: Actor) -> ReviewRound:
    """Open the round: from now on leaders comment; nothing happens if it is open."""
    check_may_manage(by)
    round_ = locked_round(round_id)
    if round_.state == RoundState.OPEN:
        return round_
    return _enter(round_, RoundState.OPEN, "meetings:round:opened", by)


@transaction.atomic
def close_round(round_id: int, *, by: Actor) -> ReviewRound:
    """Close the round after its session; comments and follow-up go on."""
    check_may_manage(by)
    round_ = locked_round(round_id)
    return _enter(round_, RoundState.CLOSED, "meetings:round:closed", by)


@transaction.atomic
def archive_round(round_id: int, *, by: Actor) -> ReviewRound:
    """Archive the round; that nothing is undecided is for `procedure` to check."""
    check_may_manage(by)
    round_ = locked_round(round_id)
    return _enter(round_, RoundState.ARCHIVED, "meetings:round:archived", by)


def check_plan(plan: RoundPlan, editing: int | None = None) -> None:
    """Refuse a plan with a part that cannot be, naming the part."""
    for is_sound, field, sentence in _questions(plan):
        if not is_sound:
            raise BadRound(sentence, field)
    if editing is None:
        check_names(plan.venues)
    same = ReviewRound.objects.filter(year=plan.year, half=plan.half)
    if editing is not None:
        same = same.exclude(pk=editing)
    if found := same.first():
        raise RoundExists(
            _("这一时段已有轮次“%(title)s”。请改年度或时段，或直接用那一轮。")
            % {"title": found},
            "half",
        )


def _questions(plan: RoundPlan) -> list[tuple[bool, str, str]]:
    return [
        (plan.year in YEARS, "year", _("年度请填 2000 到 2100 之间的年份。")),
        (plan.half in Half.values, "half", _("请选上半年、下半年或全年。")),
        (plan.order_kind in Order.values, "order_kind", _("请选编制序或抽签。")),
        (bool(plan.title.strip()), "title", _("请给这一轮起个名称。")),
        (bool(plan.chair_name.strip()), "chair_name", _("请写明由谁主持。")),
        (
            plan.minutes_per_unit in MINUTES,
            "minutes_per_unit",
            _("每个单位汇报请定 1 到 60 分钟。"),
        ),
        (plan.preset in Preset.values, "preset", _("请选一种开法。")),
        (
            plan.question_minutes in FURTHER_MINUTES,
            "question_minutes",
            _("现场提问请定 0 到 60 分钟，0 是不提问。"),
        ),
        (
            plan.comment_minutes in MINUTES,
            "comment_minutes",
            _("点评请定 1 到 60 分钟。"),
        ),
        (
            plan.quorum_percent in PERCENTS,
            "quorum_percent",
            _("到会法定比例请填 1 到 100。填 0 等于不设门槛，表决没有依据。"),
        ),
    ]


def _write(session: ReviewSession, plan: RoundPlan) -> None:
    session.held_at = plan.held_at
    session.chair_name = plan.chair_name.strip()
    session.preset = plan.preset
    session.minutes_per_unit = plan.minutes_per_unit
    session.question_minutes = plan.question_minutes
    session.comment_minutes = plan.comment_minutes
    session.order_kind = plan.order_kind
    session.quorum_percent = plan.quorum_percent
    session.save()


def _settle_units(session: ReviewSession, unit_ids: Sequence[int] | None) -> None:
    """Give every chosen unit a slot, take the slots of the others away."""
    own = list_own_units()
    chosen = [u for u in own if unit_ids is None or u.pk in set(unit_ids)]
    if unit_ids is not None and not chosen:
        raise BadRound(_("请至少选一个单位。"), "unit_ids")
    keys = {unit.pk for unit in chosen}
    dropped = UnitReport.objects.filter(round_id=session.pk).exclude(unit__in=keys)
    if first := dropped.select_related("unit").first():
        raise BadRound(
            _("%(unit)s已经写了材料，不能去掉。请先与该单位商定。")
            % {"unit": first.unit},
            "unit_ids",
        )
    session.round.units.set(keys)
    AgendaItem.objects.filter(session=session).exclude(unit__in=keys).delete()
    fill_agenda(session, chosen)
    refresh_people(session)


def _enter(round_: ReviewRound, state: str, tag: str, by: Actor) -> ReviewRound:
    transition(round_, state, ROUND_TRANSITIONS)
    round_.save(update_fields=["state"])
    record(tag, by=by, subject=round_.title, subject_key=str(round_.pk))
    return round_


def _facts(session: ReviewSession) -> dict[str, str | int]:
    return {
        "title": session.round.title,
        "held_at": session.held_at.isoformat(),
        "chair_name": session.chair_name,
        "preset": session.preset,
        "minutes_per_unit": session.minutes_per_unit,
        "question_minutes": session.question_minutes,
        "comment_minutes": session.comment_minutes,
        "order_kind": session.order_kind,
        "quorum_percent": session.quorum_percent,
        "units": AgendaItem.objects.filter(session=session).count(),
        "expected": Attendance.objects.filter(session=session).count(),
    }
