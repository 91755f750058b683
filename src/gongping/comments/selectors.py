"""Reading comments: by leader, by unit, and how many pairs are covered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from gongping.comments.exceptions import NoSuchComment
from gongping.comments.models import (
    CommentForm,
    CommentPoint,
    LeaderComment,
    PairWaiver,
    Section,
)
from gongping.comments.policies import check_can_see
from gongping.comments.states import CommentState, Disposition
from gongping.foundation.actors import Actor
from gongping.organisation.selectors import list_current_links

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound
    from gongping.organisation.models import Person, Unit

__all__ = ["CommentForm", "Section"]

DONE_STATES = (CommentState.SIGNED, CommentState.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Pair:
    """One leader–unit pair of a round and how far its comment has come."""

    leader: "Person"
    unit: "Unit"
    link_kind: str
    comment_id: int | None
    state: str
    waiver: str

    @property
    def is_signed(self) -> bool:
        """Tell whether the leader has signed a comment on the unit."""
        return self.state in DONE_STATES

    @property
    def is_covered(self) -> bool:
        """Tell whether the pair has a signed comment or a recorded reason."""
        return self.is_signed or bool(self.waiver)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All pairs that are due in a round."""

    pairs: tuple[Pair, ...]

    @property
    def total(self) -> int:
        """Return how many pairs are due."""
        return len(self.pairs)

    @property
    def signed(self) -> int:
        """Return how many pairs have a signed comment."""
        return sum(pair.is_signed for pair in self.pairs)

    @property
    def missing(self) -> list[Pair]:
        """Return the pairs without a comment and without a recorded reason."""
        return [pair for pair in self.pairs if not pair.is_covered]

    @property
    def waived(self) -> list[Pair]:
        """Return the pairs that need no comment, for the reason recorded."""
        return [pair for pair in self.pairs if pair.waiver and not pair.is_signed]


def coverage(round_: "ReviewRound", leader_id: int | None = None) -> Coverage:
    """Return the due pairs of a round, or those of one leader. Four queries."""
    units = set(round_.units.values_list("pk", flat=True))
    comments = LeaderComment.objects.filter(round=round_).order_by()
    written: dict[tuple[int, int], tuple[int | None, str]] = {
        (leader, unit): (pk, state)
        for pk, leader, unit, state in comments.values_list(
            "pk", "leader_id", "unit_id", "state"
        )
    }
    waived = {
        (leader, unit): reason
        for leader, unit, reason in PairWaiver.objects.filter(round=round_).values_list(
            "leader_id", "unit_id", "reason"
        )
    }
    return Coverage(
        tuple(
            Pair(
                link.leader,
                link.unit,
                link.kind,
                written.get((link.leader_id, link.unit_id), (None, ""))[0],
                written.get((link.leader_id, link.unit_id), (None, ""))[1],
                waived.get((link.leader_id, link.unit_id), ""),
            )
            for link in list_current_links()
            if link.unit_id in units and leader_id in {None, link.leader_id}
        )
    )


def get_comment(comment_id: int, actor: Actor) -> LeaderComment:
    """Return the comment if the actor may see it. Two queries."""
    comment = _with_people().filter(pk=comment_id).first()
    if comment is None:
        raise NoSuchComment(_("没有这份点评，或者还没有签署。"))
    check_can_see(comment, actor)
    return comment


def draft_of(
    round_: "ReviewRound", leader_id: int | None, unit_id: int
) -> LeaderComment | None:
    """Return the leader's own comment on the unit, in whatever state. Two queries."""
    return (
        _with_people()
        .filter(round=round_, leader_id=leader_id, unit_id=unit_id)
        .first()
    )


def comments_on_units(
    unit_ids: frozenset[int], round_: "ReviewRound | None" = None
) -> QuerySet[LeaderComment]:
    """Return the signed comments on the units, newest first. Two queries."""
    comments = _with_people().filter(unit_id__in=unit_ids, state__in=DONE_STATES)
    if round_ is not None:
        comments = comments.filter(round=round_)
    return comments.order_by("-signed_at")


def previous_comments(unit_id: int, before: "ReviewRound") -> list[LeaderComment]:
    """Return the signed comments of the last round before `before` on the unit.

    Two queries.
    """
    signed = LeaderComment.objects.filter(unit_id=unit_id, state__in=DONE_STATES)
    by_round = signed.exclude(round=before).order_by("-round__year", "-round__half")
    latest = by_round.values("round_id")[:1]
    return list(comments_on_units(frozenset({unit_id})).filter(round_id=latest))


def awaiting_acknowledgement(unit_ids: frozenset[int]) -> QuerySet[LeaderComment]:
    """Return signed comments that the units have not acknowledged. One query.

    Each carries `first_words`, the text of its first point.
    """
    points = CommentPoint.objects.filter(comment=OuterRef("pk"))
    return (
        LeaderComment.objects.filter(unit_id__in=unit_ids, state=CommentState.SIGNED)
        .select_related("leader")
        .annotate(first_words=points.values("text")[:1])
    )


def undecided_points(round_: "ReviewRound") -> QuerySet[CommentPoint]:
    """Return the signed points of the round without a disposition. One query."""
    return CommentPoint.objects.filter(
        comment__round=round_,
        comment__state__in=DONE_STATES,
        disposition=Disposition.UNDECIDED,
    )


def _with_people() -> QuerySet[LeaderComment]:
    return LeaderComment.objects.select_related(
        "leader", "unit", "unit__category", "round"
    ).prefetch_related(
        Prefetch("points", CommentPoint.objects.select_related("ledger_item"))
    )


def by_section(comment: LeaderComment) -> list[tuple[str, list[CommentPoint]]]:
    """Return the points of a fetched comment under the names of their sections."""
    points = list(comment.points.all())
    return [
        (str(section.label), [p for p in points if p.section == section])
        for section in Section
        if any(p.section == section for p in points)
    ]
