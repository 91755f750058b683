"""Invented figures for the page of components. Nothing here describes anybody."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from gongping.documents.charts import GradeCounts
from gongping.documents.coverage import CoverageMatrix, Pair, UnitColumn
from gongping.documents.figures import Node
from gongping.foundation import clock

UNITS: Final = 47
STARTS: Final = (0, 19, 28)
REPORTED: Final = 31
LIMIT: Final = 360
BALLOTS: Final = 577


def sample_figures() -> dict[str, Any]:
    """Return one of each figure."""
    labels = [_("优秀"), _("良好"), _("一般"), _("较差")]
    return {
        "year": clock.today().year,
        "paths": _paths(),
        "labels": labels,
        "grades": [_grade(i) for i in range(UNITS)],
        "hidden": GradeCounts(_("人少不公布"), None),
        "deviations": [(label, _deviations(n)) for n, label in enumerate(labels, 1)],
        "matrix": _matrix(),
    }


def _paths() -> list[tuple[str, list[Node]]]:
    return [
        (
            _("构建部省联动审批新机制"),
            [
                Node(_away(-125), "done", _("方案印发")),
                Node(_away(-61), "done", _("三省试点")),
                Node(_away(3), "soon", _("试点评估")),
                Node(_away(128), "planned", _("机制定型")),
            ],
        ),
        (
            _("保护红线复核"),
            [
                Node(_away(-90), "done", _("方案印发")),
                Node(_away(-4), "late", _("外业核查")),
                Node(_away(97), "planned", _("成果入库")),
            ],
        ),
        (
            _("与高校联合培养人才"),
            [
                Node(_away(-40), "waiting", _("协议签订")),
                Node(_away(77), "planned", _("首期开班")),
            ],
        ),
    ]


def _away(days: int) -> date:
    return clock.days_from_today(days)


def _grade(place: int) -> GradeCounts:
    best = 340 - place * 5
    worst, weak = place // 3, 10 + place * 2
    counts = (best, BALLOTS - best - weak - worst, weak, worst)
    return GradeCounts(_("第 %d 位") % (place + 1), counts, place in STARTS)


def _deviations(criterion: int) -> dict[str, float | None]:
    return {
        _("第 %d 位") % (place + 1): round(
            (UNITS / 2 - place) / 6 + (place * criterion * 7 % 11 - 5) / 4, 1
        )
        for place in range(UNITS)
    }


def _matrix() -> CoverageMatrix:
    units = [_unit(place) for place in range(UNITS)]
    leaders = [(n, _("部领导 %d") % (n + 1)) for n in range(12)]
    pairs = {
        (leader, unit.key): Pair(_pair_state(leader, unit.key), "#matrix")
        for leader, _name in leaders
        for unit in units
        if (unit.key * 5 + leader * 7) % 12 < 2
    }
    return CoverageMatrix(units, leaders, pairs, LIMIT)


def _unit(place: int) -> UnitColumn:
    return UnitColumn(
        key=place,
        name=_("第 %d 位") % (place + 1),
        starts_category=place in STARTS,
        is_now=place == REPORTED,
        is_ahead=place > REPORTED,
        spoken_seconds=250 + place * 37 % 160 if place <= REPORTED else None,
    )


def _pair_state(leader: int, unit: int) -> str:
    if unit > REPORTED:
        return "later"
    if unit == REPORTED:
        return "due"
    return "missing" if (leader + unit) % 17 == 0 else "filled"
