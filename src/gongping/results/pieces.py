"""Pieces that all layers of the sheet share, and the strips of deviations."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongping.documents.charts import Columns
from gongping.results.sheet import Sheet, UnitLine

STRIP_HEIGHT: Final = 19
A_LINE: Final = 14
"""So many narrow letters, or half as many Chinese ones, stand beside a strip."""
MOST_LINES: Final = 4
LABEL_LINE: Final = 17
LAST_NARROW: Final = "\u2e7f"
STRONGEST: Final = 0.95
FILL: Final = 0.92


def strips(sheet: Sheet, columns: Columns) -> list[tuple[str, SafeString]]:
    """Draw each criterion's distance from its mean over the units shown."""
    if len(sheet.criteria) == 1:
        return []
    rows = [
        deviations(sheet.lines, sheet.units, place)
        for place in range(len(sheet.criteria))
    ]
    far = [abs(d) for row in rows for d in row if d is not None]
    largest = max(far, default=Decimal(0)) or Decimal(1)
    return [
        (
            criterion.name,
            _strip(sheet.lines, row, columns, largest, height_for(criterion.name)),
        )
        for criterion, row in zip(sheet.criteria, rows, strict=True)
    ]


def height_for(label: str) -> int:
    """Return how high a strip is, so that its label stands beside it uncut."""
    wide = sum(2 if letter > LAST_NARROW else 1 for letter in label)
    return max(STRIP_HEIGHT, min(ceil(wide / A_LINE), MOST_LINES) * LABEL_LINE + 2)


def deviations(
    lines: Sequence[UnitLine], units: Sequence[UnitLine], place: int
) -> list[Decimal | None]:
    """Return how far each line lies from the mean of all `units` in a criterion."""
    known = [u.by_criterion[place] for u in units if u.by_criterion]
    scores = [score for score in known if score is not None]
    if not scores:
        return [None] * len(lines)
    mean = sum(scores, Decimal(0)) / len(scores)
    own = [line.by_criterion[place] if line.by_criterion else None for line in lines]
    return [None if score is None else score - mean for score in own]


def _strip(
    lines: Sequence[UnitLine],
    row: Sequence[Decimal | None],
    columns: Columns,
    largest: Decimal,
    height: int,
) -> SafeString:
    cells = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" height="{}" fill-opacity="{}"/>',
        (
            (
                "above" if value > 0 else "below",
                written(columns.at(n)),
                written(columns.width * FILL),
                height - 1,
                written(float(abs(value) / largest) * STRONGEST),
            )
            for n, value in enumerate(row)
            if value is not None
        ),
    )
    hatched = hatching(lines, columns, 0, height - 1)
    return layer("strip", height, format_html("{}{}", cells, hatched))


def hatching(
    lines: Sequence[UnitLine], columns: Columns, top: int, foot: int
) -> SafeString:
    hidden = [n for n, line in enumerate(lines) if not line.is_shown]
    parts = ((hatch(columns, n, top, foot),) for n in hidden)
    return format_html_join("", "{}", parts)


def hatch(columns: Columns, index: int, top: int, foot: int) -> SafeString:
    """Hatch a column: a cell of its own, so that lines end at its edges."""
    lines = format_html_join(
        "",
        '<line class="hatch" x1="0" x2="100%" y1="{}" y2="{}"/>',
        ((y, y - 12) for y in range(6, foot - top + 12, 6)),
    )
    return format_html(
        '<svg x="{}%" y="{}" width="{}%" height="{}">{}</svg>',
        written(columns.at(index)),
        top,
        written(columns.width * FILL),
        foot - top,
        lines,
    )


def layer(kind: str, height: int, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="fig layer-{}" height="{}" aria-hidden="true">{}</svg>',
        kind, height, body,
    )  # fmt: skip


def middle(columns: Columns, index: int) -> float:
    return columns.at(index) + columns.width * FILL / 2


def anchor(x: float) -> str:
    if x > 80:
        return "end"
    return "start" if x < 20 else "middle"


def written(number: float) -> str:
    """Write a coordinate: two places, the same in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
