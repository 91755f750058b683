"""The result sheet as aligned layers, drawn on the server in the page's tokens.

All layers share one set of columns; along the sheet everything is in percent, so
that text never scales. The table beside it says the same in numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongping.documents.charts import Columns, GradeCounts, grade_columns
from gongping.foundation.names import in_english
from gongping.results.bands import Band, bands_of, shading, tier_name
from gongping.results.bands import heads as tier_heads
from gongping.results.pieces import (
    FILL,
    anchor,
    hatch,
    hatching,
    layer,
    middle,
    strips,
    written,
)
from gongping.results.sheet import Place, Sheet, UnitLine, category_starts
from gongping.results.statements import lacking_of

AXIS_HEIGHT: Final = 236
AXIS_HEAD: Final = 30
AXIS_FOOT: Final = 14
BARS_HEIGHT: Final = 66
LETTER: Final = 15
ROW: Final = 20
FEW_TICKS: Final = 6
STEPS: Final = (1, 2, 5, 10, 20, 50, 100)


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
    is_numbered: bool
    tiers: SafeString
    places: SafeString
    bars: SafeString
    lacking: SafeString
    strips: list[tuple[str, SafeString]]
    outline: SafeString
    summary: str


def layers_of(
    sheet: Sheet, addresses: Sequence[str], *, by_score: bool, is_ranked: bool = False
) -> Layers:
    """Draw the lines of a sheet; `addresses` lead to each unit's explanation.

    An empty address is that of a unit whose explanation is not for the reader.
    """
    is_mixed = by_score and sheet.is_across
    starts = tuple(category_starts(sheet.lines, is_mixed=is_mixed))
    columns, axis = Columns(starts), axis_of(sheet.lines)
    bands = bands_of(sheet.lines, is_mixed=is_mixed) if by_score else []
    is_one = is_mixed or not any(starts)
    nothing = SafeString("")
    return Layers(
        ticks=_ticks(axis),
        axis=_axis(sheet.lines, columns, axis, bands, are_tiers_named=is_one),
        names=_names(sheet.lines, columns, bands),
        is_numbered=not _is_upright(),
        tiers=nothing if bands and is_one else _tiers(sheet.lines, columns),
        places=_places(sheet.lines, columns, bands) if is_ranked else nothing,
        bars=_bars(sheet, starts),
        lacking=_lacking(sheet.lines, columns),
        strips=strips(sheet, columns),
        outline=_outline(sheet, columns, addresses, is_ranked=is_ranked),
        summary=_summary(sheet),
    )


def axis_of(lines: Iterable[UnitLine]) -> Axis:
    """Return an axis that holds all scores and intervals, in at most six steps."""
    scores = [end for line in lines for end in _reach(line)]
    low, high = floor(min(scores, default=0)), ceil(max(scores, default=100))
    step = next((s for s in STEPS if (high - low) / s <= FEW_TICKS), STEPS[-1])
    bottom = floor(low / step) * step
    return Axis(bottom, max(ceil(high / step) * step, bottom + step), step)


def _reach(line: UnitLine) -> list[Decimal]:
    ends = line.place.interval if line.place else None
    return [*([] if line.drawn is None else [line.drawn]), *(ends or ())]


def _axis(
    lines: Sequence[UnitLine],
    columns: Columns,
    axis: Axis,
    bands: Sequence[Band],
    *,
    are_tiers_named: bool,
) -> SafeString:
    rules = format_html_join(
        "",
        '<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
        ((written(axis.at(Decimal(tick))),) for tick in axis.ticks),
    )
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}%" cy="{}" r="{}"/>',
        (
            (
                "dot-on" if line.place and line.place.bar else "dot",
                written(middle(columns, n)),
                written(axis.at(line.drawn)),
                "1.5" if line.place and line.place.bar else "3.5",
            )
            for n, line in enumerate(lines)
            if line.drawn is not None
        ),
    )
    is_banded = bool(bands) and are_tiers_named
    heads = tier_heads(bands, columns) if is_banded else _heads(lines, columns)
    hatched = hatching(lines, columns, AXIS_HEAD, AXIS_HEIGHT)
    shaded = shading(bands, columns, AXIS_HEIGHT)
    parts = [shaded, rules, heads, hatched, *_errors(lines, columns, axis), dots]
    body = format_html_join("", "{}", ((part,) for part in parts))
    return layer("axis", AXIS_HEIGHT, body)


def _errors(
    lines: Sequence[UnitLine], columns: Columns, axis: Axis
) -> tuple[SafeString, SafeString]:
    """Draw each interval thin, and thicker the part that pairs are read by."""
    placed = [(n, line.place) for n, line in enumerate(lines) if line.place]
    spans = [(n, place.interval, "reach") for n, place in placed if place.interval]
    pairs = [(n, place.bar, "pair") for n, place in placed if place.bar]
    return _sticks(spans, columns, axis), _sticks(pairs, columns, axis)


def _sticks(
    spans: Sequence[tuple[int, tuple[Decimal, Decimal], str]],
    columns: Columns,
    axis: Axis,
) -> SafeString:
    return format_html_join(
        "",
        '<line class="{0}" x1="{1}%" x2="{1}%" y1="{2}" y2="{3}"/>',
        (
            (
                kind,
                written(middle(columns, n)),
                written(axis.at(high)),
                written(axis.at(low)),
            )
            for n, (low, high), kind in spans
        ),
    )


def _tiers(lines: Sequence[UnitLine], columns: Columns) -> SafeString:
    """Set the number of each unit's tier; a unit near the border carries a mark."""
    if not any(line.place for line in lines):
        return SafeString("")
    texts = ((n, str(line.place.tier)) for n, line in enumerate(lines) if line.place)
    return layer("tiers", ROW, _row_of(texts, columns, LETTER))


def _places(
    lines: Sequence[UnitLine], columns: Columns, bands: Sequence[Band]
) -> SafeString:
    """Set the likely places of each unit, from and to, one under the other."""
    ranked = [(n, line.place.ranks) for n, line in enumerate(lines) if line.place]
    rows = [
        _row_of(((n, str(ranks[end])) for n, ranks in ranked), columns, down)
        for end, down in ((0, LETTER), (1, LETTER + ROW - 2))
    ]
    shaded = shading(bands, columns, 2 * ROW)
    return layer("places", 2 * ROW, format_html("{}{}{}", shaded, *rows))


def _row_of(
    texts: Iterable[tuple[int, str]], columns: Columns, down: int
) -> SafeString:
    return format_html_join(
        "",
        '<text class="level-text" x="{}%" y="{}">{}</text>',
        ((written(middle(columns, n)), down, text) for n, text in texts),
    )


def _ticks(axis: Axis) -> SafeString:
    labels = format_html_join(
        "",
        '<text x="100%" y="{}" text-anchor="end">{}</text>',
        ((written(axis.at(Decimal(tick)) + 5), tick) for tick in axis.ticks),
    )
    return layer("ticks", AXIS_HEIGHT, labels)


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
        ((written(columns.at(n)), name, numbers[name]) for name, n in first.items()),
    )


def _names(
    lines: Sequence[UnitLine], columns: Columns, bands: Sequence[Band]
) -> SafeString:
    """Set names upright in Chinese; other scripts get the unit's number."""
    is_upright = _is_upright()
    labels = [line.name if is_upright else str(line.number) for line in lines]
    longest = max((len(label) for label in labels), default=1) if is_upright else 1
    texts = format_html_join(
        "",
        '<text class="{}" x="{}%" y="{}">{}</text>',
        (
            (
                "upright" if is_upright else "level-text",
                written(middle(columns, n)),
                4 if is_upright else LETTER,
                label,
            )
            for n, label in enumerate(labels)
        ),
    )
    height = longest * LETTER + 10
    shaded = shading(bands, columns, height)
    return layer("names", height, format_html("{}{}", shaded, texts))


def _is_upright() -> bool:
    return not in_english()


def _bars(sheet: Sheet, starts: Sequence[bool]) -> SafeString:
    labels = [mark.name for mark in sheet.marks]
    rows = [
        GradeCounts(line.name, line.pooled and sheet.by_mark(line.pooled), start)
        for line, start in zip(sheet.lines, starts, strict=True)
    ]
    columns = Columns(tuple(starts))
    hidden = [n for n, line in enumerate(sheet.lines) if line.counts is None]
    hatched = format_html_join(
        "", "{}", ((hatch(columns, n, 0, BARS_HEIGHT),) for n in hidden)
    )
    return format_html(
        '{}<svg class="fig layer-hatch" height="{}" aria-hidden="true">{}</svg>',
        grade_columns(rows, labels),
        BARS_HEIGHT,
        hatched,
    )


def _lacking(lines: Sequence[UnitLine], columns: Columns) -> SafeString:
    """Hatch a line under the grades of units that lack a group shown of others."""
    if not any(line.withheld for line in lines):
        return SafeString("")
    lacking = [n for n, line in enumerate(lines) if line.withheld]
    parts = ((hatch(columns, n, 4, ROW - 4),) for n in lacking)
    return layer("lacking", ROW, format_html_join("", "{}", parts))


def _outline(
    sheet: Sheet, columns: Columns, addresses: Sequence[str], *, is_ranked: bool
) -> SafeString:
    """Cover each column with a link that shows its outline and reads its figures."""
    links = format_html_join(
        "",
        '<a {} aria-label="{}"><rect x="{}%" width="{}%" height="100%"/>'
        '<text x="{}%" y="26" text-anchor="{}">{}</text></a>',
        (
            (
                _leading(address),
                spoken(line, is_ranked=is_ranked),
                written(columns.at(n)),
                written(columns.width * FILL),
                written(middle(columns, n)),
                anchor(middle(columns, n)),
                spoken(line, is_ranked=is_ranked),
            )
            for n, (line, address) in enumerate(
                zip(sheet.lines, addresses, strict=True)
            )
        ),
    )
    return format_html('<svg class="fig layer-outline" data-columns>{}</svg>', links)


def _leading(address: str) -> SafeString:
    """Return where a column leads; one that leads nowhere can still be focused."""
    if address:
        return format_html('href="{}"', address)
    return SafeString('tabindex="0" role="img"')


def spoken(line: UnitLine, *, is_ranked: bool = False) -> str:
    """Say a unit, its score, its tier, and where it is likely to stand."""
    if not line.is_shown:
        return _("%(unit)s　人少不公布") % {"unit": line.name}
    if line.score is None:
        return _("%(unit)s　缺票") % {"unit": line.name}
    said = [_("%(unit)s　%(score)s 分") % {"unit": line.name, "score": line.score}]
    if line.is_adjusted:
        said.append(_("校正得分 %(score)s") % {"score": line.drawn})
    if line.place:
        said += _standing(line.place, is_ranked=is_ranked)
    if line.withheld:
        said.append(lacking_of(line))
    return _("，").join(said)


def _standing(place: Place, *, is_ranked: bool) -> Iterator[str]:
    if place.interval:
        low, high = place.interval
        yield _("区间 %(low)s–%(high)s") % {"low": low, "high": high}
    yield tier_name(place.tier)
    if is_ranked:
        first, last = place.ranks
        yield _("大致在第 %(a)d–%(b)d 名") % {"a": first, "b": last}
    if place.is_marked:
        yield _("与邻档难分")


def _summary(sheet: Sheet) -> str:
    scores = [line.score for line in sheet.lines if line.score is not None]
    if not scores:
        if any(line.is_shown for line in sheet.lines):
            return _("有的票种没有人评分，算不出综合得分。")
        return _("评分的人太少，得分不公布。")
    said = _("%(n)d 个单位的加权平均分，从 %(low)s 到 %(high)s。数字在下表。")
    return said % {"n": len(scores), "low": min(scores), "high": max(scores)}
