"""The record of who did what, each entry chained to the one before."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.audit.chain import GENESIS

WRITTEN_ONCE = "audit events are written once and never changed or deleted"


class AppendOnly(models.QuerySet["Event"]):
    """Rows that can be read and added to, and nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise TypeError(WRITTEN_ONCE)

    def delete(self) -> NoReturn:
        raise TypeError(WRITTEN_ONCE)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError(WRITTEN_ONCE)

    def bulk_create(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("audit events are chained: write them one by one")


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
    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-position"]
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["tag", "-position"], name="audit_by_tag"),
            models.Index(fields=["actor_user_id"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.tag}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(WRITTEN_ONCE)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError(WRITTEN_ONCE)


class Head(models.Model):
    """The end of the chain: one row, held while an act is written.

    Two acts at one moment wait for each other here, and an end that was cut off
    no longer agrees with it.
    """

    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:8]}"
