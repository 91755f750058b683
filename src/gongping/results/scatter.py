"""Group against group: who sees the units differently, drawn for each pair shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import ceil, floor
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gongping.results.pieces import written
from gongping.results.sheet import Sheet, UnitLine

HEIGHT: Final = 240
FOOT: Final = 26
FEWEST: Final = 3

Point = tuple[UnitLine, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Scatter:
    """One pair of groups: its drawing, and its names for the caption."""

    across: str
    up: str
    drawing: SafeString


def scatters_of(sheet: Sheet) -> list[Scatter]:
    """Draw each pair of groups that may be shown for three units at least."""
    found = []
    for a, b in combinations(range(len(sheet.groups)), 2):
        points = _points(sheet.lines, a, b)
        if len(points) >= FEWEST:
            names = sheet.groups[a].name, sheet.groups[b].name
            found.append(Scatter(*names, _draw(points, *names)))
    return found


def _points(lines: Sequence[UnitLine], a: int, b: int) -> list[Point]:
    return [
        (line, one.score, other.score)
        for line in lines
        if (one := line.by_group[a]) and (other := line.by_group[b])
        if one.score is not None and other.score is not None
    ]


def _draw(points: Sequence[Point], across: str, up: str) -> SafeString:
    ends = [score for _line, x, y in points for score in (x, y)]
    low, high = floor(min(ends)), ceil(max(ends))
    high = max(high, low + 1)
    dots = format_html_join(
        "",
        '<circle class="dot" cx="{}%" cy="{}" r="4.5"><title>{}</title></circle>',
        (
            (
                written(_share(x, low, high) * 100),
                written((HEIGHT - FOOT) * (1 - _share(y, low, high))),
                f"{line.name}　{across} {x}　{up} {y}",
            )
            for line, x, y in points
        ),
    )
    return format_html(
        '<svg class="fig result-scatter" height="{height}" role="img" '
        'aria-label="{said}"><rect class="frame" width="100%" height="{bottom}"/>'
        '<line class="base" x1="0" x2="100%" y1="{bottom}" y2="0"/>{dots}'
        '<text x="0" y="{text}">{low}</text>'
        '<text x="100%" y="{text}" text-anchor="end">{high}</text></svg>',
        height=HEIGHT,
        bottom=HEIGHT - FOOT,
        text=HEIGHT - 6,
        low=low,
        high=high,
        dots=dots,
        said=_said(points, across, up),
    )


def _share(score: Decimal, low: int, high: int) -> float:
    return float((score - low) / (high - low))


def _said(points: Sequence[Point], across: str, up: str) -> str:
    higher = sum(y > x for _line, x, y in points)
    return _(
        "横轴是%(across)s的平均分，纵轴是%(up)s的平均分。"
        "%(n)d 个单位里，%(up)s给得较高的有 %(higher)d 个。数字在下表。"
    ) % {"across": across, "up": up, "n": len(points), "higher": higher}
