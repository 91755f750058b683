"""Charts of grades and of deviations. Every chart has a number table beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BAR_HEIGHT: Final = 16
COLUMN_HEIGHT: Final = 66
STRIP_HEIGHT: Final = 18
STRONGEST: Final = 0.95


@dataclass(frozen=True, slots=True)
class GradeCounts:
    """How many ballots gave each grade, best first; `None` if not disclosed."""

    name: str
    counts: Sequence[int] | None
    starts_category: bool = False

    @property
    def total(self) -> int:
        """Return the number of ballots."""
        return sum(self.counts or ())


def grade_bar(row: GradeCounts, labels: Sequence[str]) -> SafeString:
    """Draw one horizontal bar of grades, best on the inline start."""
    if row.counts is None or not row.total:
        return _hatched(row.name, "fig-bar", BAR_HEIGHT)
    parts = [_portion(*portion) for portion in _portions(row)]
    return format_html(
        '<svg class="fig fig-bar" height="{h}" role="img" aria-label="{label}">{body}'
        '<rect class="outline" width="100%" height="{h}"/></svg>',
        h=BAR_HEIGHT,
        label=_spoken(row, labels),
        body=_joined(parts),
    )


def _portion(level: int, start: float, wide: float) -> SafeString:
    return format_html(
        '<rect class="grade-{}" x="{}%" width="{}%" height="{h}"/>'
        '<line class="gapline" x1="{end}%" x2="{end}%" y1="0" y2="{h}"/>',
        level,
        _n(start),
        _n(wide),
        end=_n(start + wide),
        h=BAR_HEIGHT,
    )


def _portions(row: GradeCounts) -> Iterable[tuple[int, float, float]]:
    start = 0.0
    for level, count in enumerate(row.counts or (), start=1):
        wide = count / row.total * 100
        if count:
            yield level, start, wide
        start += wide


def _spoken(row: GradeCounts, labels: Sequence[str]) -> str:
    told = zip(labels, row.counts or (), strict=False)
    return f"{row.name}: " + ", ".join(f"{label} {count}" for label, count in told)


def _hatched(name: str, kind: str, height: int) -> SafeString:
    lines = format_html_join(
        "",
        '<line class="hatch" x1="{}%" x2="{}%" y1="0" y2="{}"/>',
        ((x, x - 3, height) for x in range(3, 103, 4)),
    )
    return format_html(
        '<svg class="fig {}" height="{}" role="img" aria-label="{}">'
        '<rect class="empty-bar" width="100%" height="{}"/>{}</svg>',
        kind, height, name, height, lines,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Equal columns with a little more room before each new category."""

    starts: tuple[bool, ...]
    gap_share: float = 0.35

    def at(self, index: int) -> float:
        """Return where column `index` begins, in percent."""
        gaps = sum(self.starts[1 : index + 1])
        return (index + gaps * self.gap_share) * self.width

    @property
    def width(self) -> float:
        """Return the width of a column, in percent."""
        gaps = sum(self.starts[1:])
        return 100 / (len(self.starts) + gaps * self.gap_share) if self.starts else 0


def columns_of(rows: Sequence[GradeCounts]) -> Columns:
    """Return the columns in which all layers of one sheet stand."""
    return Columns(tuple(row.starts_category for row in rows))


def grade_columns(rows: Sequence[GradeCounts], labels: Sequence[str]) -> SafeString:
    """Draw one upright bar of grades per unit, best on top."""
    columns = columns_of(rows)
    parts = [
        _column(row, columns.at(i), columns.width * 0.86, labels)
        for i, row in enumerate(rows)
    ]
    return format_html(
        '<svg class="fig fig-columns" height="{}" role="group">{}</svg>',
        COLUMN_HEIGHT,
        _joined(parts),
    )


def _column(
    row: GradeCounts, x: float, wide: float, labels: Sequence[str]
) -> SafeString:
    if row.counts is None or not row.total:
        return format_html(
            '<rect class="empty-bar" x="{}%" width="{}%" height="{}">'
            "<title>{}</title></rect>",
            _n(x), _n(wide), COLUMN_HEIGHT, row.name,
        )  # fmt: skip
    scale = COLUMN_HEIGHT / 100
    body = format_html_join(
        "",
        '<rect class="grade-{}" x="{}%" y="{}" width="{}%" height="{}"/>',
        (
            (level, _n(x), _n(start * scale), _n(wide), _n(max(high * scale - 1, 0.8)))
            for level, start, high in _portions(row)
        ),
    )
    return format_html(
        '<g role="img" aria-label="{0}"><title>{0}</title>{1}'
        '<rect class="outline" x="{2}%" width="{3}%" height="{4}"/></g>',
        _spoken(row, labels), body, _n(x), _n(wide), COLUMN_HEIGHT,
    )  # fmt: skip


def deviation_strip(
    values: Mapping[str, float | None], label: str, columns: Columns | None = None
) -> SafeString:
    """Draw one row of a heat strip: above or below the mean of its criterion.

    The largest deviation is drawn in full, zero fades to paper; a value that
    may not be disclosed leaves its cell empty.
    """
    columns = columns or Columns((False,) * len(values))
    largest = max((abs(v) for v in values.values() if v is not None), default=0) or 1
    cells = format_html_join(
        "",
        '<rect class="{}" x="{}%" width="{}%" height="{}" fill-opacity="{}">'
        "<title>{}</title></rect>",
        (
            (*_cell(value, largest, columns, i), f"{name} {_signed(value)}")
            for i, (name, value) in enumerate(values.items())
        ),
    )
    return format_html(
        '<svg class="fig fig-strip" height="{}" role="img" aria-label="{}">{}</svg>',
        STRIP_HEIGHT,
        label,
        cells,
    )


def _cell(
    value: float | None, largest: float, columns: Columns, index: int
) -> tuple[str, str, str, int, str]:
    kind = "level" if not value else "above" if value > 0 else "below"
    strength = abs(value or 0) / largest * STRONGEST
    place = _n(columns.at(index)), _n(columns.width * 0.92)
    return (kind, *place, STRIP_HEIGHT, _n(1 if kind == "level" else strength))


def _n(number: float) -> str:
    """Write a coordinate: two places, the same in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _signed(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}"


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
