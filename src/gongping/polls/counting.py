"""How a poll is counted, as it is planned: further rules beside the plain mean."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

METHODS: Final = {
    "mean": gettext_lazy(
        "平均分：每一等的分值乘以票数，除以评分人数（选不了解的不算）"
    ),
    "trimmed": gettext_lazy("去掉最高、最低后平均"),
    "bands": gettext_lazy("按优秀得票率分档给分"),
}
SCALES: Final = {
    "grades": gettext_lazy("等级：每个单位选一个等次，等次在方案里写"),
    "numbers": gettext_lazy("打分：每个单位写一个整数分"),
}
HIGHEST: Final = 100


@dataclass(frozen=True, slots=True)
class BandPlan:
    """From this share of best grades on a unit gets these points."""

    at_least: Fraction
    points: Decimal


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """How many of the grades first to last (from 1) a ballot must and may have."""

    first: int
    last: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class NumberQuotaPlan:
    """How many of the numbers low to high a ballot must and may have."""

    low: int
    high: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """Groups that are joined among themselves before they count in the whole.

    `rules` name the groups; `parent` is the number of an earlier pool, 0 the whole.
    """

    name: str
    name_en: str
    weight: Decimal
    rules: tuple[str, ...] = ()
    parent: int = 0


@dataclass(frozen=True, slots=True)
class CountingPlan:
    """What is decided about counting before the freeze; usually nothing of it is.

    `quorum` is a share where a percentage is not exact; `worth` what full marks are
    worth in a larger whole; `most_unsure` how many cells may be 不了解. With the
    scale `numbers` every whole number from `highest` to `lowest` is a step, and
    `number_quotas` stand in place of `quotas`.
    """

    scale: str = "grades"
    highest: int = 100
    lowest: int = 0
    number_quotas: tuple[NumberQuotaPlan, ...] = ()
    quorum: Fraction | None = None
    method: str = "mean"
    best: int = 1
    bands: tuple[BandPlan, ...] = ()
    low_steps: int = 0
    low_share: Fraction = Fraction(1, 3)
    low_points: Decimal = Decimal(0)
    trim_each: int = 0
    trim_above: int = 0
    worth: Decimal = Decimal(0)
    is_by_row: bool = False
    is_best_invalid: bool = False
    most_unsure: int | None = None
    quotas: tuple[QuotaPlan, ...] = ()
    pools: tuple[PoolPlan, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Tell whether voters give numbers and not grades."""
        return self.scale == "numbers"

    @property
    def step_quotas(self) -> tuple[QuotaPlan, ...]:
        """Return the quotas by the places of their steps, the best step first."""
        if not self.is_numeric:
            return self.quotas
        return tuple(
            QuotaPlan(
                self.highest - row.high + 1,
                self.highest - row.low + 1,
                row.least,
                row.most,
            )
            for row in self.number_quotas
        )


ROWS: Final = {
    "bands": BandPlan,
    "quotas": QuotaPlan,
    "number_quotas": NumberQuotaPlan,
    "pools": PoolPlan,
}
EXACT: Final = {
    **dict.fromkeys(("quorum", "low_share", "at_least"), Fraction),
    **dict.fromkeys(("low_points", "worth", "points", "weight"), Decimal),
}


def percent_of(quorum: Fraction) -> int:
    """Return the least whole percentage that is not below a share."""
    return ceil(quorum * 100)


def with_quorum(counting: CountingPlan, quorum: Fraction) -> CountingPlan:
    """Return the plan with a quorum; whole percents stand in the poll alone."""
    is_whole = percent_of(quorum) == quorum * 100
    return replace(counting, quorum=None if is_whole else quorum)


def problems_of_counting(
    counting: CountingPlan, steps: int, groups: frozenset[str]
) -> list[tuple[str, str]]:
    """Return what cannot be counted by, each with the name of its field.

    `steps` is how many grades there are, `groups` the rules of the voter groups.
    """
    wrong_quotas = _wrong_quotas(counting, steps)
    if counting.is_numeric:
        wrong_quotas = _wrong_numbers(counting)
    return [
        *_wrong_method(counting, steps),
        *wrong_quotas,
        *_wrong_pools(counting, groups),
        *_said(
            (
                "quorum",
                not _is_share(counting.quorum),
                _("法定比例要大于 0，不超过 1。"),
            ),
            ("worth", counting.worth < 0, _("折算满分不能是负数。不折算就写 0。")),
        ),
    ]


def _wrong_method(counting: CountingPlan, steps: int) -> list[tuple[str, str]]:
    if counting.method == "trimmed":
        return _said(
            ("trim_each", counting.trim_each < 1, _("请写两头各去掉几个，至少 1 个。")),
            (
                "trim_above",
                counting.trim_above < 2 * counting.trim_each,
                _("打分的不到 %(n)d 人就会去光。请写 %(n)d 或更大的数。")
                % {"n": 2 * counting.trim_each},
            ),
        )
    if counting.method != "bands":
        return []
    if counting.is_numeric:
        sentence = _(
            "打分没有优秀票，不能按得票率分档。请选平均，或去掉最高最低后平均。"
        )
        return [("method", sentence)]
    shares = [band.at_least for band in counting.bands]
    falls = all(
        a.at_least > b.at_least and a.points > b.points
        for a, b in pairwise(counting.bands)
    )
    return _said(
        ("bands", not shares, _("请至少写一档，最后一档从 0 起。")),
        ("bands", not falls, _("各档从高到低写，得票率和分数都要依次降低。")),
        ("bands", bool(shares) and shares[-1] != 0, _("最后一档要从 0 起，人人有分。")),
        (
            "best",
            not 1 <= counting.best < steps,
            _("算优秀票的等次至少 1 个，少于等次总数。"),
        ),
        (
            "low_steps",
            not 0 <= counting.low_steps < steps,
            _("低等次的个数要少于等次总数。不用这一条就写 0。"),
        ),
    )


def _wrong_quotas(counting: CountingPlan, steps: int) -> list[tuple[str, str]]:
    rows = counting.quotas
    return _said(
        (
            "quotas",
            any(not 1 <= row.first <= row.last <= steps for row in rows),
            _("等次从第 1 个数起，先高后低，不能超过第 %(n)d 个。") % {"n": steps},
        ),
        (
            "quotas",
            any(row.most is not None and row.least > row.most for row in rows),
            _("“至少”不能多于“最多”。"),
        ),
    )


def _wrong_numbers(counting: CountingPlan) -> list[tuple[str, str]]:
    low, high, rows = counting.lowest, counting.highest, counting.number_quotas
    return _said(
        (
            "highest",
            not 0 <= low < high <= HIGHEST,
            _("最低分要小于最高分，都在 0 到 %(n)d 之间。") % {"n": HIGHEST},
        ),
        (
            "number_quotas",
            any(not low <= row.low <= row.high <= high for row in rows),
            _("名额的分数从低写到高，都在 %(low)d 到 %(high)d 分之间。")
            % {"low": low, "high": high},
        ),
        (
            "number_quotas",
            any(row.most is not None and row.least > row.most for row in rows),
            _("“至少”不能多于“最多”。"),
        ),
    )


def _wrong_pools(
    counting: CountingPlan, groups: frozenset[str]
) -> list[tuple[str, str]]:
    pools = counting.pools
    named = [rule for pool in pools for rule in pool.rules]
    parents = {pool.parent for pool in pools}
    return _said(
        ("pools", len(set(named)) < len(named), _("一个票种只能归入一个合并组。")),
        ("pools", not groups.issuperset(named), _("归入合并组的票种已经不在方案里。")),
        (
            "pools",
            any(not pool.rules and n not in parents for n, pool in enumerate(pools, 1)),
            _("合并组里至少要有一个票种。"),
        ),
        (
            "pools",
            any(not 0 <= pool.parent < n for n, pool in enumerate(pools, 1)),
            _("合并组只能归入排在它前面的合并组。"),
        ),
        ("pools", any(pool.weight <= 0 for pool in pools), _("权重要大于 0。")),
    )


def _said(*checks: tuple[str, bool, str]) -> list[tuple[str, str]]:
    return [(name, sentence) for name, is_wrong, sentence in checks if is_wrong]


def _is_share(quorum: Fraction | None) -> bool:
    return quorum is None or 0 < quorum <= 1


def to_plain(plan: CountingPlan) -> dict[str, Any]:
    """Return what the database keeps: whatever is not as usual, numbers as text."""
    usual = CountingPlan()
    names = [entry.name for entry in fields(CountingPlan)]
    changed = [name for name in names if getattr(plan, name) != getattr(usual, name)]
    return {name: _plain(getattr(plan, name)) for name in changed}


def from_plain(value: Mapping[str, Any]) -> CountingPlan:
    """Return the plan of what the database keeps, or of a preset's file."""
    found = {name: _exact(name, entry) for name, entry in value.items()}
    for name, kind in ROWS.items():
        found[name] = tuple(kind(**_row(row)) for row in value.get(name, ()))
    return replace(CountingPlan(), **found)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _exact(name, entry) for name, entry in row.items()}


def _exact(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return EXACT[name](value) if name in EXACT else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Fraction | Decimal):
        return str(value)
    if isinstance(value, BandPlan | QuotaPlan | NumberQuotaPlan | PoolPlan):
        return {
            entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)
        }
    return value
