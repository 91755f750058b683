"""Frozen counts of opened polls; no ballot is kept here, only figures of many."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read a result, as the leadership decided."""

    NOBODY = "", _("未公布")
    LEADERSHIP = "leadership", _("只给部领导")
    UNITS = "units", _("部领导和各单位")
    EVERYBODY = "everybody", _("全体")


class Result(models.Model):
    """The count of one poll (计票报告) in all its versions, and who may read it."""

    poll = models.OneToOneField("polls.Poll", models.PROTECT, related_name="result")
    manifest_digest = models.CharField(max_length=64)
    board_digest = models.CharField(max_length=64)
    counted_at = models.DateTimeField()
    current = models.ForeignKey(
        "results.ResultVersion", models.PROTECT, null=True, related_name="+"
    )
    audience = models.CharField(
        _("公布范围"), max_length=12, choices=Audience.choices, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=80, blank=True)
    published_version = models.ForeignKey(
        "results.ResultVersion", models.PROTECT, null=True, related_name="+"
    )
    is_ranked = models.BooleanField(_("列出大致名次"), default=False)
    is_across = models.BooleanField(_("跨类别比较"), default=False)
    ranking = models.ForeignKey(
        "results.RankingDecision", models.PROTECT, null=True, related_name="+"
    )

    # Of this object in memory: which version its reader reads, if not the newest.
    chosen_version: "ResultVersion | None" = None

    class Meta:
        ordering = ["-counted_at"]
        verbose_name = _("计票结果")

    def __str__(self) -> str:
        return f"{self.poll_id} {self.digest[:8]}"

    @property
    def shown(self) -> "ResultVersion":
        """Return the version that is being read: the newest unless one was chosen."""
        version = self.chosen_version or self.current
        assert version is not None
        return version

    @property
    def figures(self) -> dict[str, Any]:
        """Return the figures of the version that is being read."""
        figures: dict[str, Any] = self.shown.figures
        return figures

    @property
    def digest(self) -> str:
        """Return the fingerprint of the version that is being read."""
        return self.shown.digest

    @property
    def formula_version(self) -> str:
        """Return by which formula the version that is being read was computed."""
        return self.shown.formula_version


class ResultVersion(models.Model):
    """Figures of a result, computed once and never changed; later ones stand beside."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    formula_version = models.CharField(max_length=40)
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=80, blank=True)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "number"], name="results_version_once"
            )
        ]
        verbose_name = _("结果版本")

    def __str__(self) -> str:
        return f"{self.result_id} v{self.number} {self.digest[:8]}"


class RankingDecision(models.Model):
    """What the leaders decided of places and comparing; an earlier one is kept."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="rankings")
    is_ranked = models.BooleanField(_("列出大致名次"), default=False)
    is_across = models.BooleanField(_("跨类别比较"), default=False)
    decided_by = models.CharField(_("谁决定的"), max_length=60)
    decided_on = models.DateField(_("决定日期"))
    number = models.CharField(_("文号或纪要号"), max_length=60)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("怎么比的决定")

    def __str__(self) -> str:
        return f"{self.result_id} {self.number}"
