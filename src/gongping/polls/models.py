"""What is scored, by whom, with what weight; nothing here ever names a ballot."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongping.foundation.names import local_name
from gongping.polls.states import PollState


class Layout(models.TextChoices):
    """How the ballot looks: one list, or one unit a page with all criteria."""

    OVERALL = "overall", _("只评总体，一页列表")
    CRITERIA = "criteria", _("逐项评，一个单位一页")


class GroupRule(models.TextChoices):
    """From whom a voter group is drawn."""

    EVERYBODY = "everybody", _("全体处级以上干部")
    LEADERS = "leaders", _("部领导")
    UNIT_HEADS = "unit_heads", _("单位主要负责人")
    CADRES = "cadres", _("其他处级以上干部")


class Suite(models.TextChoices):
    """How ballots of a poll are sealed; the weak one is refused outside tests."""

    SEALED = "gp1", _("密封")
    WEAK = "gp1/weak", _("测试用")


class Poll(models.Model):
    """One organised rating of all units of a round (民主测评)."""

    code = models.CharField(max_length=12, unique=True)
    round = models.ForeignKey(
        "meetings.ReviewRound", models.PROTECT, related_name="polls"
    )
    title = models.CharField(_("名称"), max_length=60)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    layout = models.CharField(
        _("票式"), max_length=10, choices=Layout.choices, default=Layout.OVERALL
    )
    state = models.CharField(
        max_length=12, choices=PollState.choices, default=PollState.DRAFT
    )
    disclosure_threshold = models.PositiveSmallIntegerField(_("公布下限"), default=10)
    quorum_percent = models.PositiveSmallIntegerField(_("法定收回比例"), default=50)
    threshold = models.PositiveSmallIntegerField(_("启封需到场监票人"), default=2)
    is_rehearsal = models.BooleanField(_("演练"), default=False)
    is_identical_invalid = models.BooleanField(_("整张票全部相同作废"), default=False)
    excellent_quota = models.PositiveSmallIntegerField(
        _("优秀名额"), null=True, blank=True
    )
    counting = models.JSONField(_("计分规则"), default=dict, blank=True)
    suite = models.CharField(
        _("封票方式"), max_length=12, choices=Suite.choices, default=Suite.SEALED
    )
    manifest = models.TextField(blank=True)
    manifest_digest = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    collecting_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    board_digest = models.CharField(max_length=64, blank=True)
    board_root = models.CharField(max_length=64, blank=True)
    paper_digest = models.CharField(max_length=64, blank=True)
    head = models.TextField(blank=True)
    head_signature = models.CharField(max_length=128, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    box_counts = models.JSONField(default=dict, blank=True)
    void_reason = models.CharField(max_length=200, blank=True)
    is_synthetic = models.BooleanField(default=False)
    repeats = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )

    class Meta:
        ordering = ["-round__year", "-pk"]
        verbose_name = _("民主测评")

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One thing that is rated of every unit (测评指标)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("测评指标"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    weight = models.DecimalField(_("权重"), max_digits=6, decimal_places=2, default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "position"], name="polls_criterion_place_once"
            )
        ]

    def __str__(self) -> str:
        return local_name(self)


class GradeLevel(models.Model):
    """One step of the scale with its points (等次、赋分)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="grades")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("等次"), max_length=20)
    name_en = models.CharField(_("英文名称"), max_length=40, blank=True)
    points = models.DecimalField(_("赋分"), max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "position"], name="polls_grade_place_once"
            )
        ]

    def __str__(self) -> str:
        return local_name(self)


class VoterGroup(models.Model):
    """A class of voters with its weight (票种、票权)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("票种"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    rule = models.CharField(_("范围"), max_length=12, choices=GroupRule.choices)
    weight = models.DecimalField(_("票权"), max_digits=6, decimal_places=2, default=1)
    slip_count = models.PositiveSmallIntegerField(_("票条数"), default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "position"], name="polls_group_place_once"
            )
        ]

    def __str__(self) -> str:
        return local_name(self)


class Scrutineer(models.Model):
    """Somebody who watches over the poll and whose presence opens it (监票人)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="scrutineers")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=False)
    gives_up = models.BooleanField(default=False)
    present_at = models.DateTimeField(null=True, blank=True)
    signing_key = models.CharField(max_length=130, blank=True)
    # To this key the others seal the locks that they hand over through the server.
    holder_key = models.CharField(max_length=130, blank=True)
    # The hash of the locks that this scrutineer has opened on trial.
    tried_locks = models.CharField(max_length=64, blank=True)
    rules_signature = models.CharField(max_length=128, blank=True)
    head_signature = models.CharField(max_length=128, blank=True)
    paper_signature = models.CharField(max_length=128, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "user"], name="polls_scrutineer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.user_id}"


class SecondOffice(models.Model):
    """The second office that hands out ballots of a poll, in its own words.

    Both files stay as they came: what stands in the rules and under the head can be
    compared with them to the last letter.
    """

    poll = models.OneToOneField(
        Poll, models.CASCADE, primary_key=True, related_name="second_office"
    )
    keys_file = models.TextField()
    counts_file = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.poll_id)


class Lock(models.Model):
    """One lock of a poll (锁): public from the start, opened after the close.

    Its private key comes here only when a scrutineer releases it for the count.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="locks")
    number = models.PositiveSmallIntegerField()
    public_key = models.CharField(max_length=130)
    released_key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "number"], name="polls_lock_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.number}"


def random_key() -> str:
    """Return a key that tells no order; a running number would."""
    return secrets.token_hex(16)


class PaperBallots(models.Model):
    """The paper ballots of one group, entered twice and sealed (纸质票).

    `ballots` are their cells, sorted: which sheet, pile or clerk they came from is
    left nowhere.
    """

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="paper")
    group = models.PositiveSmallIntegerField()
    salt = models.CharField(max_length=64)
    ballots = models.JSONField()

    class Meta:
        ordering = ["group"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "group"], name="polls_paper_once_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.group}"


class Handover(models.Model):
    """The key of a lock on its way to another holder, sealed to that holder's key."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="handovers")
    number = models.PositiveSmallIntegerField()
    to = models.ForeignKey(Scrutineer, models.CASCADE, related_name="handovers")
    sealed = models.CharField(max_length=226)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["to", "number"], name="polls_handover_once_a_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.number}"
