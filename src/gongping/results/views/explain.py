"""How one score came about, down to the counts that may be shown."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairscore import in_report, mean_of
from gongping.foundation.audience import STAFF, audience
from gongping.results import selectors
from gongping.results.exceptions import NoSuchResult
from gongping.results.explaining import formula_of, standing_of
from gongping.results.sheet import (
    Counts,
    GroupLine,
    GroupPart,
    Named,
    Sheet,
    UnitLine,
    sheet_of,
)
from gongping.results.views.rows import top_share
from gongping.results.views.shared import chosen_version, heading


@dataclass(frozen=True, slots=True)
class CriterionPart:
    """One row of the explanation: counts, how many graded, and their mean."""

    name: str
    weight: Decimal
    counts: Counts
    graded: int
    points: Decimal | None
    mean: Decimal | None
    top_share: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one group adds; `rows` are empty where its figures are not shown."""

    group: GroupLine
    score: Decimal | None
    rows: tuple[CriterionPart, ...]
    is_shown: bool


@audience(STAFF)
def unit(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Explain the score of one unit from group to group."""
    asked = chosen_version(request)
    found = selectors.get_unit_result(code, key, request.actor, asked)
    sheet = sheet_of(found.figures, is_across=found.is_across)
    line = next((line for line in sheet.units if line.key == key), None)
    if line is None:
        raise NoSuchResult(_("这次测评没有评这个单位。请从结果表进入。"))
    earlier = selectors.earlier_result(found, request.actor)
    context = {
        **heading(found, sheet, request.actor),
        "unit": line,
        "parts": parts_of(sheet, line),
        "weight_total": sum((group.weight for group in sheet.groups), Decimal(0)),
        "is_single": len(sheet.criteria) == 1,
        "criteria_scores": criteria_scores(sheet, line),
        "formula": formula_of(sheet, line),
        "compared": standing_of(found, sheet, line, earlier),
    }
    return render(request, "results/unit.html", context)


def criteria_scores(sheet: Sheet, line: UnitLine) -> list[tuple[str, Decimal | None]]:
    """Return the unit's score in each criterion, if there are several."""
    if len(sheet.criteria) == 1:
        return []
    names = [criterion.name for criterion in sheet.criteria]
    return list(zip(names, line.by_criterion, strict=False))


def parts_of(sheet: Sheet, line: UnitLine) -> list[Part]:
    """Return what each group adds to the score of a unit."""
    parts = []
    for group, part in zip(sheet.groups, line.by_group, strict=True):
        rows = _rows(sheet, part) if part else ()
        score = part.score if part else None
        parts.append(Part(group, score, rows, is_shown=part is not None))
    return parts


def _rows(sheet: Sheet, part: GroupPart) -> tuple[CriterionPart, ...]:
    if sheet.is_numeric:
        each = zip(sheet.criteria, part.counts, part.means, strict=True)
        return tuple(_of_numbers(sheet, *one) for one in each)
    points = [Fraction(grade.number) for grade in sheet.grades]
    return tuple(
        _row(sheet, criterion, row, points)
        for criterion, row in zip(sheet.criteria, part.counts, strict=True)
    )


def _of_numbers(
    sheet: Sheet, criterion: Named, row: Counts, mean: Decimal | None
) -> CriterionPart:
    shown = None if mean is None else in_report(Fraction(mean))
    return CriterionPart(
        name=criterion.name,
        weight=criterion.number,
        counts=row,
        graded=sum(row[:-1]),
        points=None,
        mean=shown,
        top_share=top_share(sheet, row),
    )


def _row(
    sheet: Sheet, criterion: Named, row: Counts, points: list[Fraction]
) -> CriterionPart:
    graded = sum(row[:-1])
    exact = mean_of(row[:-1], points)
    mean = None if exact is None else in_report(exact)
    total = (exact or Fraction(0)) * graded
    points_given = Decimal(total.numerator) / total.denominator
    return CriterionPart(
        name=criterion.name,
        weight=criterion.number,
        counts=row,
        graded=graded,
        points=points_given,
        mean=mean,
        top_share=top_share(sheet, row),
    )
