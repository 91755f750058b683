"""Unit reports: who has handed in, and what a new one begins with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.ledger.selectors import (
    ItemKind,
    Light,
    Track,
    closed_items,
    items_for_units,
    light_of,
    open_follow_ups,
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
class ReportSources:
    """What the ledger knows of a unit, from which its report begins."""

    follow_ups: Sequence[Source]
    closed: Sequence[Source]
    business: Sequence[Source]
    party_building: Sequence[Source]

    @property
    def is_empty(self) -> bool:
        """Tell whether the ledger knows nothing of the unit."""
        return not (
            self.follow_ups or self.closed or self.business or self.party_building
        )


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


def report_sources(round_: ReviewRound, unit_id: int) -> ReportSources:
    """Return what the ledger knows of the unit, for its report.

    Last year's and this year's closed items, follow-ups still open, and this
    year's tasks by track; an integrated task stands in both halves.
    """
    units, year = [unit_id], round_.year
    closed = [*closed_items(year - 1, units), *closed_items(year, units)]
    follow_ups = [i for i in closed if i.kind == ItemKind.FOLLOW_UP]
    follow_ups += open_follow_ups(units)
    tasks = [
        item
        for item in items_for_units(units, year)
        if item.kind != ItemKind.FOLLOW_UP and item.closed_on is None
    ]
    return ReportSources(
        follow_ups=_sources(follow_ups),
        closed=_sources(i for i in closed if i.kind != ItemKind.FOLLOW_UP),
        business=_sources(i for i in tasks if i.track != Track.PARTY_BUILDING),
        party_building=_sources(i for i in tasks if i.track != Track.BUSINESS),
    )


def _sources(items: Iterable["LedgerItem"]) -> tuple[Source, ...]:
    today = clock.today()
    return tuple(
        Source(item, light)
        for item in items
        if (light := light_of(item, today)) != Light.DRAFT
    )


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
