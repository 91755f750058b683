"""The life of a ledger item, of a report on it, and the lights one can see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemState(models.TextChoices):
    """Where an item stands between register (立项) and close-out (销号)."""

    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("待秘书处确认")
    PUBLISHED = "published", _("在办")
    AWAITING = "awaiting_verification", _("待审核")
    CLOSED = "closed", _("销号")


ITEM_TRANSITIONS = {
    ItemState.DRAFT: frozenset({ItemState.PROPOSED, ItemState.PUBLISHED}),
    ItemState.PROPOSED: frozenset({ItemState.DRAFT, ItemState.PUBLISHED}),
    ItemState.PUBLISHED: frozenset({ItemState.AWAITING}),
    ItemState.AWAITING: frozenset({ItemState.PUBLISHED, ItemState.CLOSED}),
    ItemState.CLOSED: frozenset({ItemState.PUBLISHED}),
}


class UpdateState(models.TextChoices):
    """How far a progress report has come."""

    SUBMITTED = "submitted", _("待单位负责人核")
    CONFIRMED = "confirmed", _("待审核")
    VERIFIED = "verified", _("审核通过")
    RETURNED = "returned", _("退回重办")


UPDATE_TRANSITIONS = {
    UpdateState.SUBMITTED: frozenset({UpdateState.CONFIRMED, UpdateState.RETURNED}),
    UpdateState.CONFIRMED: frozenset({UpdateState.VERIFIED, UpdateState.RETURNED}),
    UpdateState.VERIFIED: frozenset[str](),
    UpdateState.RETURNED: frozenset[str](),
}


class ExtensionState(models.TextChoices):
    """What became of a request for more time."""

    REQUESTED = "requested", _("待批")
    GRANTED = "granted", _("同意")
    DECLINED = "declined", _("不同意")


EXTENSION_TRANSITIONS = {
    ExtensionState.REQUESTED: frozenset(
        {ExtensionState.GRANTED, ExtensionState.DECLINED}
    ),
    ExtensionState.GRANTED: frozenset[str](),
    ExtensionState.DECLINED: frozenset[str](),
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
