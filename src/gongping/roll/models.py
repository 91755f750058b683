"""Who may vote, who has collected; tickets belong to groups, never to a ballot."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a ticket is handed out."""

    NAMED = "named", _("登录领取")
    SLIP = "slip", _("抽取票条")
    PAPER = "paper", _("纸质票")


def random_key() -> str:
    """Return a key that tells no order; a running number would."""
    return secrets.token_hex(16)


class RollEntry(models.Model):
    """One eligible voter and whether a ballot was collected, without a time.

    `held_ticket` is filled only between the voter's request and the moment in which
    an issuer binds the ticket to a request of the voter's device; then it is wiped.
    """

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    poll = models.ForeignKey("polls.Poll", models.CASCADE, related_name="roll")
    group = models.ForeignKey("polls.VoterGroup", models.CASCADE, related_name="roll")
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="roll_entries"
    )
    channel = models.CharField(max_length=6, choices=Channel.choices, blank=True)
    held_ticket = models.CharField(max_length=64, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["person__position", "person__staff_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "person"], name="roll_one_entry_a_voter"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Ticket(models.Model):
    """A ticket of a group that nobody has yet; handed out, it is gone from here."""

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    group = models.ForeignKey(
        "polls.VoterGroup", models.CASCADE, related_name="tickets"
    )
    channel = models.CharField(max_length=6, choices=Channel.choices)
    secret = models.CharField(max_length=64)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class SlipPile(models.Model):
    """How often the slips of a group were printed; no slip is known by itself."""

    group = models.OneToOneField(
        "polls.VoterGroup", models.CASCADE, primary_key=True, related_name="slip_pile"
    )
    prints = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.group_id)


class Right(models.Model):
    """The right to collect one ballot, known by the hash of its ticket only.

    `blinded` is the one request that it was redeemed with; `opened` the secret of a
    slip that nobody drew, shown at the close. Neither leads to a person or a ballot.
    """

    ticket_hash = models.CharField(max_length=64, primary_key=True)
    group = models.ForeignKey("polls.VoterGroup", models.CASCADE, related_name="rights")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    blinded = models.TextField(blank=True)
    opened = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["ticket_hash"]

    def __str__(self) -> str:
        return self.ticket_hash


class RollSalt(models.Model):
    """What the roll of a poll was hashed with, for those who audit it."""

    poll = models.OneToOneField(
        "polls.Poll", models.CASCADE, primary_key=True, related_name="roll_salt"
    )
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.poll_id)


class LateVoter(models.Model):
    """Somebody proposed for the supplementary roll (补充名册) of a poll.

    The roll itself is fixed by the rules. Whoever is added afterwards stands apart,
    with a reason, and enters only when t scrutineers have confirmed it.
    """

    poll = models.ForeignKey("polls.Poll", models.CASCADE, related_name="late_voters")
    group = models.ForeignKey("polls.VoterGroup", models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, related_name="late_entries"
    )
    reason = models.CharField(_("为什么补登"), max_length=120)
    added_by_name = models.CharField(max_length=60)
    is_entered = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "person"], name="roll_one_late_line_a_voter"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LateConfirmation(models.Model):
    """One scrutineer's word that a late voter belongs on the roll."""

    late = models.ForeignKey(LateVoter, models.CASCADE, related_name="confirmations")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["late", "user"], name="roll_late_confirmed_once_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.late_id} {self.user_id}"
