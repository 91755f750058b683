"""The sheet's lines as rows of a table, every number under its label."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from gongping.documents.charts import GradeCounts
from gongping.results.changes import Change, change_of
from gongping.results.sheet import Counts, Sheet, UnitLine
from gongping.results.statements import lacking_of, step_names


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
    lacking: str
    by_criterion: tuple[CriterionCell, ...]
    change: Change | None


def table_of(
    sheet: Sheet, earlier: Sheet | None = None, *, by_score: bool
) -> dict[str, Any]:
    """Return what the number tables read; `earlier` is the sheet to hold beside it."""
    before = {unit.key: unit for unit in earlier.units} if earlier else {}
    is_mixed = by_score and (sheet.is_across or not sheet.compared)
    has_tiers = any(line.place for line in sheet.lines)
    labels = [*step_names(sheet), _("不了解")]
    has_criteria = len(sheet.criteria) > 1
    shown = 1 + len(labels) + (len(sheet.criteria) if has_criteria else 0)
    shown += 2 * has_tiers + bool(before)
    return {
        "rows": [_row(sheet, line, before, is_mixed) for line in sheet.lines],
        "has_tiers": has_tiers,
        "labels": labels,
        "grade_names": [mark.name for mark in sheet.marks],
        "has_criteria": has_criteria,
        "width": shown + 2,
        "width_hidden": shown,
        "width_counts": len(labels) + (not sheet.is_numeric),
    }


def top_share(sheet: Sheet, counts: Counts) -> float:
    """Return the share of the best grade among the grades given (优秀率)."""
    graded, best = sum(counts[:-1]), sheet.by_mark(counts)[0]
    return float(Fraction(best, graded)) if graded else 0.0


def _row(
    sheet: Sheet,
    line: UnitLine,
    before: dict[int, UnitLine],
    is_mixed: bool,  # noqa: FBT001 -- one of four that every row gets
) -> Row:
    pooled = line.pooled
    return Row(
        line=line,
        change=change_of(line, before.get(line.key)),
        part="" if is_mixed else line.category,
        counts=pooled,
        bar=GradeCounts(line.name, pooled and sheet.by_mark(pooled)),
        lacking=lacking_of(line),
        by_criterion=tuple(_cell(sheet, line, n) for n in range(len(sheet.criteria))),
    )


def _cell(sheet: Sheet, line: UnitLine, place: int) -> CriterionCell:
    counts = line.counts[place] if line.counts else None
    return CriterionCell(
        name=sheet.criteria[place].name,
        score=line.by_criterion[place] if line.by_criterion else None,
        counts=counts,
        top_share=top_share(sheet, counts) if counts else 0.0,
    )
