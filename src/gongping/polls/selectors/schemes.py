"""From the plan of counting to the rules in the manifest, and on to the arithmetic."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from ballotbox.manifest import GradeStep, Manifest, Rule, RuleName
from ballotbox.scheme import (
    FORMULA,
    VERSION,
    Band,
    Mark,
    Member,
    Method,
    Override,
    Pool,
    Quota,
    Scale,
    Scheme,
)
from fairscore import Scheme as Arithmetic
from fairscore import parse_scheme
from gongping.polls.counting import CountingPlan, from_plain

if TYPE_CHECKING:
    from gongping.polls.models import Poll
    from gongping.polls.rules import GradePlan, PollPlan

PLAIN_FORMULA: Final = "weighted-mean/1"
UNLIMITED: Final = 10_000


def formula_of(plan: "PollPlan") -> str:
    """Return the name of the formula under which the poll is counted."""
    return FORMULA if _needs_scheme(plan) else PLAIN_FORMULA


def scheme_of(plan: "PollPlan") -> Scheme | None:
    """Return the further rules of a plan for its manifest; most plans have none."""
    if not _needs_scheme(plan):
        return None
    counting = plan.counting
    is_trimmed = counting.method == Method.TRIMMED
    quorum = quorum_of_plan(plan)
    pool_of = {rule: n for n, p in enumerate(counting.pools, 1) for rule in p.rules}
    return Scheme(
        version=VERSION,
        scale=Scale(counting.scale),
        method=Method(counting.method),
        best=counting.best,
        trim_each=counting.trim_each if is_trimmed else 0,
        trim_above=counting.trim_above if is_trimmed else 0,
        worth=counting.worth,
        quorum_parts=quorum.numerator,
        quorum_of=quorum.denominator,
        is_by_row=counting.is_by_row,
        marks=() if counting.is_numeric else _marks(plan.grades),
        bands=_bands(counting),
        overrides=_overrides(counting),
        quotas=_quotas(plan),
        pools=tuple(
            Pool(number, pool.name, pool.name_en, pool.weight, pool.parent)
            for number, pool in enumerate(counting.pools, 1)
        ),
        members=tuple(
            Member(position, pool_of.get(group.rule, 0))
            for position, group in enumerate(plan.groups, 1)
        ),
    )


def steps_of(grades: Iterable["GradePlan"]) -> tuple[GradeStep, ...]:
    """Return the steps of the ballot; those of one grade are told by their points."""
    found = []
    for _, run in groupby(grades, key=lambda grade: grade.name):
        steps = list(run)
        for step in steps:
            tail = f" {step.points.normalize():f}" if len(steps) > 1 else ""
            english = step.name_en and step.name_en + tail
            found.append(GradeStep(step.name + tail, english, step.points))
    return tuple(found)


def quorum_of(poll: "Poll") -> Fraction:
    """Return the share of the roll that must take part, before and after the freeze."""
    return from_plain(poll.counting).quorum or Fraction(poll.quorum_percent, 100)


def quorum_of_plan(plan: "PollPlan") -> Fraction:
    """Return the share of the roll that must take part by a plan."""
    return plan.counting.quorum or Fraction(plan.quorum_percent, 100)


def rules_of(plan: "PollPlan") -> tuple[Rule, ...]:
    """Return the reasons for which a whole ballot does not count, in their order."""
    counting = plan.counting
    has_no_best = counting.is_numeric or _has_values(plan)
    limits = {
        RuleName.ALL_IDENTICAL: 0 if plan.is_identical_invalid else None,
        # A best grade of several values is counted as one: that is a quota.
        RuleName.EXCELLENT_QUOTA: None if has_no_best else plan.excellent_quota,
        RuleName.ALL_BEST: 0 if counting.is_best_invalid else None,
        RuleName.UNFINISHED: counting.most_unsure,
    }
    return tuple(Rule(name, n) for name, n in limits.items() if n is not None)


def scoring_rule(manifest: Manifest) -> Arithmetic:
    """Return the frozen rules as `fairscore.evaluate` takes them."""
    return parse_scheme(
        _plain(manifest.grades, manifest.criteria, manifest.groups)
        | _further(manifest.scheme)
    )


def arithmetic_of(plan: "PollPlan") -> dict[str, Any]:
    """Return a plan as `fairscore.parse_scheme` takes it."""
    return _plain(plan.steps, plan.criteria, plan.groups) | _further(scheme_of(plan))


def _plain(
    grades: Iterable[Any], criteria: Iterable[Any], groups: Iterable[Any]
) -> dict[str, Any]:
    return {
        "points": [grade.points for grade in grades],
        "criteria": [criterion.weight for criterion in criteria],
        "groups": [group.weight for group in groups],
    }


def _further(scheme: Scheme | None) -> dict[str, Any]:
    if scheme is None:
        return {}
    return {
        "method": scheme.method.value,
        "best": scheme.best,
        "trim": [scheme.trim_each, scheme.trim_above],
        "bands": [[Fraction(row.parts, row.of), row.points] for row in scheme.bands],
        "overrides": [
            [row.steps, Fraction(row.parts, row.of), row.points]
            for row in scheme.overrides
        ],
        "pools": [[pool.weight, pool.parent] for pool in scheme.pools],
        "pool_of": [row.pool for row in scheme.members],
        "worth": scheme.worth or None,
    }


def _needs_scheme(plan: "PollPlan") -> bool:
    alone = CountingPlan(
        is_best_invalid=plan.counting.is_best_invalid,
        most_unsure=plan.counting.most_unsure,
    )
    return plan.counting != alone or any(row.steps > 1 for row in _marks(plan.grades))


def _marks(grades: Iterable["GradePlan"]) -> tuple[Mark, ...]:
    runs = (list(run) for _, run in groupby(grades, key=lambda grade: grade.name))
    return tuple(Mark(run[0].name, run[0].name_en, len(run)) for run in runs)


def _has_values(plan: "PollPlan") -> bool:
    """Tell whether the best grade has several values."""
    marks = _marks(plan.grades)
    return bool(marks) and marks[0].steps > 1


def _quotas(plan: "PollPlan") -> tuple[Quota, ...]:
    return _of_best(plan) + tuple(
        Quota(
            row.first - 1,
            row.last - 1,
            row.least,
            UNLIMITED if row.most is None else row.most,
        )
        for row in plan.counting.step_quotas
    )


def _of_best(plan: "PollPlan") -> tuple[Quota, ...]:
    limit = plan.excellent_quota
    if plan.counting.is_numeric or limit is None or not _has_values(plan):
        return ()
    return (Quota(0, _marks(plan.grades)[0].steps - 1, 0, limit),)


def _bands(counting: CountingPlan) -> tuple[Band, ...]:
    if counting.method != Method.BANDS:
        return ()
    return tuple(
        Band(row.at_least.numerator, row.at_least.denominator, Decimal(row.points))
        for row in counting.bands
    )


def _overrides(counting: CountingPlan) -> tuple[Override, ...]:
    if counting.method != Method.BANDS or not counting.low_steps:
        return ()
    share = counting.low_share
    return (
        Override(
            counting.low_steps, share.numerator, share.denominator, counting.low_points
        ),
    )
