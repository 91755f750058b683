"""What the pad shows of a unit: last words, this year's tasks, the neighbours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.comments import selectors
from gongping.comments.exceptions import (
    AlreadySigned,
    NoSuchComment,
    SavedElsewhere,
)
from gongping.comments.hall import hall_of
from gongping.comments.models import Section
from gongping.comments.own import in_agenda_order, positions_of
from gongping.comments.policies import REQUIRED_SECTIONS, can_write
from gongping.comments.rows import HINTS, Row, asking, rows_of, with_room_to_write
from gongping.comments.states import CommentState, Disposition
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.ledger import selectors as ledger
from gongping.ledger.states import Track
from gongping.meetings import selectors as meetings

if TYPE_CHECKING:
    from gongping.comments.models import CommentPoint, LeaderComment
    from gongping.comments.selectors import Coverage, Pair
    from gongping.ledger.models import LedgerItem
    from gongping.meetings.models import ReviewRound

TASKS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a point that was handed on: its item, as far as it has come."""

    item: "LedgerItem"
    light: str
    done: int
    nodes: int
    reason: str


def pad_of(round_: "ReviewRound", unit_id: int, actor: Actor) -> dict[str, Any]:
    """Return everything on the pad. Nine queries: pairs three, words three, three more.

    Raises `NoSuchComment` where the unit is not among the leader's.
    """
    own = selectors.coverage(round_, actor.person_id)
    pair = next((p for p in own.pairs if p.unit.pk == unit_id), None)
    comment, before = selectors.said_of(unit_id, round_, actor.person_id)
    if pair is None and comment is None:
        raise NoSuchComment(_("这个单位不由您分管或联系。请从您的点评名单进入。"))
    unit = comment.unit if comment else pair.unit  # type: ignore[union-attr]
    points = list(comment.points.all()) if comment else []
    return {
        "round": round_,
        "unit": unit,
        "pair": pair,
        "comment": comment,
        "is_open": comment is None or can_write(comment, actor),
        "version": comment.version if comment else 0,
        **_sheet(points),
        "own": own,
        "dispositions": Disposition,
        "states": CommentState,
        **_year_of(round_, unit_id, before, actor),
        **_neighbours(round_, unit_id, own),
        "hall": hall_of(round_, unit_id, own, actor),
    }


def dictation_page(
    round_: "ReviewRound", pair: "Pair", comment: "LeaderComment | None"
) -> dict[str, Any]:
    """Return the sheet on which the secretariat takes down a leader's words."""
    return {
        "rail_current": "comments",
        "round": round_,
        "pair": pair,
        "comment": comment,
        "version": comment.version if comment else 0,
        **_sheet(list(comment.points.all()) if comment else []),
    }


def with_another(context: dict[str, Any], sent: list[Row], more: str) -> dict[str, Any]:
    """Return the sheet as it was sent, with one more line in the section `more`."""
    return context | {"rows": with_room_to_write(sent, more)}


def asked(context: dict[str, Any]) -> dict[str, Any]:
    """Return the pad with the rows marked that keep the comment from being signed."""
    return context | {"rows": asking(context["rows"], REQUIRED_SECTIONS)}


def refused(
    context: dict[str, Any], sent: list[Row], error: DomainError
) -> dict[str, Any]:
    """Return the pad after a refused draft, with every word that was sent.

    Where another device has saved meanwhile, its words fill the sheet, and those that
    were refused stand beside them.
    """
    context = context | {"problem": error.message}
    if not isinstance(error, SavedElsewhere | AlreadySigned):
        return context | {"rows": with_room_to_write(sent)}
    known = {row.text.strip() for row in context["rows"]}
    lost = [row for row in sent if row.text.strip() and row.text.strip() not in known]
    return context | {"unsaved": lost}


def _sheet(points: "list[CommentPoint]") -> dict[str, Any]:
    return {
        "rows": with_room_to_write(rows_of(points)),
        "sections": [
            (section, HINTS[section], section in REQUIRED_SECTIONS)
            for section in Section
        ],
        "tracks": Track.choices,
    }


def _year_of(
    round_: "ReviewRound", unit_id: int, said: "list[LeaderComment]", actor: Actor
) -> dict[str, Any]:
    mine = [comment for comment in said if comment.leader_id == actor.person_id]
    tasks, total = ledger.first_of_unit(unit_id, round_.year, TASKS_SHOWN)
    return {
        "previous": [(each, _outcomes(each)) for each in mine],
        "previous_of_others": []
        if mine
        else [(each, _outcomes(each)) for each in said],
        "tasks": tasks,
        "more_tasks": total - len(tasks),
    }


def _outcomes(said: "LeaderComment") -> "list[tuple[CommentPoint, Outcome | None]]":
    return [(point, _outcome_of(point.ledger_item)) for point in said.points.all()]


def _outcome_of(item: "LedgerItem | None") -> Outcome | None:
    """Return what became of a point that was handed on."""
    if item is None:
        return None
    today, nodes = clock.today(), list(item.milestones.all())
    return Outcome(
        item,
        ledger.light_of(item, today),
        sum(node.verified_on is not None for node in nodes),
        len(nodes),
        ledger.reason_of(item, today),
    )


def _neighbours(round_: "ReviewRound", unit_id: int, own: "Coverage") -> dict[str, Any]:
    places = meetings.places_of(meetings.session_of(round_))
    ordered = in_agenda_order(own, positions_of(places))
    here = next((n for n, p in enumerate(ordered) if p.unit.pk == unit_id), None)
    place = places.get(unit_id)
    known = {
        "place": place.position if place else None,
        "has_report": place is not None and place.has_report,
    }
    if here is None:
        return known
    return known | {
        "before": ordered[here - 1].unit if here else None,
        "after": ordered[here + 1].unit if here + 1 < len(ordered) else None,
    }
