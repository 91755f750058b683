"""What people write into the box at the foot of every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    """One remark on a page (这页哪里不好用)."""

    path = models.CharField(max_length=200)
    text = models.CharField(_("意见"), max_length=500)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)
    is_handled = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.text[:40]
