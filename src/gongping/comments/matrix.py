"""The coverage of a round as the figure that console and coverage page share."""

from typing import TYPE_CHECKING

from django.urls import reverse

from gongping.comments.selectors import Coverage, Pair
from gongping.documents import coverage as figure
from gongping.foundation.names import local_name
from gongping.meetings import selectors as meetings
from gongping.meetings.states import AgendaState

if TYPE_CHECKING:
    from gongping.meetings.models import AgendaItem, ReviewSession

SECONDS_A_MINUTE = 60


def matrix_of(
    coverage: Coverage, session: "ReviewSession | None"
) -> figure.CoverageMatrix:
    """Return the leader × unit matrix in establishment order. One query."""
    slots = (
        {item.unit_id: item for item in meetings.agenda_of(session)} if session else {}
    )
    units = {pair.unit.pk: pair.unit for pair in coverage.pairs}
    leaders = {pair.leader.pk: pair.leader for pair in coverage.pairs}
    columns: list[figure.UnitColumn] = []
    category = None
    for unit in sorted(units.values(), key=lambda unit: unit.position):
        slot = slots.get(unit.pk)
        columns.append(
            figure.UnitColumn(
                key=unit.pk,
                name=local_name(unit),
                starts_category=unit.category_id != category,
                is_now=slot is not None and slot.is_at_desk,
                is_ahead=slot is not None and slot.state == AgendaState.WAITING,
                spoken_seconds=_spoken(slot),
            )
        )
        category = unit.category_id
    return figure.CoverageMatrix(
        columns,
        [
            (leader.pk, local_name(leader))
            for leader in sorted(leaders.values(), key=lambda who: who.position)
        ],
        {
            (pair.leader.pk, pair.unit.pk): figure.Pair(
                _state(pair, slots.get(pair.unit.pk)), _address(pair), pair.waiver
            )
            for pair in coverage.pairs
        },
        session.minutes_per_unit * SECONDS_A_MINUTE if session else None,
    )


def _state(pair: Pair, slot: "AgendaItem | None") -> str:
    if pair.is_signed:
        return "filled"
    if pair.waiver:
        return "waived"
    if slot is not None and slot.is_at_desk:
        return "due"
    if slot is not None and slot.state == AgendaState.REPORTED:
        return "missing"
    return "later"


def _address(pair: Pair) -> str:
    if pair.is_signed:
        return reverse("comments:comment", args=[pair.comment_id])
    return ""


def _spoken(slot: "AgendaItem | None") -> int | None:
    if slot is None or slot.started_at is None or slot.ended_at is None:
        return None
    return meetings.spoken_seconds(slot, slot.ended_at)
