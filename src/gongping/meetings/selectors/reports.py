"""Unit reports: who has handed in, and what a new one begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger.selectors import (
    ItemKind,
    Track,
    answered_for,
    items_by_id,
    light_of,
)
from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.models import ReviewRound, UnitReport
from gongping.meetings.policies import check_may_read_report
from gongping.meetings.states import ReportState
from gongping.organisation.selectors import list_units

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem
    from gongping.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit of the round and where its report stands."""

    unit: "Unit"
    is_submitted: bool
    is_begun: bool
    submitted_at: datetime | None
    submitted_by_name: str


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger item as the report quotes it, with its light of today."""

    item: "LedgerItem"
    light: str


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of items: the first of them, and how many there are."""

    sources: Sequence[Source]
    total: int

    @property
    def more(self) -> int:
        """Return how many items are not among the first."""
        return self.total - len(self.sources)


@dataclass(frozen=True, slots=True)
class ReportSources:
    """What the ledger knows of a unit, from which its report begins."""

    follow_ups: Section
    closed: Section
    business: Section
    party_building: Section

    @property
    def is_empty(self) -> bool:
        """Tell whether the ledger knows nothing of the unit."""
        sections = (self.follow_ups, self.closed, self.business, self.party_building)
        return not any(section.total for section in sections)


def unit_ids_of(round_: ReviewRound) -> set[int]:
    """Return the keys of the units of a round. One query."""
    return set(round_.units.values_list("pk", flat=True))


def reports_submitted(round_: ReviewRound) -> int:
    """Return how many reports are in. One query."""
    return UnitReport.objects.filter(round=round_, state=ReportState.SUBMITTED).count()


def list_reports(round_: ReviewRound) -> list[ReportRow]:
    """Return every unit of the round with its report, in establishment order.

    Three queries.
    """
    found = {report.unit_id: report for report in _reports().filter(round=round_)}
    return [_row(unit, found.get(unit.pk)) for unit in list_units(unit_ids_of(round_))]


def report_for(round_: ReviewRound, unit_id: int, actor: Actor) -> UnitReport:
    """Return the report of a unit if the actor may read it.

    Nobody has begun it: an unsaved one that carries only round and unit. Its
    version is 0, so that the first save is recognised. Two queries.
    """
    check_may_read_report(unit_id, actor)
    found = _reports().filter(round=round_, unit_id=unit_id).first()
    if found:
        return found
    taking_part = round_.units.select_related("category").filter(pk=unit_id).first()
    if taking_part is None:
        raise NoSuchRound(_("这一轮没有这个单位。请从材料列表进入。"))
    return UnitReport(round=round_, unit=taking_part, version=0)


def owed_report_units(
    round_: ReviewRound, unit_ids: frozenset[int]
) -> "QuerySet[Unit]":
    """Return those of the units whose report of the round is not in. One query."""
    submitted = UnitReport.objects.filter(round=round_, state=ReportState.SUBMITTED)
    return round_.units.filter(pk__in=unit_ids).exclude(pk__in=submitted.values("unit"))


def report_sources(
    round_: ReviewRound, unit_id: int, *, most: int | None = None
) -> ReportSources:
    """Return what the ledger knows of the unit, for its report.

    Last year's and this year's closed items, follow-ups still open, and this
    year's tasks by track; an integrated task stands in both halves. With `most`,
    the first so many of each, without long texts and paths. At most three queries.
    """
    keys = _keys_by_section(unit_id, round_.year)
    shown = {name: found[:most] for name, found in keys.items()}
    items = items_by_id(
        {key for found in shown.values() for key in found}, is_whole=most is None
    )
    today = clock.today()
    sources = {pk: Source(item, light_of(item, today)) for pk, item in items.items()}
    return ReportSources(
        **{
            name: Section([sources[key] for key in found], len(keys[name]))
            for name, found in shown.items()
        }
    )


def _keys_by_section(unit_id: int, year: int) -> dict[str, list[int]]:
    """Sort what the unit answers for into the parts of a report.

    What is closed comes first, the earlier year before the later one.
    """
    facts = answered_for(unit_id, year).values_list("pk", "kind", "track", "closed_on")
    rows = sorted(facts, key=lambda row: row[3].year if row[3] else year + 1)
    tasks = [row for row in rows if row[1] != ItemKind.FOLLOW_UP]
    running = [row for row in tasks if row[3] is None]
    parts = {
        "follow_ups": [row for row in rows if row[1] == ItemKind.FOLLOW_UP],
        "closed": [row for row in tasks if row[3] is not None],
        "business": [row for row in running if row[2] != Track.PARTY_BUILDING],
        "party_building": [row for row in running if row[2] != Track.BUSINESS],
    }
    return {name: [row[0] for row in found] for name, found in parts.items()}


def _row(unit: "Unit", report: UnitReport | None) -> ReportRow:
    return ReportRow(
        unit=unit,
        is_submitted=report is not None and report.state == ReportState.SUBMITTED,
        is_begun=report is not None,
        submitted_at=report.submitted_at if report else None,
        submitted_by_name=report.submitted_by_name if report else "",
    )


def _reports() -> QuerySet[UnitReport]:
    return UnitReport.objects.select_related("round", "unit", "unit__category")
