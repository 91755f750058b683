"""The result sheet as aligned layers, drawn on the server in the page's tokens.

All layers share one set of columns; along the sheet everything is in percent, so
that text never scales. The table beside it says the same in numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.documents.charts import Columns, GradeCounts, grade_columns
from gongping.results.sheet import Sheet, UnitLine, category_starts

AXIS_HEIGHT: Final = 206
AXIS_HEAD: Final = 30
AXIS_FOOT: Final = 14
BARS_HEIGHT: Final = 66
STRIP_HEIGHT: Final = 19
LETTER: Final = 15
STRONGEST: Final = 0.95
FEW_TICKS: Final = 6
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)
FILL: Final = 0.92


@dataclass(frozen=True, slots=True)
class Axis:
    """Scores from the foot to the head of the drawing, with lines at round ones."""

    low: int
    high: int
    step: int

    def at(self, score: Decimal) -> float:
        """Return how far down a score lies."""
        room = AXIS_HEIGHT - AXIS_HEAD - AXIS_FOOT
        share = float(score - self.low) / (self.high - self.low)
        return AXIS_HEIGHT - AXIS_FOOT - share * room

    @property
    def ticks(self) -> list[int]:
        """Return the round scores that get a line."""
        return list(range(self.low, self.high + 1, self.step))


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers of the sheet, each to stand beside its label."""

    ticks: SafeString
    axis: SafeString
    names: SafeString
    bars: SafeString
    strips: list[tuple[str, SafeString]]
    outline: SafeString
    summary: str


def layers_of(sheet: Sheet, addresses: Sequence[str], *, by_score: bool) -> Layers:
    """Draw the lines of a sheet; `addresses` lead to each unit's explanation."""
    starts = tuple(category_starts(sheet.lines, by_score=by_score))
    columns, axis = Columns(starts), axis_of(sheet.lines)
    return Layers(
        ticks=_ticks(axis),
        axis=_axis(sheet.lines, columns, axis, by_score=by_score),
        names=_names(sheet.lines, columns),
        bars=_bars(sheet, starts),
        strips=_strips(sheet, columns),
        outline=_outline(sheet, columns, addresses),
        summary=_summary(sheet),
    )


def axis_of(lines: Iterable[UnitLine]) -> Axis:
    """Return an axis that holds all scores shown, in at most six steps."""
    scores = [line.score for line in lines if line.score is not None]
    low, high = floor(min(scores, default=0)), ceil(max(scores, default=100))
    step = next((s for s in STEPS if (high - low) / s <= FEW_TICKS), STEPS[-1])
    bottom = floor(low / step) * step
    return Axis(bottom, max(ceil(high / step) * step, bottom + step), step)


def _axis(
    lines: Sequence[UnitLine], columns: Columns, axis: Axis, *, by_score: bool
) -> SafeString:
    rules = format_html_join(
        "",
        '<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
        ((_n(axis.at(Decimal(tick))),) for tick in axis.ticks),
    )
    dots = format_html_join(
        "",
        '<circle class="dot" cx="{}%" cy="{}" r="4.5"/>',
        (
            (_n(_middle(columns, n)), _n(axis.at(line.score)))
            for n, line in enumerate(lines)
            if line.score is not None
        ),
    )
    heads = SafeString("") if by_score else _heads(lines, columns)
    hatched = _hatching(lines, columns, AXIS_HEAD, AXIS_HEIGHT)
    body = format_html("{}{}{}{}", rules, heads, hatched, dots)
    return _layer("axis", AXIS_HEIGHT, body)


def _ticks(axis: Axis) -> SafeString:
    labels = format_html_join(
        "",
        '<text x="100%" y="{}" text-anchor="end">{}</text>',
        ((_n(axis.at(Decimal(tick)) + 5), tick) for tick in axis.ticks),
    )
    return _layer("ticks", AXIS_HEIGHT, labels)


def _heads(lines: Sequence[UnitLine], columns: Columns) -> SafeString:
    """Name each category above its first unit."""
    first: dict[str, int] = {}
    for n, line in enumerate(lines):
        first.setdefault(line.category, n)
    numbers = {c: sum(line.category == c for line in lines) for c in first}
    return format_html_join(
        "",
        '<text x="{}%" y="16"><tspan class="name">{}</tspan>'
        '<tspan dx="6">{}</tspan></text>',
        ((_n(columns.at(n)), name, numbers[name]) for name, n in first.items()),
    )


def _names(lines: Sequence[UnitLine], columns: Columns) -> SafeString:
    """Set names upright in Chinese; other scripts get the unit's number."""
    is_upright = not (get_language() or "").startswith("en")
    labels = [line.name if is_upright else str(line.number) for line in lines]
    longest = max((len(label) for label in labels), default=1) if is_upright else 1
    texts = format_html_join(
        "",
        '<text class="{}" x="{}%" y="{}">{}</text>',
        (
            (
                "upright" if is_upright else "level-text",
                _n(_middle(columns, n)),
                4 if is_upright else LETTER,
                label,
            )
            for n, label in enumerate(labels)
        ),
    )
    return _layer("names", longest * LETTER + 10, texts)


def _bars(sheet: Sheet, starts: Sequence[bool]) -> SafeString:
    labels = [grade.name for grade in sheet.grades]
    rows = [
        GradeCounts(line.name, line.pooled and line.pooled[:-1], start)
        for line, start in zip(sheet.lines, starts, strict=True)
    ]
    columns = Columns(tuple(starts))
    hidden = [n for n, line in enumerate(sheet.lines) if line.counts is None]
    hatched = format_html_join(
        "", "{}", ((_hatch(columns, n, 0, BARS_HEIGHT),) for n in hidden)
    )
    return format_html(
        '{}<svg class="fig layer-hatch" height="{}" aria-hidden="true">{}</svg>',
        grade_columns(rows, labels),
        BARS_HEIGHT,
        hatched,
    )


def _strips(sheet: Sheet, columns: Columns) -> list[tuple[str, SafeString]]:
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
        (criterion.name, _strip(sheet.lines, row, columns, largest))
        for criterion, row in zip(sheet.criteria, rows, strict=True)
    ]


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
) -> SafeString:
    cells = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" height="{}" fill-opacity="{}"/>',
        (
            (
                "above" if value > 0 else "below",
                _n(columns.at(n)),
                _n(columns.width * FILL),
                STRIP_HEIGHT - 1,
                _n(float(abs(value) / largest) * STRONGEST),
            )
            for n, value in enumerate(row)
            if value is not None
        ),
    )
    hatched = _hatching(lines, columns, 0, STRIP_HEIGHT - 1)
    return _layer("strip", STRIP_HEIGHT, format_html("{}{}", cells, hatched))


def _outline(sheet: Sheet, columns: Columns, addresses: Sequence[str]) -> SafeString:
    """Cover each column with a link that shows its outline and reads its figures."""
    links = format_html_join(
        "",
        '<a href="{}" aria-label="{}"><rect x="{}%" width="{}%" height="100%"/>'
        '<text x="{}%" y="26" text-anchor="{}">{}</text></a>',
        (
            (
                address,
                spoken(line),
                _n(columns.at(n)),
                _n(columns.width * FILL),
                _n(_middle(columns, n)),
                _anchor(_middle(columns, n)),
                spoken(line),
            )
            for n, (line, address) in enumerate(
                zip(sheet.lines, addresses, strict=True)
            )
        ),
    )
    return format_html('<svg class="fig layer-outline">{}</svg>', links)


def spoken(line: UnitLine) -> str:
    """Say a unit and its score."""
    if not line.is_shown:
        return _("%(unit)s　人少不公布") % {"unit": line.name}
    if line.score is None:
        return _("%(unit)s　缺票") % {"unit": line.name}
    return _("%(unit)s　%(score)s 分") % {"unit": line.name, "score": line.score}


def _summary(sheet: Sheet) -> str:
    scores = [line.score for line in sheet.lines if line.score is not None]
    if not scores:
        if any(line.is_shown for line in sheet.lines):
            return _("有的票种没有人评分，算不出综合得分。")
        return _("评分的人太少，得分不公布。")
    said = _("%(n)d 个单位的加权平均分，从 %(low)s 到 %(high)s。数字在下表。")
    return said % {"n": len(scores), "low": min(scores), "high": max(scores)}


def _hatching(
    lines: Sequence[UnitLine], columns: Columns, top: int, foot: int
) -> SafeString:
    hidden = [n for n, line in enumerate(lines) if not line.is_shown]
    parts = ((_hatch(columns, n, top, foot),) for n in hidden)
    return format_html_join("", "{}", parts)


def _hatch(columns: Columns, index: int, top: int, foot: int) -> SafeString:
    """Hatch a column: a cell of its own, so that lines end at its edges."""
    lines = format_html_join(
        "",
        '<line class="hatch" x1="0" x2="100%" y1="{}" y2="{}"/>',
        ((y, y - 12) for y in range(6, foot - top + 12, 6)),
    )
    return format_html(
        '<svg x="{}%" y="{}" width="{}%" height="{}">{}</svg>',
        _n(columns.at(index)), top, _n(columns.width * FILL), foot - top, lines,
    )  # fmt: skip


def _layer(kind: str, height: int, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="fig layer-{}" height="{}" aria-hidden="true">{}</svg>',
        kind, height, body,
    )  # fmt: skip


def _middle(columns: Columns, index: int) -> float:
    return columns.at(index) + columns.width * FILL / 2


def _anchor(x: float) -> str:
    if x > 80:
        return "end"
    return "start" if x < 20 else "middle"


def _n(number: float) -> str:
    """Write a coordinate: two places, the same in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
