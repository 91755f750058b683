"""Rounds, sessions, the running order, attendance and unit reports."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.names import local_name
from gongping.meetings.states import (
    AT_DESK,
    AgendaState,
    Preset,
    ReportState,
    RoundState,
    SessionState,
)


class Half(models.TextChoices):
    """Which part of the year a round covers."""

    FIRST = "first", _("上半年")
    SECOND = "second", _("下半年")
    ANNUAL = "annual", _("全年")


class Order(models.TextChoices):
    """How the running order is found."""

    ESTABLISHMENT = "establishment", _("编制序")
    DRAWN = "drawn", _("抽签")


class Mark(models.TextChoices):
    """What the attendance sheet says of one person."""

    PRESENT = "present", _("到会")
    EXCUSED = "excused", _("请假")


class ReviewRound(models.Model):
    """One review cycle over all units (点评轮次)."""

    year = models.PositiveSmallIntegerField(_("年度"))
    half = models.CharField(_("时段"), max_length=8, choices=Half.choices)
    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    state = models.CharField(
        max_length=10, choices=RoundState.choices, default=RoundState.PREPARING
    )
    units = models.ManyToManyField("organisation.Unit", related_name="review_rounds")
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-half", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "half"], name="meetings_one_round_a_half"
            )
        ]

    def __str__(self) -> str:
        return local_name(self)


class ReviewSession(models.Model):
    """The meeting at which all units report and leaders comment (汇报会).

    It shares its key with its round, so that one number names both in addresses.
    """

    round = models.OneToOneField(
        ReviewRound, models.CASCADE, related_name="session", primary_key=True
    )
    held_at = models.DateTimeField(_("时间"))
    chair_name = models.CharField(_("主持"), max_length=60)
    preset = models.CharField(
        _("开法"),
        max_length=24,
        choices=Preset.choices,
        default=Preset.LEADER_REVIEW_2012,
    )
    minutes_per_unit = models.PositiveSmallIntegerField(_("每单位汇报分钟"), default=6)
    question_minutes = models.PositiveSmallIntegerField(_("现场提问分钟"), default=0)
    comment_minutes = models.PositiveSmallIntegerField(_("点评分钟"), default=3)
    order_kind = models.CharField(
        _("汇报顺序"),
        max_length=14,
        choices=Order.choices,
        default=Order.ESTABLISHMENT,
    )
    quorum_percent = models.PositiveSmallIntegerField(_("到会法定比例"), default=67)
    state = models.CharField(
        max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    drawn_at = models.DateTimeField(null=True, blank=True)
    signing_in_at = models.DateTimeField(null=True, blank=True)
    reporting_at = models.DateTimeField(null=True, blank=True)
    voting_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    console_key = models.CharField(max_length=32, blank=True)
    console_name = models.CharField(max_length=80, blank=True)
    console_at = models.DateTimeField(null=True, blank=True)
    # Counts every change of the running order: a form says which one it saw.
    agenda_version = models.PositiveIntegerField(default=0)
    # The slots as they were before the last step, to take it back.
    last_step = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.round_id} {self.held_at:%Y-%m-%d}"


class Venue(models.Model):
    """A place of the session with its own attendance (分会场)."""

    session = models.ForeignKey(ReviewSession, models.CASCADE, related_name="venues")
    name = models.CharField(_("会场"), max_length=60)
    is_main = models.BooleanField(_("主会场"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-is_main", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "name"], name="meetings_venue_named_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """Who is expected at which venue, and whether they came."""

    session = models.ForeignKey(
        ReviewSession, models.CASCADE, related_name="attendance"
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="attendance")
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="attendance"
    )
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True)

    class Meta:
        ordering = ["person__position", "person__staff_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], name="meetings_attendance_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.mark}"


class AgendaItem(models.Model):
    """The slot of one unit in the running order."""

    session = models.ForeignKey(ReviewSession, models.CASCADE, related_name="agenda")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="agenda_items"
    )
    position = models.PositiveSmallIntegerField()
    reporter = models.ForeignKey(
        "organisation.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
    )
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    state = models.CharField(
        max_length=10, choices=AgendaState.choices, default=AgendaState.WAITING
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The turn that runs: one step of one speaker. Those before it are in `turns`.
    turn_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    speaker = models.ForeignKey(
        "organisation.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comment_turns",
    )
    turns = models.JSONField(default=list, blank=True)
    # Not in the plan: put in while the hall was sitting.
    is_inserted = models.BooleanField(default=False)
    planned_at: datetime | None = None  # set by the selector, never stored

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "unit"], name="meetings_unit_reports_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.unit_id}"

    @property
    def is_at_desk(self) -> bool:
        """Tell whether the unit has the floor now, at whichever step."""
        return self.state in AT_DESK


class Incident(models.Model):
    """Something that happened in the hall, in one sentence (会场记事)."""

    session = models.ForeignKey(ReviewSession, models.CASCADE, related_name="incidents")
    happened_at = models.DateTimeField()
    text = models.CharField(_("记事"), max_length=200)
    noted_by_name = models.CharField(max_length=80)

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return self.text


class UnitReport(models.Model):
    """What a unit says of its year, begun from the ledger (工作汇报)."""

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="reports"
    )
    state = models.CharField(
        max_length=10, choices=ReportState.choices, default=ReportState.DRAFT
    )
    rectification = models.TextField(_("上次点评怎么落实"), blank=True)
    achievements = models.TextField(_("已完成的重点工作"), blank=True)
    business = models.TextField(_("业务：重点工作及落实措施"), blank=True)
    party_building = models.TextField(_("党建：重点工作及落实措施"), blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by_name = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    slot: AgendaItem | None = None  # laid beside it by the view, never stored

    class Meta:
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="meetings_one_report_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"
