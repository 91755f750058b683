"""Writing, signing and acknowledging what leaders say of units."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.comments.exceptions import (
    NoSuchComment,
    NoSuchPair,
    NotYourUnit,
    SavedElsewhere,
)
from gongping.comments.models import (
    CommentForm,
    CommentPoint,
    LeaderComment,
    PairWaiver,
    Section,
)
from gongping.comments.policies import (
    check_can_acknowledge,
    check_can_sign,
    check_can_take_down,
    check_can_write,
)
from gongping.comments.rows import Point, points_of, rows_from
from gongping.comments.selectors import Pair, coverage
from gongping.comments.states import COMMENT_TRANSITIONS, CommentState, Disposition
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.live import announce
from gongping.foundation.names import local_name
from gongping.foundation.transitions import transition
from gongping.meetings.services import console_topic
from gongping.organisation.selectors import list_current_links

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem
    from gongping.meetings.models import ReviewRound

LONGEST_REASON: Final = 200

__all__ = ["Point"]

MOST_POINTS = 20
LONGEST_POINT = 500


@transaction.atomic
def save_draft(
    round_: "ReviewRound",
    unit_id: int,
    points: Sequence[Point],
    *,
    by: Actor,
    version: int | None = None,
    form: str = CommentForm.MEETING,
) -> LeaderComment:
    """Keep the leader's draft as it now stands on the pad.

    `version` is what the pad last saw, 0 for no draft; an older one raises
    `SavedElsewhere`, so that two devices never overwrite each other silently; the
    same words sent again after a lost reply are no other device's.
    Drafts are not audited: until the signature only the leader sees them. Words that
    the leader changes are no longer those that the secretariat took down.
    """
    comment = _comment_of(round_, by.person_id, unit_id)
    check_can_write(comment, by)
    if _is_kept(comment, points, version, form):
        return comment
    comment.is_dictation = False
    return _write(comment, points, form)


@transaction.atomic
def dictate(
    pair: Pair,
    round_: "ReviewRound",
    points: Sequence[Point],
    *,
    by: Actor,
    version: int | None = None,
) -> LeaderComment:
    """Take down for a leader what was said; it waits for the leader's signature.

    Raises `NotYoursToTakeDown` where the leader has begun to write alone.
    """
    comment = _comment_of(round_, pair.leader.pk, pair.unit.pk)
    check_can_take_down(comment, by)
    if _is_kept(comment, points, version, comment.form):
        return comment
    comment.is_dictation, comment.dictated_by_name = True, by.name
    _write(comment, points, comment.form)
    record(
        "comments:comment:dictated",
        by=by,
        subject=pair.unit,
        subject_key=f"comment:{comment.pk}",
        detail={"leader": pair.leader.name},
    )
    _tell_console(round_.pk)
    return comment


@transaction.atomic
def sign(comment_id: int, *, by: Actor, version: int | None = None) -> LeaderComment:
    """Sign the comment: from now on the unit and the secretariat see it.

    Where `version` is given and another device has saved since, nothing is signed.
    """
    comment = _comment_for_signing(comment_id)
    check_can_write(comment, by)
    if version not in {None, comment.version}:
        raise SavedElsewhere(
            _("对%(unit)s的点评在另一处改过，没有签。请再看一遍。")
            % {"unit": local_name(comment.unit)}
        )
    check_can_sign(list(comment.points.all()))
    transition(comment, CommentState.SIGNED, COMMENT_TRANSITIONS)
    comment.signed_at = clock.now()
    comment.save()
    record(
        "comments:comment:signed",
        by=by,
        subject=comment.unit,
        subject_key=f"comment:{comment.pk}",
    )
    _tell_console(comment.round_id)
    return comment


@transaction.atomic
def acknowledge(comment_id: int, *, by: Actor) -> LeaderComment:
    """Confirm for the unit that it has received the comment (签收)."""
    comment = (
        LeaderComment.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=comment_id)
    )
    check_can_acknowledge(comment, by)
    transition(comment, CommentState.ACKNOWLEDGED, COMMENT_TRANSITIONS)
    comment.acknowledged_at, comment.acknowledged_by_name = clock.now(), by.name
    comment.save()
    record(
        "comments:comment:acknowledged",
        by=by,
        subject=comment.unit,
        subject_key=f"comment:{comment.pk}",
    )
    return comment


def points_from(data: Mapping[str, str]) -> list[Point]:
    """Return the points that a pad sent; raise `Invalid` for an impossible date."""
    return points_of(rows_from(data))


def join_to_item(point: CommentPoint, item: "LedgerItem") -> None:
    """Remember which ledger item a point became."""
    point.ledger_item = item
    point.save(update_fields=["ledger_item"])


@transaction.atomic
def waive_pairs(
    round_: "ReviewRound", reasons: Mapping[tuple[int, int], str], *, by: Actor
) -> None:
    """Record why due pairs (leader, unit) have no comment, so the round can be over.

    All are recorded or none. Raises `NoSuchPair` when a leader owes a unit none.
    """
    due = {(p.leader.pk, p.unit.pk): p for p in coverage(round_).pairs}
    for key, typed in reasons.items():
        if key not in due:
            raise NoSuchPair(_("这一轮没有这一对点评。请回到点评覆盖页再选。"))
        reason = _checked_reason(typed)
        PairWaiver.objects.update_or_create(
            round=round_,
            leader_id=key[0],
            unit_id=key[1],
            defaults={"reason": reason, "recorded_by_name": by.name},
        )
        pair = due[key]
        record(
            "comments:pair:waived",
            by=by,
            subject=reason,
            detail={"leader": pair.leader.name, "unit": pair.unit.name},
        )
    _tell_console(round_.pk)


def _checked_reason(typed: str) -> str:
    reason = typed.strip()
    if not reason:
        raise Invalid(_("请写明这一对没有点评的原因。"), "reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(
            _("这条原因太长，请写在 200 字以内：%(start)s……") % {"start": reason[:20]},
            "reason",
        )
    return reason


def _comment_for_signing(comment_id: int) -> LeaderComment:
    # Only the comment: a locked round would hold up every other leader.
    comments = LeaderComment.objects.select_for_update(of=("self",))
    found = comments.select_related("unit", "leader", "round").filter(pk=comment_id)
    comment = found.first()
    if comment is None:
        raise NoSuchComment(_("没有这份点评，或者还没有签署。"))
    return comment


def _comment_of(
    round_: "ReviewRound", leader_id: int | None, unit_id: int
) -> LeaderComment:
    comments = LeaderComment.objects.select_for_update()
    owed = {"round": round_, "leader_id": leader_id, "unit_id": unit_id}
    existing = comments.filter(**owed).first()
    if existing:
        return existing
    kinds = {
        link.kind
        for link in list_current_links()
        if link.leader_id == leader_id and link.unit_id == unit_id
    }
    if not kinds:
        raise NotYourUnit(_("这个单位不由您分管或联系。请从您的点评名单进入。"))
    # Nobody has seen it yet, and that is what an empty pad says.
    fresh = {"link_kind": kinds.pop(), "saved_at": clock.now(), "version": 0}
    # Two devices may send their first words at the same moment.
    return comments.get_or_create(**owed, defaults=fresh)[0]


def _is_kept(
    comment: LeaderComment, points: Sequence[Point], version: int | None, form: str
) -> bool:
    """Tell whether just these words are stored; raise where others are, unseen."""
    sent = [_trimmed(point) for point in points if point.text.strip()]
    is_same = comment.form == form and sent == [
        Point(point.section, point.text, point.track, point.disposition, point.due_on)
        for point in comment.points.all()
    ]
    if not is_same and version not in {None, comment.version}:
        raise SavedElsewhere(
            _("这份点评在另一处改过，刚写的没有存上，但还在：刷新后列在点评上方。")
        )
    return is_same and comment.version > 0


def _write(comment: LeaderComment, points: Sequence[Point], form: str) -> LeaderComment:
    kept = [_trimmed(point) for point in points if point.text.strip()]
    _check_points(kept)
    comment.form, comment.saved_at = form, clock.now()
    comment.version += 1
    comment.save()
    comment.points.all().delete()
    CommentPoint.objects.bulk_create(
        CommentPoint(
            comment=comment,
            section=point.section,
            position=position,
            track=point.track,
            text=point.text,
            disposition=point.disposition,
            due_on=point.due_on,
        )
        for position, point in enumerate(kept, 1)
    )
    return comment


def _tell_console(round_id: int) -> None:
    """Let the console ask for its coverage anew: a moment, and nothing of content."""
    moment = clock.now().isoformat()
    announce(console_topic(round_id), what="comments", at=moment)


def _trimmed(point: Point) -> Point:
    is_follow_up = point.disposition == Disposition.FOLLOW_UP
    due_on = point.due_on if is_follow_up else None
    return replace(point, text=point.text.strip(), due_on=due_on)


def _check_points(points: Sequence[Point]) -> None:
    if len(points) > MOST_POINTS:
        raise Invalid(_("一份点评最多 %(most)d 条。") % {"most": MOST_POINTS})
    for point in points:
        if len(point.text) > LONGEST_POINT:
            raise Invalid(
                _("这一条超过 %(longest)d 字，请分成两条。")
                % {"longest": LONGEST_POINT}
            )
        if point.section not in Section.values:
            raise Invalid(_("没有这一节：%(section)s。") % {"section": point.section})
