"""A leader's units in the order of the agenda, and how far each comment has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from gongping.comments import selectors
from gongping.comments.policies import check_can_sign
from gongping.foundation.errors import DomainError
from gongping.meetings import selectors as meetings

if TYPE_CHECKING:
    from gongping.comments.models import LeaderComment
    from gongping.comments.selectors import Coverage, Pair
    from gongping.meetings.models import ReviewRound


class Placed(Protocol):
    """What of a unit's slot matters here."""

    @property
    def position(self) -> int:
        """Return the place in the running order, from 1."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the leader; `comment` is the unsigned draft, if words stand in it."""

    pair: "Pair"
    place: int | None
    comment: "LeaderComment | None"
    lack: str

    @property
    def is_ready(self) -> bool:
        """Tell whether the draft can be signed as it stands."""
        return self.comment is not None and not self.lack


@dataclass(frozen=True, slots=True)
class Own:
    """All units of one leader in a round."""

    coverage: "Coverage"
    lines: tuple[Line, ...]

    @property
    def ready(self) -> int:
        """Return how many drafts wait for nothing but the signature."""
        return sum(line.is_ready for line in self.lines)


def own_of(round_: "ReviewRound", leader_id: int | None) -> Own:
    """Return the leader's units in the order of the agenda. Six queries."""
    pairs = selectors.coverage(round_, leader_id)
    places = positions_of(meetings.places_of(meetings.session_of(round_)))
    drafts = {
        draft.unit_id: draft
        for draft in selectors.drafts_of(round_, leader_id or 0)
        if draft.points.all()
    }
    return Own(
        pairs,
        tuple(
            Line(
                pair,
                places.get(pair.unit.pk),
                drafts.get(pair.unit.pk),
                _lack(drafts.get(pair.unit.pk)),
            )
            for pair in in_agenda_order(pairs, places)
        ),
    )


def positions_of(places: Mapping[int, Placed]) -> dict[int, int]:
    """Return the place of each unit in the running order."""
    return {unit: place.position for unit, place in places.items()}


def in_agenda_order(pairs: "Coverage", places: Mapping[int, int]) -> "list[Pair]":
    """Return the pairs as the hall hears their units; others where they are set up."""
    return sorted(
        pairs.pairs, key=lambda pair: places.get(pair.unit.pk, pair.unit.position)
    )


def _lack(draft: "LeaderComment | None") -> str:
    """Say what keeps the draft from being signed; empty if nothing does."""
    if draft is None:
        return ""
    try:
        check_can_sign(list(draft.points.all()))
    except DomainError as error:
        return error.message
    return ""
