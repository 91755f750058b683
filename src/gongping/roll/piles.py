"""The piles of slips, group by group: printed, drawn, opened, and what is missing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from gongping.roll.models import Right, SlipPile
from gongping.roll.selectors import count_by_group, slips_by_group
from gongping.roll.slips import sheets_needed

if TYPE_CHECKING:
    from gongping.polls.models import Poll, VoterGroup


@dataclass(frozen=True, slots=True)
class Pile:
    """The slips of one group: numbers only, no slip is known by itself."""

    group: "VoterGroup"
    printed: int
    drawn: int
    opened: int
    prints: int
    kept: int

    @property
    def sheets(self) -> int:
        """Return how many sheets the pile is printed on, without its seal."""
        return sheets_needed(self.printed)

    @property
    def left(self) -> int:
        """Return how many slips should lie in the pile."""
        return self.printed - self.drawn

    @property
    def missing(self) -> int:
        """Return how many are neither marked as drawn nor opened; below 0, too many."""
        return self.left - self.opened

    @property
    def surplus(self) -> int:
        """Return by how many the drawn and the opened exceed the printed."""
        return max(0, -self.missing)


def piles_of(poll: "Poll") -> list[Pile]:
    """Return the piles of the groups that have slips. Four queries."""
    counts, kept = count_by_group(poll), slips_by_group(poll)
    opened = dict(
        Right.objects.filter(group__poll=poll)
        .values_list("group__position")
        .annotate(number=Count("pk", filter=~Q(opened="")))
    )
    prints = dict(
        SlipPile.objects.filter(group__poll=poll).values_list("group_id", "prints")
    )
    return [
        Pile(
            group=group,
            printed=group.slip_count,
            drawn=counts[group.position].drawn if group.position in counts else 0,
            opened=opened.get(group.position, 0),
            prints=prints.get(group.pk, 0),
            kept=kept.get(group.position, 0),
        )
        for group in poll.groups.all()
        if group.slip_count
    ]
