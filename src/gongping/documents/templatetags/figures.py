"""The figures of the documents room as template tags."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongping.documents import charts, figures
from gongping.documents.coverage import CoverageMatrix, UnitColumn
from gongping.documents.samples import sample_figures
from gongping.foundation import format as formats

register = template.Library()

PAIR_WORDS: Final = {
    "filled": _("已点评"),
    "due": _("本单位待评"),
    "missing": _("已汇报未点评"),
    "later": _("未到"),
    "waived": _("不再点评"),
}
BAR_UNITS: Final = 28


@register.inclusion_tag("documents/figures/month_axis.html")
def month_axis() -> Mapping[str, Any]:
    """Show 1 to 12 over the path column."""
    return {"months": [(n, formats.month(date(2000, n, 1))) for n in range(1, 13)]}


@register.simple_tag
def path_row(
    nodes: Sequence[figures.Node], year: int, begins: date | None = None
) -> SafeString:
    """Draw a path in a table row."""
    return figures.path_row(nodes, year, begins)


@register.simple_tag
def path_axis(nodes: Sequence[figures.Node], begins: date | None = None) -> SafeString:
    """Draw a path large; a list on a phone."""
    return figures.path_axis(nodes, begins)


@register.simple_tag
def path_list(nodes: Sequence[figures.Node]) -> SafeString:
    """List the nodes of a path."""
    return figures.path_list(nodes)


@register.simple_tag
def grade_bar(row: charts.GradeCounts, labels: Sequence[str]) -> SafeString:
    """Draw the grades of one unit."""
    return charts.grade_bar(row, labels)


@register.simple_tag
def grade_columns(
    rows: Sequence[charts.GradeCounts], labels: Sequence[str]
) -> SafeString:
    """Draw the grades of all units."""
    return charts.grade_columns(rows, labels)


@register.simple_tag
def deviation_strip(values: Mapping[str, float | None], label: str) -> SafeString:
    """Draw one criterion's deviations from its mean."""
    return charts.deviation_strip(values, label)


@register.inclusion_tag("documents/figures/grade_legend.html")
def grade_legend(
    labels: Sequence[str], *, deviations: bool = False
) -> Mapping[str, Any]:
    """Show which fill is which grade."""
    return {"labels": list(enumerate(labels, start=1)), "deviations": deviations}


@register.inclusion_tag("documents/figures/coverage_legend.html")
def coverage_legend() -> Mapping[str, Any]:
    """Show what the marks of the matrix mean."""
    return {"words": PAIR_WORDS}


@register.inclusion_tag("documents/figures/coverage_matrix.html")
def coverage_matrix(matrix: CoverageMatrix) -> Mapping[str, Any]:
    """Show leaders by units with speaking time above; a list on a phone."""
    rows = [
        (name, [(unit, matrix.pairs.get((key, unit.key))) for unit in matrix.units])
        for key, name in matrix.leaders
    ]
    return {
        "matrix": matrix,
        "rows": rows,
        "words": PAIR_WORDS,
        "missing": matrix.missing(),
        "bars": [(unit, _bar(unit, matrix)) for unit in matrix.units],
        "limit_y": BAR_UNITS / 3,
    }


def _bar(unit: UnitColumn, matrix: CoverageMatrix) -> Mapping[str, float] | None:
    """Return a bar whose limit stands at two thirds of the height."""
    if unit.spoken_seconds is None or not matrix.limit_seconds:
        return None
    scale = BAR_UNITS * 2 / 3 / matrix.limit_seconds
    spoken = min(unit.spoken_seconds, matrix.limit_seconds) * scale
    over = max(unit.spoken_seconds - matrix.limit_seconds, 0) * scale
    return {
        "spoken": round(spoken, 1),
        "top": round(BAR_UNITS - spoken, 1),
        "over": round(min(over, BAR_UNITS / 3), 1),
        "over_top": round(max(BAR_UNITS / 3 - over, 0), 1),
    }


@register.filter
def unlocalised(value: float) -> str:
    """Write a coordinate as SVG wants it in every language."""
    return str(value)


@register.filter
def word_of(words: Mapping[str, str], key: str) -> str:
    """Look up a word by key."""
    return words[key]


@register.inclusion_tag("documents/figures/samples.html")
def figure_samples() -> Mapping[str, Any]:
    """Show one of each figure, for the page of components."""
    return sample_figures()
