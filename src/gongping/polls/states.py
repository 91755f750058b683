"""The life of a poll, from its plan to its opened count."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.transitions import Table


class PollState(models.TextChoices):
    """Where a poll stands; nothing is counted before `UNSEALED`."""

    DRAFT = "draft", _("筹备")
    FROZEN = "frozen", _("已冻结")
    COLLECTING = "collecting", _("领票中")
    CASTING = "casting", _("投票中")
    CLOSED = "closed", _("已截止")
    UNSEALED = "unsealed", _("已启封")
    VOID = "void", _("不生效")


POLL_TRANSITIONS: Table = {
    PollState.DRAFT: frozenset({PollState.FROZEN, PollState.VOID}),
    PollState.FROZEN: frozenset({PollState.COLLECTING, PollState.VOID}),
    PollState.COLLECTING: frozenset({PollState.CASTING, PollState.VOID}),
    PollState.CASTING: frozenset({PollState.CLOSED}),
    PollState.CLOSED: frozenset({PollState.UNSEALED, PollState.VOID}),
    PollState.UNSEALED: frozenset[str](),
    PollState.VOID: frozenset[str](),
}
