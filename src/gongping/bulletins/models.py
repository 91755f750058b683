"""Official documents: their text, and who did what to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.bulletins.states import BulletinState, Kind, Verb


class Bulletin(models.Model):
    """One official document of a round (公文).

    `drafted` is the text as the records gave it, piece by piece with the source of
    every figure; `text` is what people made of it. Both stay, so that one can always
    say which figures are the records' and which were typed.
    """

    round = models.ForeignKey(
        "meetings.ReviewRound", models.PROTECT, related_name="bulletins"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=BulletinState.choices, default=BulletinState.DRAFT
    )
    title = models.CharField(_("标题"), max_length=100)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    dated_on = models.DateField(_("成文日期"))
    copies = models.CharField(_("抄送"), max_length=200, blank=True)
    printed_by = models.CharField(_("印发机关"), max_length=60, blank=True)
    text = models.TextField(_("正文"))
    drafted = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-round__year", "-round__half", "kind", "-edition"]
        verbose_name = _("公文")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "edition"], name="bulletins_edition_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One thing that somebody did to a document."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=80)
    note = models.CharField(_("原因"), max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.verb}"
