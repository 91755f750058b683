"""Paper ballots while they are typed; all of it is wiped once they are sealed.

No sheet leads to a person: what a sheet says hangs on its pile, who typed hangs on the
pile beside it.
"""

import secrets

from django.db import models

FIRST, SECOND, SETTLED = 1, 2, 0
"""The two entries of a pile, and what was settled before a scrutineer."""


def random_key() -> str:
    """Return a key that tells no order; a running number would."""
    return secrets.token_hex(16)


class PaperPile(models.Model):
    """Some sheets of one group that lie on one heap, at most so many (一摞)."""

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    poll = models.ForeignKey("polls.Poll", models.CASCADE, related_name="piles")
    group = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["group", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "group", "number"], name="paper_pile_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.key


class PaperTurn(models.Model):
    """Who types a pile, first or second; or before whom it was settled."""

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    pile = models.ForeignKey(PaperPile, models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    is_finished = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pile", "number"], name="paper_turn_number_once"
            ),
            models.UniqueConstraint(
                fields=["pile", "user"], name="paper_turn_one_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class PaperSheet(models.Model):
    """One sheet as it was typed in one turn: a sign for each cell, in ballot order."""

    key = models.CharField(
        max_length=32, primary_key=True, default=random_key, editable=False
    )
    pile = models.ForeignKey(PaperPile, models.CASCADE, related_name="sheets")
    turn = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    marks = models.TextField()
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering = ["turn", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["pile", "turn", "place"], name="paper_sheet_place_once"
            )
        ]

    def __str__(self) -> str:
        return self.key
