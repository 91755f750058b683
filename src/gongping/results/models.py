"""Frozen counts of opened polls; no ballot is kept here, only sums."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read a result, as the leadership decided."""

    NOBODY = "", _("未公布")
    LEADERSHIP = "leadership", _("只给部领导")
    UNITS = "units", _("部领导和各单位")
    EVERYBODY = "everybody", _("全体")


class Result(models.Model):
    """The count of one poll, computed once and never changed (计票报告)."""

    poll = models.OneToOneField("polls.Poll", models.PROTECT, related_name="result")
    formula_version = models.CharField(max_length=20)
    manifest_digest = models.CharField(max_length=64)
    board_digest = models.CharField(max_length=64)
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    counted_at = models.DateTimeField()
    audience = models.CharField(
        _("公布范围"), max_length=12, choices=Audience.choices, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-counted_at"]
        verbose_name = _("计票结果")

    def __str__(self) -> str:
        return f"{self.poll_id} {self.digest[:8]}"
