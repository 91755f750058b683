"""The life of an official document, and the kinds that follow a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.transitions import Table


class Kind(models.TextChoices):
    """What the document is."""

    MINUTES = "minutes", _("会议纪要")
    COMMENT_RECORDS = "comment_records", _("点评记录")
    REQUIREMENTS = "requirements", _("年度要求")
    ACTIVITY_REPORT = "activity_report", _("活动情况报告")


class BulletinState(models.TextChoices):
    """Where a document stands between its draft and its approval."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待批准")
    APPROVED = "approved", _("已批准")


BULLETIN_TRANSITIONS: Table = {
    BulletinState.DRAFT: frozenset({BulletinState.SUBMITTED}),
    BulletinState.SUBMITTED: frozenset({BulletinState.DRAFT, BulletinState.APPROVED}),
    BulletinState.APPROVED: frozenset[str](),
}


class Verb(models.TextChoices):
    """What somebody did to a document."""

    DRAFTED = "drafted", _("从记录起草")
    CORRECTED = "corrected", _("改")
    REDRAFTED = "redrafted", _("按新记录重拟")
    SUBMITTED = "submitted", _("送批")
    RETURNED = "returned", _("退回")
    APPROVED = "approved", _("已批准")
