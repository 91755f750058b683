"""What the pad shows of a unit: last words, this year's tasks, the neighbours."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.comments import selectors
from gongping.comments.exceptions import NoSuchComment
from gongping.comments.models import Section
from gongping.comments.policies import REQUIRED_SECTIONS, can_write
from gongping.comments.rows import HINTS, rows_of, with_room_to_write
from gongping.comments.states import CommentState, Disposition
from gongping.foundation.actors import Actor
from gongping.ledger import selectors as ledger
from gongping.ledger.states import Track
from gongping.meetings import selectors as meetings

if TYPE_CHECKING:
    from gongping.comments.selectors import Coverage, Pair
    from gongping.meetings.models import ReviewRound

TASKS_SHOWN = 6


def pad_of(round_: "ReviewRound", unit_id: int, actor: Actor) -> dict[str, Any]:
    """Return everything on the pad; at most fifteen queries.

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


def _year_of(round_: "ReviewRound", unit_id: int, actor: Actor) -> dict[str, Any]:
    mine = selectors.previous_comments(unit_id, round_, actor.person_id)
    others = [] if mine else selectors.previous_comments(unit_id, round_)
    tasks = ledger.items_for_units(frozenset({unit_id}), round_.year)
    return {
        "previous": mine,
        "previous_of_others": others,
        "tasks": tasks[:TASKS_SHOWN],
        "more_tasks": max(len(tasks) - TASKS_SHOWN, 0),
    }


def _neighbours(round_: "ReviewRound", unit_id: int, own: "Coverage") -> dict[str, Any]:
    session = meetings.session_of(round_)
    places = {item.unit_id: item.position for item in meetings.agenda_of(session)}
    ordered: list[Pair] = sorted(
        own.pairs, key=lambda pair: places.get(pair.unit.pk, pair.unit.position)
    )
    here = next((n for n, p in enumerate(ordered) if p.unit.pk == unit_id), None)
    if here is None:
        return {"place": places.get(unit_id)}
    return {
        "place": places.get(unit_id),
        "before": ordered[here - 1].unit if here else None,
        "after": ordered[here + 1].unit if here + 1 < len(ordered) else None,
    }
