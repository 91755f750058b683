"""The sheet's lines as rows of a table, every number under its label."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from gongping.documents.charts import GradeCounts
from gongping.results.sheet import Counts, Sheet, UnitLine


@dataclass(frozen=True, slots=True)
class CriterionCell:
    """One unit in one criterion."""

    name: str
    score: Decimal | None
    counts: Counts | None
    top_share: float


@dataclass(frozen=True, slots=True)
class Row:
    """One unit; `part` names the category under which it stands."""

    line: UnitLine
    part: str
    counts: Counts | None
    bar: GradeCounts
    by_criterion: tuple[CriterionCell, ...]


def table_of(sheet: Sheet, *, by_score: bool) -> dict[str, Any]:
    """Return what the number tables read."""
    grade_names = [grade.name for grade in sheet.grades]
    labels = [*grade_names, _("不了解")]
    has_criteria = len(sheet.criteria) > 1
    shown = 1 + len(labels) + (len(sheet.criteria) if has_criteria else 0)
    return {
        "rows": [_row(sheet, line, by_score=by_score) for line in sheet.lines],
        "labels": labels,
        "grade_names": grade_names,
        "has_criteria": has_criteria,
        "width": shown + 2,
        "width_hidden": shown,
        "width_counts": len(labels) + 1,
    }


def top_share(counts: Counts) -> float:
    """Return the share of the best grade among the grades given (优秀率)."""
    graded = sum(counts[:-1])
    return float(Fraction(counts[0], graded)) if graded else 0.0


def _row(sheet: Sheet, line: UnitLine, *, by_score: bool) -> Row:
    pooled = line.pooled
    return Row(
        line=line,
        part="" if by_score else line.category,
        counts=pooled,
        bar=GradeCounts(line.name, pooled and pooled[:-1]),
        by_criterion=tuple(_cell(sheet, line, n) for n in range(len(sheet.criteria))),
    )


def _cell(sheet: Sheet, line: UnitLine, place: int) -> CriterionCell:
    counts = line.counts[place] if line.counts else None
    return CriterionCell(
        name=sheet.criteria[place].name,
        score=line.by_criterion[place] if line.by_criterion else None,
        counts=counts,
        top_share=top_share(counts) if counts else 0.0,
    )
