"""The life of an activation code, and what may be said about an account."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.transitions import Table


class CodeState(models.TextChoices):
    """Where a printed code stands; how long it holds is a matter of its date."""

    OPEN = "open", _("未用")
    USED = "used", _("已用")
    REPLACED = "replaced", _("已作废")


CODE_TRANSITIONS: Table = {
    CodeState.OPEN: frozenset({CodeState.USED, CodeState.REPLACED}),
    CodeState.USED: frozenset[str](),
    CodeState.REPLACED: frozenset[str](),
}


class AccountState(models.TextChoices):
    """What an account is at the moment: seen, never stored."""

    WAITING = "waiting", _("未激活")
    IN_USE = "in_use", _("在用")
    LOCKED = "locked", _("暂停登录")
    DISABLED = "disabled", _("已停用")


class Change(StrEnum):
    """What somebody else may do to an account that could put them in its place."""

    CREDENTIAL = "credential"
    ROLE = "role"
    DISABLING = "disabling"
    ENABLING = "enabling"
