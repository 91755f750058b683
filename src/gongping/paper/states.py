"""How far a pile of paper ballots is, as its two entries tell."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PileState(models.TextChoices):
    """Where a pile stands; nothing of it is stored, the entries say it."""

    TYPING = "typing", _("录入中")
    SECOND_WANTED = "second_wanted", _("等第二人录入")
    DIFFERS = "differs", _("两次不同，待核")
    AGREED = "agreed", _("两次一致")
    SETTLED = "settled", _("已核定")


ENTERED = {PileState.AGREED, PileState.SETTLED}
