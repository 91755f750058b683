"""The life of a ledger item, of a report on it, and the lights one can see."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.transitions import Table


class ItemKind(models.TextChoices):
    """What raised the item; one register holds them all."""

    KEY_TASK = "key_task", _("重点工作")
    FOLLOW_UP = "follow_up_item", _("转办事项")
    MEETING_DECISION = "meeting_decision", _("会议议定事项")
    INITIATIVE_TASK = "initiative_task", _("联创任务")


class Track(models.TextChoices):
    """业务, 党建, or both joined."""

    BUSINESS = "business", _("业务")
    PARTY_BUILDING = "party_building", _("党建")
    INTEGRATED = "integrated", _("融合")


class ItemState(models.TextChoices):
    """Where an item stands between register (立项) and close-out (销号)."""

    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("待秘书处确认")
    PUBLISHED = "published", _("在办")
    AWAITING = "awaiting_verification", _("待审核")
    CLOSED = "closed", _("销号")


ITEM_TRANSITIONS: Table = {
    ItemState.DRAFT: frozenset({ItemState.PROPOSED, ItemState.PUBLISHED}),
    ItemState.PROPOSED: frozenset({ItemState.DRAFT, ItemState.PUBLISHED}),
    ItemState.PUBLISHED: frozenset({ItemState.AWAITING, ItemState.CLOSED}),
    ItemState.AWAITING: frozenset({ItemState.PUBLISHED, ItemState.CLOSED}),
    ItemState.CLOSED: frozenset({ItemState.PUBLISHED}),
}
UNPUBLISHED = frozenset({ItemState.DRAFT, ItemState.PROPOSED})
OPEN = frozenset({ItemState.PUBLISHED, ItemState.AWAITING})


class UpdateState(models.TextChoices):
    """How far a progress report has come."""

    SUBMITTED = "submitted", _("待单位负责人核")
    CONFIRMED = "confirmed", _("待审核")
    VERIFIED = "verified", _("审核通过")
    RETURNED = "returned", _("退回重办")


UPDATE_TRANSITIONS: Table = {
    UpdateState.SUBMITTED: frozenset({UpdateState.CONFIRMED, UpdateState.RETURNED}),
    UpdateState.CONFIRMED: frozenset({UpdateState.VERIFIED, UpdateState.RETURNED}),
    UpdateState.VERIFIED: frozenset(),
    UpdateState.RETURNED: frozenset(),
}
PENDING = frozenset({UpdateState.SUBMITTED, UpdateState.CONFIRMED})


class ExtensionState(models.TextChoices):
    """What became of a request for more time."""

    REQUESTED = "requested", _("待单位负责人签")
    SIGNED = "signed", _("待批")
    GRANTED = "granted", _("同意")
    DECLINED = "declined", _("不同意")


EXTENSION_TRANSITIONS: Table = {
    ExtensionState.REQUESTED: frozenset(
        {ExtensionState.SIGNED, ExtensionState.DECLINED}
    ),
    ExtensionState.SIGNED: frozenset({ExtensionState.GRANTED, ExtensionState.DECLINED}),
    ExtensionState.GRANTED: frozenset(),
    ExtensionState.DECLINED: frozenset(),
}
OPEN_EXTENSIONS = frozenset({ExtensionState.REQUESTED, ExtensionState.SIGNED})


class ImportState(models.TextChoices):
    """How far an uploaded workbook has come."""

    STAGED = "staged", _("待确认")
    APPLIED = "applied", _("已导入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")


IMPORT_TRANSITIONS: Table = {
    ImportState.STAGED: frozenset({ImportState.APPLIED, ImportState.DISCARDED}),
    ImportState.APPLIED: frozenset({ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.DISCARDED: frozenset(),
}


class Light(models.TextChoices):
    """The computed state of an item; the values name the shapes on the page."""

    DRAFT = "draft", _("草稿")
    IDLE = "idle", _("未启动")
    OK = "ok", _("正常")
    SOON = "soon", _("临期")
    LATE = "late", _("逾期")
    WAITING = "waiting", _("待审核")
    DONE = "done", _("办结")
