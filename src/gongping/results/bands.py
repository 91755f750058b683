"""Tiers of the sheet: the bands behind the drawing, or numbers under the names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongping.documents.charts import Columns
from gongping.results.pieces import written
from gongping.results.sheet import UnitLine

SIZED: Final = 5
NAMED_WITH_SIZE: Final = 7
NUMERALS: Final = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring columns of one tier."""

    first: int
    last: int
    tier: int

    @property
    def size(self) -> int:
        """Return how many units stand in it."""
        return self.last - self.first + 1


def tier_name(tier: int) -> str:
    """Name a tier as it is spoken: 第一档."""
    is_english = (get_language() or "").startswith("en")
    spelt = str(tier)
    if not is_english and tier < len(NUMERALS):
        spelt = NUMERALS[tier]
    return _("第%(n)s档") % {"n": spelt}


def bands_of(lines: Sequence[UnitLine], *, is_mixed: bool) -> list[Band]:
    """Return the tiers of lines in score order; lines without one stand in no band.

    Tiers of different categories are different bands unless all are compared.
    """
    bands, start = [], 0
    for key, run in groupby(lines, lambda line: _key(line, is_mixed=is_mixed)):
        size = len(list(run))
        if key[1]:
            bands.append(Band(start, start + size - 1, key[1]))
        start += size
    return bands


def _key(line: UnitLine, *, is_mixed: bool) -> tuple[str, int]:
    return "" if is_mixed else line.category, line.place.tier if line.place else 0


def shading(bands: Sequence[Band], columns: Columns, height: int) -> SafeString:
    """Shade every other tier."""
    return format_html_join(
        "",
        '<rect class="band" x="{}%" width="{}%" height="{}"/>',
        (
            (written(columns.at(band.first)), written(_width(band, columns)), height)
            for band in bands
            if band.tier % 2
        ),
    )


def heads(bands: Sequence[Band], columns: Columns) -> SafeString:
    """Name each tier above its columns, with its size where there is room."""
    return format_html_join(
        "",
        '<text x="{}%" y="16" text-anchor="{}">'
        '<tspan class="name" dx="{}">{}</tspan>{}</text>',
        (
            (
                written(_anchored(band, columns)[0]),
                _anchored(band, columns)[1],
                -4 if _anchored(band, columns)[1] == "end" else 6,
                tier_name(band.tier) if _has_room(bands, n) else str(band.tier),
                _size(band) if _is_sized(band) else "",
            )
            for n, band in enumerate(bands)
        ),
    )


def _has_room(bands: Sequence[Band], n: int) -> bool:
    """Tell whether a tier's name fits: above itself, or at the end before itself."""
    if bands[n].size > 1:
        return True
    is_last = 0 < n == len(bands) - 1
    return is_last and bands[n - 1].size > (
        NAMED_WITH_SIZE if _is_sized(bands[n - 1]) else 3
    )


def _is_sized(band: Band) -> bool:
    return band.size > SIZED


def _size(band: Band) -> SafeString:
    said = ngettext("%(n)d 个单位", "%(n)d 个单位", band.size) % {"n": band.size}
    return format_html('<tspan dx="8">{}</tspan>', said)


def _anchored(band: Band, columns: Columns) -> tuple[float, str]:
    end = columns.at(band.first) + _width(band, columns)
    return (
        (end, "end")
        if end > 98 and band.size < 4
        else (columns.at(band.first), "start")
    )


def _width(band: Band, columns: Columns) -> float:
    return columns.at(band.last) - columns.at(band.first) + columns.width
