"""Figures drawn on the server as SVG, in the page's own tokens.

Positions along a figure are percentages, so that a figure is as wide as its
place without ever scaling its text. Colours and heights are the style sheet's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation import clock
from gongping.foundation import format as formats

QUARTERS: Final = (25, 50, 75)
ROW_HEIGHT: Final = 45
WHOLE: Final = "100%"
MIDDLE: Final = "50%"


@dataclass(frozen=True, slots=True)
class Node:
    """One milestone: its day, its name, and how it stands.

    `state` is "done", "soon", "late", "waiting" (reported, unverified) or
    "planned".
    """

    on: date
    state: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days onto which dates are laid, as percentages."""

    start: date
    end: date

    def at(self, day: date) -> float:
        """Return where `day` lies, kept within the stretch."""
        whole = max((self.end - self.start).days, 1)
        return min(max((day - self.start).days / whole, 0), 1) * 100

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies on the stretch."""
        return self.start <= day <= self.end


def year_span(year: int) -> Span:
    """Return January to December of a year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


# One mark per state, in a square of 18 units round the origin.
_MARKS: Final = {
    "done": '<circle r="{r}" class="mark-done"/>',
    "planned": '<circle r="{r}" class="mark-planned" stroke-width="1.5"/>',
    "waiting": '<circle r="{r}" class="mark-waiting"/>',
    "soon": '<path d="M0-{t}L{t} {b}H-{t}Z" class="mark-soon"/>',
    "late": '<path d="M0-{t}L{t} 0L0 {t}L-{t} 0Z" class="mark-late"/>',
}


def _mark(state: str, radius: float) -> SafeString:
    drawn = _MARKS[state].format(
        r=radius, t=round(radius * 1.5, 1), b=round(radius * 1.15, 1)
    )
    return mark_safe(drawn)  # noqa: S308 - constant text and numbers


def _placed(x: float, y: float | str, inner: SafeString) -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible">{}</svg>', _pc(x), y, inner
    )


def _line(
    kind: str, x1: float, x2: float, y1: float | str, y2: float | str
) -> SafeString:
    return format_html(
        '<line class="{}" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        kind, _pc(x1), _pc(x2), y1, y2,
    )  # fmt: skip


def _pc(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def path_summary(nodes: Sequence[Node]) -> str:
    """Say a path in one sentence, for those who do not see it."""
    done = sum(node.state == "done" for node in nodes)
    count = ngettext("%(n)d 个节点", "%(n)d 个节点", len(nodes)) % {"n": len(nodes)}
    said = _("%(count)s，完成 %(done)d 个") % {"count": count, "done": done}
    ahead = next((n for n in nodes if n.state in {"soon", "late", "planned"}), None)
    if ahead is None:
        return said
    return _("%(said)s，下一节点 %(day)s %(label)s") % {
        "said": said,
        "day": formats.day(ahead.on),
        "label": ahead.label,
    }


def path_row(
    nodes: Sequence[Node], year: int, begins: date | None = None
) -> SafeString:
    """Draw a path on January to December, as high as one row of the ledger.

    The today line runs from edge to edge, however high the row becomes, so that
    rows join into one line.
    """
    nodes = sorted(nodes, key=lambda node: node.on)
    span = year_span(year)
    parts = [_line("grid", x, x, 0, WHOLE) for x in QUARTERS]
    if span.holds(clock.today()):
        here = span.at(clock.today())
        parts.append(_line("today", here, here, 0, WHOLE))
    parts += _way(nodes, span, MIDDLE, begins)
    parts += [_placed(span.at(node.on), MIDDLE, _mark(node.state, 4)) for node in nodes]
    return format_html(
        '<svg class="fig fig-row" height="{}" role="img" aria-label="{}">{}</svg>',
        ROW_HEIGHT,
        path_summary(nodes),
        _joined(parts),
    )


def _way(
    nodes: Sequence[Node], span: Span, y: float | str, begins: date | None
) -> list[SafeString]:
    if not nodes:
        return []
    first = span.at(begins or nodes[0].on - timedelta(days=20))
    parts = [_line("way", first, span.at(nodes[-1].on), y, y)]
    done = [node for node in nodes if node.state == "done"]
    if done:
        parts.append(_line("way-done", first, span.at(done[-1].on), y, y))
    return parts


# The lanes under a long path: a label moves one lane down where two would touch.
AXIS_Y: Final = 42
AXIS_FOOT: Final = 58
LANE_TOP: Final = 78
LANE_HEIGHT: Final = 42
NARROWEST: Final = 600
NEAR_END: Final = 88
WIDE_LETTER: Final = 14.5
NARROW_LETTER: Final = 8


def path_axis(nodes: Sequence[Node], begins: date | None = None) -> SafeString:
    """Draw one path large, with months above and names and days below."""
    nodes = sorted(nodes, key=lambda node: node.on)
    span = _axis_span(nodes, begins)
    lanes = _lanes(nodes, span)
    height = LANE_TOP + LANE_HEIGHT * (max(lanes, default=0) + 1) - 12
    parts = [*_months(span), _line("base", 0, 100, AXIS_FOOT, AXIS_FOOT)]
    parts += _way(nodes, span, AXIS_Y, begins)
    parts += _today(span, height)
    for node, lane in zip(nodes, lanes, strict=True):
        parts.append(_placed(span.at(node.on), AXIS_Y, _mark(node.state, 6)))
        parts.append(_caption(node, span.at(node.on), LANE_TOP + lane * LANE_HEIGHT))
    return format_html(
        '<svg class="fig only-wide" height="{}" role="img" aria-label="{}">{}</svg>{}',
        height,
        path_summary(nodes),
        _joined(parts),
        path_list(nodes, narrow=True),
    )


def _axis_span(nodes: Sequence[Node], begins: date | None) -> Span:
    days = [node.on for node in nodes] + [begins or clock.today()]
    first, last = min(days).replace(day=1), max(days)
    return Span(first, last + timedelta(days=max(30, (last - first).days // 8)))


def _months(span: Span) -> list[SafeString]:
    parts, month = [], span.start
    while month < span.end:
        x = span.at(month)
        parts.append(_line("grid", x, x, 22, AXIS_FOOT))
        if x < 96:
            parts.append(
                format_html(
                    '<text x="{}%" dx="4" y="16">{}</text>',
                    _pc(x),
                    formats.month(month),
                )
            )
        month = (month + timedelta(days=32)).replace(day=1)
    return parts


def _today(span: Span, height: int) -> list[SafeString]:
    today = clock.today()
    if not span.holds(today):
        return []
    x = span.at(today)
    word = format_html(
        '<text class="today" x="{}%" dx="-6" y="{}" text-anchor="end">{}</text>',
        _pc(x),
        height - 2,
        _("今天"),
    )
    return [_line("today", x, x, 22, height), word]


def _caption(node: Node, x: float, y: int) -> SafeString:
    dx, anchor = (8, "end") if x > NEAR_END else (-6, "start")
    return format_html(
        '<g text-anchor="{}"><text class="name" x="{x}%" dx="{dx}" y="{}">{}</text>'
        '<text class="{}" x="{x}%" dx="{dx}" y="{}">{} {}</text></g>',
        anchor, y, node.label, node.state, y + 19, formats.day(node.on),
        node_note(node), x=_pc(x), dx=dx,
    )  # fmt: skip


def node_note(node: Node) -> str:
    """Say how a node stands: done, reported, or how far away."""
    if node.state == "done":
        return _("已完成")
    if node.state == "waiting":
        return _("待审核")
    return formats.relative_days(node.on) if node.state in {"soon", "late"} else ""


def _lanes(nodes: Sequence[Node], span: Span) -> list[int]:
    """Give each label the first lane in which it does not touch another."""
    ends: list[float] = []
    lanes: list[int] = []
    for node in nodes:
        start = span.at(node.on) / 100 * NARROWEST
        wide = _width(node.label, formats.day(node.on) + " " + node_note(node))
        if span.at(node.on) > NEAR_END:
            start -= wide
        lane = next((i for i, end in enumerate(ends) if start > end), len(ends))
        ends[lane : lane + 1] = [start + wide]
        lanes.append(lane)
    return lanes


def _width(*lines: str) -> float:
    return max(
        sum(WIDE_LETTER if letter > "⺀" else NARROW_LETTER for letter in line) + 8
        for line in lines
    )


def path_list(nodes: Sequence[Node], *, narrow: bool = False) -> SafeString:
    """List the nodes of a path: the same as the drawing, in words."""
    rows = format_html_join(
        "",
        '<li><svg class="fig shape" viewBox="-7 -7 14 14" aria-hidden="true">{}</svg>'
        "<span>{}</span><span>{} {}</span></li>",
        (
            (_mark(n.state, 4), n.label, formats.day(n.on), node_note(n))
            for n in sorted(nodes, key=lambda node: node.on)
        ),
    )
    kind = "path-list only-narrow" if narrow else "path-list"
    return format_html('<ol class="{}">{}</ol>', kind, rows)
