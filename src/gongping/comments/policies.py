"""May this comment change now, may this person do it, may this person see it."""

from django.utils.translation import gettext as _

from gongping.comments.exceptions import (
    AlreadySigned,
    NoSuchComment,
    NotYetSayable,
    NotYoursToTakeDown,
    NotYourUnit,
)
from gongping.comments.models import CommentPoint, LeaderComment, Section
from gongping.comments.states import CommentState, Disposition
from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import DomainError, Refused
from gongping.foundation.policies import passes

REQUIRED_SECTIONS = (Section.ACHIEVEMENTS, Section.PRIORITIES, Section.DIRECTIONS)


def check_can_write(comment: LeaderComment, by: Actor) -> None:
    """Raise unless the draft is the actor's own."""
    if comment.leader_id != by.person_id:
        raise NotYourUnit(_("这份点评由别的部领导填写，您可以在签署后看到。"))
    if comment.state != CommentState.DRAFT:
        raise AlreadySigned(_("点评已经签署，不能再改。需要补充，请告诉秘书处。"))


def can_write(comment: LeaderComment, by: Actor) -> bool:
    """Tell whether `check_can_write` would pass."""
    return passes(check_can_write, comment, by)


def check_can_take_down(comment: LeaderComment | None, by: Actor) -> None:
    """Raise unless the draft is empty, or one that the secretariat took down."""
    if not by.is_any(Role.SECRETARIAT):
        raise Refused(_("口述由秘书处代记。请从您的点评名单进入。"))
    if comment is None:
        return
    if comment.state != CommentState.DRAFT:
        raise AlreadySigned(_("点评已经签署，不能再改。"))
    if not comment.is_dictation and comment.points.all():
        raise NotYoursToTakeDown(
            _("部领导自己在写这份点评，别人看不到。要代记，请部领导先告诉您。")
        )


def can_take_down(comment: LeaderComment | None, by: Actor) -> bool:
    """Tell whether `check_can_take_down` would pass."""
    return passes(check_can_take_down, comment, by)


def check_can_sign(points: list[CommentPoint]) -> None:
    """Raise unless three sections say something and every point is decided."""
    said = {point.section for point in points}
    missing = [Section(s).label for s in REQUIRED_SECTIONS if s not in said]
    if missing:
        raise NotYetSayable(
            _("还没有写：%(sections)s。每节至少写一条，再签署。")
            % {"sections": _("、").join(str(label) for label in missing)}
        )
    undecided = sum(p.disposition == Disposition.UNDECIDED for p in points)
    if undecided:
        raise NotYetSayable(
            _("还有 %(count)d 条没有定“转办”或“仅供参考”。定下来再签署。")
            % {"count": undecided}
        )


def can_sign(points: list[CommentPoint]) -> bool:
    """Tell whether `check_can_sign` would pass."""
    return passes(check_can_sign, points)


def check_can_acknowledge(comment: LeaderComment, by: Actor) -> None:
    """Raise unless the comment is signed and the actor files for its unit."""
    if not by.files_for(comment.unit_id):
        raise Refused(
            _("这份点评由%(unit)s签收，您可以看，不能签收。") % {"unit": comment.unit}
        )
    if comment.state == CommentState.ACKNOWLEDGED:
        raise DomainError(
            _("%(name)s 已经签收，不必再签。") % {"name": comment.acknowledged_by_name}
        )


def can_acknowledge(comment: LeaderComment, by: Actor) -> bool:
    """Tell whether `check_can_acknowledge` would pass."""
    return passes(check_can_acknowledge, comment, by)


def check_can_see(comment: LeaderComment, by: Actor) -> None:
    """Raise unless the actor wrote it, or it is signed and concerns the actor."""
    if comment.leader_id == by.person_id and by.person_id is not None:
        return
    if comment.state != CommentState.DRAFT and (
        by.is_any(Role.SECRETARIAT, Role.LEADER) or by.files_for(comment.unit_id)
    ):
        return
    raise NoSuchComment(_("没有这份点评，或者还没有签署。"))


def can_see(comment: LeaderComment, by: Actor) -> bool:
    """Tell whether `check_can_see` would pass."""
    return passes(check_can_see, comment, by)
