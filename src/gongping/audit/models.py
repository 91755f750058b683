"""The record of who did what, each entry chained to the one before."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One act, written once and never changed; `digest` seals it to `previous`."""

    position = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    tag = models.CharField(max_length=60)
    actor_user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-position"]
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["tag"], name="audit_by_tag"),
            models.Index(fields=["actor_user_id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.tag}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("audit events are written once")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("audit events are never deleted")
