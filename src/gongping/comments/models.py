"""What leaders say of units, point by point."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.comments.states import CommentState, Disposition


class Section(models.TextChoices):
    """The four sections of a comment; the last is optional."""

    ACHIEVEMENTS = "achievements", _("成绩")
    PRIORITIES = "priorities", _("重点")
    DIRECTIONS = "directions", _("思路")
    PROBLEMS = "problems", _("问题")


class CommentForm(models.TextChoices):
    """How the comment was given (点评形式)."""

    MEETING = "meeting", _("会议集中")
    ON_SITE = "on_site", _("现场")
    WRITTEN = "written", _("书面")
    INDIVIDUAL = "individual", _("个别")
    AD_HOC = "ad_hoc", _("随机")


class LeaderComment(models.Model):
    """The comment of one leader on one unit in one round (领导点评)."""

    round = models.ForeignKey(
        "meetings.ReviewRound", models.PROTECT, related_name="comments"
    )
    leader = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="comments"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="comments"
    )
    link_kind = models.CharField(max_length=12)
    form = models.CharField(
        _("点评形式"),
        max_length=12,
        choices=CommentForm.choices,
        default=CommentForm.MEETING,
    )
    state = models.CharField(
        max_length=14, choices=CommentState.choices, default=CommentState.DRAFT
    )
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    signed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by_name = models.CharField(max_length=80, blank=True)
    dictated_by_name = models.CharField(_("记录人"), max_length=80, blank=True)
    # The words are still those that the secretariat took down, and nobody else's.
    is_dictation = models.BooleanField(default=False)

    class Meta:
        ordering = ["unit__position", "leader__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "leader", "unit"], name="comments_one_a_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} {self.unit_id}"


class CommentPoint(models.Model):
    """One point of a comment, with its track and what is to be done with it."""

    comment = models.ForeignKey(LeaderComment, models.CASCADE, related_name="points")
    section = models.CharField(max_length=14, choices=Section.choices)
    position = models.PositiveSmallIntegerField()
    track = models.CharField(_("线别"), max_length=16, default="business")
    text = models.CharField(_("点评"), max_length=500)
    disposition = models.CharField(
        _("处理意见"),
        max_length=10,
        choices=Disposition.choices,
        default=Disposition.UNDECIDED,
    )
    due_on = models.DateField(_("时限"), null=True, blank=True)
    ledger_item = models.OneToOneField(
        "ledger.LedgerItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comment_point",
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:40]


class PairWaiver(models.Model):
    """The recorded reason why a due pair has no comment in a round."""

    round = models.ForeignKey(
        "meetings.ReviewRound", models.CASCADE, related_name="pair_waivers"
    )
    leader = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    reason = models.CharField(_("原因"), max_length=200)
    recorded_by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "leader", "unit"], name="comments_waived_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason
