"""What the pad shows of a unit: last words, this year's tasks, the neighbours."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.comments import selectors
from gongping.comments.exceptions import (
    AlreadySigned,
    NoSuchComment,
    SavedElsewhere,
)
from gongping.comments.models import Section
from gongping.comments.policies import REQUIRED_SECTIONS, can_write
from gongping.comments.rows import HINTS, Row, asking, rows_of, with_room_to_write
from gongping.comments.states import CommentState, Disposition
from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.ledger import selectors as ledger
from gongping.ledger.states import Track
from gongping.meetings import selectors as meetings

if TYPE_CHECKING:
    from gongping.comments.selectors import Coverage, Pair
    from gongping.meetings.models import ReviewRound

TASKS_SHOWN = 6


def pad_of(round_: "ReviewRound", unit_id: int, actor: Actor) -> dict[str, Any]:
    """Return everything on the pad. Eleven queries: pairs four, words four, three more.

    Raises `NoSuchComment` where the unit is not among the leader's.
    """
    own = selectors.coverage(round_, actor.person_id)
    pair = next((p for p in own.pairs if p.unit.pk == unit_id), None)
    comment = selectors.draft_of(round_, actor.person_id, unit_id)
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
        "rows": with_room_to_write(rows_of(points)),
        "sections": [
            (section, HINTS[section], section in REQUIRED_SECTIONS)
            for section in Section
        ],
        "tracks": Track.choices,
        "own": own,
        "dispositions": Disposition,
        "states": CommentState,
        **_year_of(round_, unit_id, actor),
        **_neighbours(round_, unit_id, own),
    }


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


def _year_of(round_: "ReviewRound", unit_id: int, actor: Actor) -> dict[str, Any]:
    said = selectors.previous_comments(unit_id, round_)
    mine = [comment for comment in said if comment.leader_id == actor.person_id]
    tasks, total = ledger.first_of_unit(unit_id, round_.year, TASKS_SHOWN)
    return {
        "previous": mine,
        "previous_of_others": [] if mine else said,
        "tasks": tasks,
        "more_tasks": total - len(tasks),
    }


def _neighbours(round_: "ReviewRound", unit_id: int, own: "Coverage") -> dict[str, Any]:
    places = meetings.places_of(meetings.session_of(round_))
    positions = {unit: place.position for unit, place in places.items()}
    ordered: list[Pair] = sorted(
        own.pairs, key=lambda pair: positions.get(pair.unit.pk, pair.unit.position)
    )
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
