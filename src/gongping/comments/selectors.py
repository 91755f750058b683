"""Reading comments: by leader, by unit, and how many pairs are covered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import (
    BigIntegerField,
    CharField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext as _

from gongping.comments.exceptions import NoSuchComment, NoSuchPair
from gongping.comments.models import (
    CommentForm,
    CommentPoint,
    LeaderComment,
    PairWaiver,
    Section,
)
from gongping.comments.policies import check_can_see, check_can_take_down
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
    """Return the due pairs of a round, or those of one leader. Three queries."""
    units = set(round_.units.values_list("pk", flat=True))
    known = _known_pairs(round_)
    return Coverage(
        tuple(
            Pair(
                link.leader,
                link.unit,
                link.kind,
                *known.get((link.leader_id, link.unit_id), (None, "", "")),
            )
            for link in list_current_links()
            if link.unit_id in units and leader_id in {None, link.leader_id}
        )
    )


def pair_of(round_: "ReviewRound", leader_id: int, unit_id: int) -> Pair:
    """Return one due pair; raise `NoSuchPair`. Three queries."""
    own = coverage(round_, leader_id).pairs
    found = next((pair for pair in own if pair.unit.pk == unit_id), None)
    if found is None:
        raise NoSuchPair(_("这一轮没有这一对点评。请回到点评覆盖页再选。"))
    return found


def _known_pairs(
    round_: "ReviewRound",
) -> dict[tuple[int, int], tuple[int | None, str, str]]:
    """Return comment, state and waiver of each pair (leader, unit). One query."""
    comments = LeaderComment.objects.filter(round=round_).order_by()
    waivers = PairWaiver.objects.filter(round=round_).order_by()
    nothing = Value("", output_field=CharField())
    none = Value(0, output_field=BigIntegerField())
    rows = comments.values_list(
        "leader_id", "unit_id", "pk", "state", nothing.copy()
    ).union(
        waivers.values_list("leader_id", "unit_id", none, nothing, "reason"), all=True
    )
    known: dict[tuple[int, int], tuple[int | None, str, str]] = {}
    for leader, unit, pk, state, reason in rows:
        before = known.get((leader, unit), (None, "", ""))
        known[leader, unit] = (pk or before[0], state or before[1], reason or before[2])
    return known


def get_comment(comment_id: int, actor: Actor) -> LeaderComment:
    """Return the comment if the actor may see it. Two queries."""
    comment = _with_people().filter(pk=comment_id).first()
    if comment is None:
        raise NoSuchComment(_("没有这份点评，或者还没有签署。"))
    check_can_see(comment, actor)
    return comment


def said_of(
    unit_id: int, round_: "ReviewRound", leader_id: int | None
) -> tuple[LeaderComment | None, list[LeaderComment]]:
    """Return the leader's own comment, and all signed ones of the last round before.

    The own one in whatever state; both with points, their items and paths. Three
    queries.
    """
    signed = LeaderComment.objects.filter(unit_id=unit_id, state__in=DONE_STATES)
    by_round = signed.exclude(round=round_).order_by("-round__year", "-round__half")
    latest = by_round.values("round_id")[:1]
    own = Q(round=round_, leader_id=leader_id)
    wanted = own | Q(state__in=DONE_STATES, round_id__in=latest)
    found = list(
        _with_people()
        .filter(wanted, unit_id=unit_id)
        .prefetch_related("points__ledger_item__milestones")
        .order_by("-signed_at")
    )
    mine = next((each for each in found if each.round_id == round_.pk), None)
    return mine, [each for each in found if each.round_id != round_.pk]


def drafts_of(
    round_: "ReviewRound", leader_id: int | None = None
) -> list[LeaderComment]:
    """Return a leader's unsigned comments of the round with their points.

    Of all leaders, only those that the secretariat took down. Two queries.
    """
    drafts = _with_people().filter(round=round_, state=CommentState.DRAFT)
    whose = {"is_dictation": True} if leader_id is None else {"leader_id": leader_id}
    return list(drafts.filter(version__gt=0, **whose))


def dictation_of(
    round_: "ReviewRound", pair: Pair, actor: Actor
) -> LeaderComment | None:
    """Return what the secretariat took down for this pair, if anything. Two queries.

    Raises where the leader has begun alone, or has signed.
    """
    comment = (
        _with_people()
        .filter(round=round_, leader=pair.leader, unit=pair.unit, version__gt=0)
        .first()
    )
    check_can_take_down(comment, actor)
    return comment


def comments_on_units(
    unit_ids: frozenset[int], round_: "ReviewRound | None" = None
) -> QuerySet[LeaderComment]:
    """Return the signed comments on the units, newest first. Two queries."""
    comments = _with_people().filter(unit_id__in=unit_ids, state__in=DONE_STATES)
    if round_ is not None:
        comments = comments.filter(round=round_)
    return comments.order_by("-signed_at")


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
