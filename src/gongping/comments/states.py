"""The life of a leader's comment, and what may become of each of its points."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """Where a comment stands between the pad and the unit's receipt."""

    DRAFT = "draft", _("草稿")
    SIGNED = "signed", _("已签署")
    ACKNOWLEDGED = "acknowledged", _("已签收")


COMMENT_TRANSITIONS = {
    CommentState.DRAFT: frozenset({CommentState.SIGNED}),
    CommentState.SIGNED: frozenset({CommentState.ACKNOWLEDGED}),
    CommentState.ACKNOWLEDGED: frozenset[str](),
}


class Disposition(models.TextChoices):
    """What is to be done with a point (处理意见)."""

    UNDECIDED = "undecided", _("未定")
    FOLLOW_UP = "follow_up", _("转办")
    REFERENCE = "reference", _("仅供参考")
