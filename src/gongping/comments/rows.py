"""What a leader writes on the pad: rows of points in four sections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.comments.models import CommentPoint, Section
from gongping.comments.states import Disposition
from gongping.foundation.errors import Invalid
from gongping.ledger.states import Track

# Far more than a comment may hold: what is too much is said, never left out.
ROWS_AT_MOST = 200
HINTS = {
    Section.ACHIEVEMENTS: gettext_lazy("做成了什么"),
    Section.PRIORITIES: gettext_lazy("下一步抓什么"),
    Section.DIRECTIONS: gettext_lazy("怎么推进"),
    Section.PROBLEMS: gettext_lazy("写具体的事，不写评语"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One point as typed on the pad."""

    section: str
    text: str
    track: str = "business"
    disposition: str = Disposition.UNDECIDED
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the pad, as it is shown and as it comes back."""

    number: int
    section: str
    text: str = ""
    track: str = Track.BUSINESS
    disposition: str = Disposition.UNDECIDED
    due_on: str = ""
    asks: str = ""

    @property
    def section_name(self) -> str:
        """Return the section as the reader calls it."""
        return str(Section(self.section).label)

    @property
    def is_follow_up(self) -> bool:
        """Tell whether the point is to be handed on (转办)."""
        return self.disposition == Disposition.FOLLOW_UP


def rows_of(points: Iterable[CommentPoint]) -> list[Row]:
    """Return the rows of a kept draft."""
    return [
        Row(
            number,
            point.section,
            point.text,
            point.track,
            point.disposition,
            point.due_on.isoformat() if point.due_on else "",
        )
        for number, point in enumerate(points)
    ]


def rows_from(data: Mapping[str, str]) -> list[Row]:
    """Return the rows that the pad sent, in the order of their numbers."""
    return [
        Row(
            number,
            data[f"p-{number}-section"],
            data.get(f"p-{number}-text", ""),
            data.get(f"p-{number}-track", Track.BUSINESS),
            data.get(f"p-{number}-disposition", Disposition.UNDECIDED),
            data.get(f"p-{number}-due_on", ""),
        )
        for number in range(ROWS_AT_MOST)
        if f"p-{number}-section" in data
    ]


def with_room_to_write(rows: list[Row], more_in: str = "") -> list[Row]:
    """Return the rows with one empty line in each empty section, and in `more_in`."""
    grown = list(rows)
    for section in Section:
        is_empty = all(row.section != section for row in rows)
        if is_empty or section == more_in:
            grown.append(Row(len(grown), section, disposition=_first_choice(section)))
    return grown


def asking(rows: list[Row], required: Iterable[str]) -> list[Row]:
    """Return the rows, those marked that still ask for words or for a decision."""
    said = {row.section for row in rows if row.text.strip()}
    empty = {section for section in required if section not in said}
    return [replace(row, asks=_lack(row, empty)) for row in rows]


def points_of(rows: Iterable[Row]) -> list[Point]:
    """Return the points to keep; raise `Invalid` for a date that does not exist."""
    return [
        Point(row.section, row.text, row.track, row.disposition, _date(row.due_on))
        for row in rows
        if row.text.strip()
    ]


def _lack(row: Row, empty: set[str]) -> str:
    if row.section in empty:
        return "words"
    is_undecided = row.disposition == Disposition.UNDECIDED
    return "decision" if row.text.strip() and is_undecided else ""


def _first_choice(section: str) -> str:
    if section == Section.ACHIEVEMENTS:
        return Disposition.REFERENCE
    return Disposition.UNDECIDED


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Invalid(_("没有这一天：%(text)s。请写成 2026-06-30。") % {"text": text})
    return found
