"""The plan of a poll as one value: what the form fills and the freeze reads."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from gongping.polls.counting import CountingPlan, problems_of_counting

SMALLEST_GROUP = 5
USUAL_THRESHOLD_K = 10
MOST_SCRUTINEERS = 5


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """One thing to be rated."""

    name: str
    name_en: str = ""
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class GradePlan:
    """One step of the scale, best first."""

    name: str
    name_en: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """One voter group, from whom it is drawn, and how many slips are printed."""

    rule: str
    name: str
    name_en: str = ""
    weight: Decimal = Decimal(1)
    slip_count: int = 0


@dataclass(frozen=True, slots=True)
class PollPlan:
    """Everything that is decided before the freeze."""

    title: str
    title_en: str = ""
    layout: str = "overall"
    quorum_percent: int = 50
    disclosure_threshold: int = USUAL_THRESHOLD_K
    threshold: int = 2
    is_rehearsal: bool = False
    is_identical_invalid: bool = False
    excellent_quota: int | None = None
    criteria: tuple[CriterionPlan, ...] = ()
    grades: tuple[GradePlan, ...] = ()
    groups: tuple[GroupPlan, ...] = ()
    scrutineer_ids: frozenset[int] = field(default_factory=frozenset)
    counting: CountingPlan = field(default_factory=CountingPlan)

    @property
    def steps(self) -> tuple[GradePlan, ...]:
        """Return the scale of the ballot, best first: the grades, or every number."""
        if not self.counting.is_numeric:
            return self.grades
        numbers = range(self.counting.highest, self.counting.lowest - 1, -1)
        return tuple(GradePlan(str(n), str(n), Decimal(n)) for n in numbers)


def problems_of(plan: PollPlan) -> list[str]:
    """Return what cannot be kept of a plan, in sentences; sizes come later."""
    rules = [group.rule for group in plan.groups]
    wrong = [
        (not plan.criteria, _("至少要有一项测评指标。")),
        (len(plan.grades) < 2, _("至少要有两个等次。")),
        (not plan.groups, _("至少要有一个票种。")),
        (len(set(rules)) < len(rules), _("同一范围只能设一个票种。")),
        (
            min(_weights(plan), default=1) <= 0,
            _("权重要大于 0。不想计入的，请删去这一行。"),
        ),
        (
            not _falls([grade.points for grade in plan.grades]),
            _("等次从高到低排列，分值要依次降低。"),
        ),
        (
            _are_scattered([grade.name for grade in plan.grades]),
            _("同名的等次是一个等次的几档分值，要挨着写。"),
        ),
        (
            plan.disclosure_threshold < SMALLEST_GROUP,
            _("公布下限不能低于 %(floor)d 人。") % {"floor": SMALLEST_GROUP},
        ),
        (not 1 <= plan.quorum_percent <= 100, _("法定收回比例在 1 到 100 之间。")),
        (
            not 1 <= plan.threshold <= MOST_SCRUTINEERS,
            _("启封需到场的监票人在 1 到 %(most)d 人之间。")
            % {"most": MOST_SCRUTINEERS},
        ),
        (
            len(plan.scrutineer_ids) > MOST_SCRUTINEERS,
            _("监票人最多 %(most)d 人。") % {"most": MOST_SCRUTINEERS},
        ),
    ]
    counting = problems_of_counting(plan.counting, len(plan.steps), frozenset(rules))
    return [
        *(sentence for is_wrong, sentence in wrong if is_wrong),
        *(sentence for _name, sentence in counting),
    ]


def _weights(plan: PollPlan) -> list[Decimal]:
    return [c.weight for c in plan.criteria] + [g.weight for g in plan.groups]


def _are_scattered(names: list[str]) -> bool:
    runs = [name for name, _same in groupby(names)]
    return len(set(runs)) < len(runs)


def _falls(points: list[Decimal]) -> bool:
    return all(a > b for a, b in pairwise(points))
