"""The one ledger: items, their path, reports, requests and changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongping.ledger.states import (
    ExtensionState,
    ImportState,
    ItemKind,
    ItemState,
    Track,
    UpdateState,
)


class YearFocus(models.Model):
    """A requirement of the leadership for all units in a year (年度要求)."""

    year = models.PositiveSmallIntegerField(_("年度"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    text = models.CharField(_("年度要求"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=80)

    class Meta:
        ordering = ["-year", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "position"], name="ledger_focus_place_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class LedgerItem(models.Model):
    """One tracked item with lead unit, path, deadline and responsible person."""

    number = models.CharField(_("编号"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("年度"))
    kind = models.CharField(
        _("来源"), max_length=20, choices=ItemKind.choices, default=ItemKind.KEY_TASK
    )
    state = models.CharField(
        max_length=24, choices=ItemState.choices, default=ItemState.DRAFT
    )
    title = models.CharField(_("重点工作"), max_length=80)
    title_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    track = models.CharField(_("线别"), max_length=16, choices=Track.choices)
    goal = models.TextField(_("主要内容及目标"), blank=True)
    measures = models.TextField(_("落实措施"), blank=True)
    party_link = models.CharField(_("党建结合点"), max_length=200, blank=True)
    lead_unit = models.ForeignKey(
        "organisation.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_items",
        verbose_name=_("牵头单位"),
    )
    responsible_person = models.ForeignKey(
        "organisation.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responsible_items",
        verbose_name=_("责任人"),
    )
    year_focus = models.ForeignKey(
        YearFocus,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("年度要求"),
    )
    started_on = models.DateField(_("启动时间"), null=True, blank=True)
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    original_due_on = models.DateField(null=True, blank=True)
    obstacle = models.CharField(_("存在问题"), max_length=300, blank=True)
    path_sketch = models.CharField(
        max_length=300,
        blank=True,
        help_text="A path without dates, as imported; no substitute for milestones.",
    )
    source_quote = models.TextField(blank=True)
    source_author = models.CharField(max_length=80, blank=True)
    source_occasion = models.CharField(max_length=120, blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    look_back_due_on = models.DateField(null=True, blank=True)
    look_back_result = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    last_reported_on = models.DateField(null=True, blank=True)
    place = models.PositiveBigIntegerField(
        default=0,
        help_text="Establishment order of the lead unit, then the running number.",
    )
    next_due_on = models.DateField(
        null=True,
        blank=True,
        help_text="Earliest unreported milestone or the deadline; kept by services.",
    )
    last_nudged_on = models.DateField(
        null=True, blank=True, help_text="Since the last report; a report answers it."
    )
    review_note = models.CharField(
        max_length=300, blank=True, help_text="Why the secretariat sent a path back."
    )
    search_text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=80, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "number"]
        verbose_name = _("台账事项")
        indexes = [
            models.Index(fields=["year", "place"], name="ledger_by_year_place"),
            models.Index(fields=["year", "next_due_on"], name="ledger_by_next_due"),
            # Holds all that lights and tabs ask, so that counting reads no rows.
            models.Index(
                fields=[
                    "year",
                    "state",
                    "next_due_on",
                    "started_on",
                    "obstacle",
                    "kind",
                    "lead_unit",
                    "responsible_person",
                    "last_reported_on",
                    "published_on",
                ],
                name="ledger_counted",
            ),
            models.Index(fields=["lead_unit", "year"], name="ledger_by_unit_year"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"],
                condition=~Q(source_key=""),
                name="ledger_source_once",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("started_on")),
                name="ledger_due_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"])
                | Q(
                    lead_unit__isnull=False,
                    responsible_person__isnull=False,
                    due_on__isnull=False,
                ),
                name="ledger_published_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SupportingUnit(models.Model):
    """A unit that helps the lead unit with an item."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="supporting")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="supported_items"
    )
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "unit"], name="ledger_supporting_unit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.unit_id}"


class Milestone(models.Model):
    """A dated checkpoint on the path of an item."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("阶段节点"), max_length=60)
    due_on = models.DateField(_("节点时限"))
    original_due_on = models.DateField()
    reported_on = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="ledger_milestone_place_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ProgressUpdate(models.Model):
    """A report on one milestone, or on the whole item where none is named."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="updates")
    milestone = models.ForeignKey(
        Milestone, models.SET_NULL, null=True, blank=True, related_name="updates"
    )
    text = models.TextField(_("进展"))
    obstacle = models.CharField(_("存在问题"), max_length=300, blank=True)
    state = models.CharField(
        max_length=12, choices=UpdateState.choices, default=UpdateState.SUBMITTED
    )
    reported_at = models.DateTimeField()
    reported_by_name = models.CharField(max_length=80)
    confirmed_by_name = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by_name = models.CharField(max_length=80, blank=True)
    review_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """A file that goes with a report; optional, as the burden rules ask."""

    update = models.ForeignKey(
        ProgressUpdate, models.CASCADE, related_name="attachments"
    )
    file = models.FileField(upload_to="ledger/%Y/")
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class ExtensionRequest(models.Model):
    """A request, before the date, to move a milestone or the deadline."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="extensions")
    milestone = models.ForeignKey(
        Milestone, models.CASCADE, null=True, blank=True, related_name="extensions"
    )
    old_due_on = models.DateField()
    new_due_on = models.DateField(_("新的时限"))
    reason = models.CharField(_("理由"), max_length=300)
    state = models.CharField(
        max_length=10, choices=ExtensionState.choices, default=ExtensionState.REQUESTED
    )
    requested_at = models.DateTimeField()
    requested_by_name = models.CharField(max_length=80)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-requested_at"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.new_due_on}"


class ItemChange(models.Model):
    """What was changed on a published item, by whom and why."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40)
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.field}"


class Nudge(models.Model):
    """A reminder by the secretariat (催办), shown where the unit works."""

    item = models.ForeignKey(LedgerItem, models.CASCADE, related_name="nudges")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


class Series(models.Model):
    """The last number given to a unit in a year; numbers are never given twice."""

    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField(help_text="Establishment order of the unit.")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "place"], name="ledger_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.place:03}-{self.last:02}"


class LedgerImport(models.Model):
    """An uploaded workbook: what it would change, and how to take it back."""

    file_name = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.STAGED
    )
    plan = models.JSONField(default=dict)
    undo = models.JSONField(default=dict)
    staged_at = models.DateTimeField()
    staged_by_name = models.CharField(max_length=80)
    applied_at = models.DateTimeField(null=True)
    applied_by_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-staged_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class SavedFilter(models.Model):
    """A named filter of the table that belongs to one account."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="ledger_filter_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
