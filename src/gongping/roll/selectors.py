"""Reading the roll: who may vote, who has collected; never which ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ballotbox.counts import Slips, Turnout
from ballotbox.observers import OBSERVERS, draw_observers, draw_of
from gongping.foundation.actors import Actor
from gongping.foundation.names import local_name
from gongping.foundation.plain import one_line
from gongping.foundation.sent import whole_number
from gongping.polls.selectors import office_counts_of, office_of
from gongping.roll.exceptions import NoSuchEntry, NotInRoll
from gongping.roll.models import Channel, LateVoter, Right, RollEntry, Ticket
from gongping.roll.policies import (
    COLLECTING,
    can_add_late,
    can_confirm_late,
    can_hand_out,
    can_keep_roll,
    can_mark_paper,
    can_mark_slip,
    can_open_slips,
    can_print,
    can_take,
)

if TYPE_CHECKING:
    from gongping.polls.models import Poll

__all__ = [
    "HANDED_OUT",
    "LONGEST_NAME",
    "Channel",
    "Drawn",
    "GroupCount",
    "can_add_late",
    "can_confirm_late",
    "can_hand_out",
    "can_keep_roll",
    "can_mark_paper",
    "can_mark_slip",
    "can_open_slips",
    "can_print",
    "can_take",
    "collected_total",
    "count_by_group",
    "entries_of",
    "entry_of",
    "find_entry",
    "get_entry",
    "get_late_voter",
    "late_voters_of",
    "observers_of",
    "on_open_rolls",
    "slips_by_group",
]


LONGEST_NAME = 60
"""Nobody's name or number is longer; databases refuse to look for very long ones."""
HANDED_OUT = gettext_lazy("已发票证")
"""What the number of people marked on the roll is called, wherever it stands.

It is not 领票: that is what the issuers signed, and the head covers.
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody whom the head drew as an observer, or as a deputy of one."""

    place: int
    entry: RollEntry
    is_deputy: bool


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One group of the roll: 应参, 已发票证, and by which way."""

    entitled: int
    named: int
    drawn: int
    late: int = 0
    paper: int = 0

    @property
    def electronic(self) -> int:
        """Return how many have collected a ballot that goes into the box."""
        return self.named + self.drawn

    @property
    def collected(self) -> int:
        """Return how many have collected a ballot, by whichever way."""
        return self.electronic + self.paper


def count_by_group(poll: "Poll") -> dict[int, GroupCount]:
    """Return 应参 and 已发票证 of each group, by its position. One query."""
    rows = (
        RollEntry.objects.filter(poll=poll)
        .values("group__position")
        .annotate(
            entitled=Count("pk"),
            named=Count("pk", filter=Q(channel=Channel.NAMED)),
            drawn=Count("pk", filter=Q(channel=Channel.SLIP)),
            late=Count("pk", filter=Q(is_late=True)),
            paper=Count("pk", filter=Q(channel=Channel.PAPER)),
        )
        .order_by("group__position")
    )
    return {
        row["group__position"]: GroupCount(
            row["entitled"], row["named"], row["drawn"], row["late"], row["paper"]
        )
        for row in rows
    }


def collected_total(poll: "Poll") -> int:
    """Return how many have collected a ballot in all. One query."""
    return RollEntry.objects.filter(poll=poll).exclude(channel="").count()


def find_entry(poll: "Poll", actor: Actor) -> RollEntry | None:
    """Return the actor's own entry, nothing if there is none. One query."""
    if actor.person_id is None:
        return None
    entries = RollEntry.objects.select_related("group")
    return entries.filter(poll=poll, person_id=actor.person_id).first()


def entry_of(poll: "Poll", actor: Actor) -> RollEntry:
    """Return the actor's own entry; raise `NotInRoll` if there is none. One query."""
    entry = find_entry(poll, actor)
    if entry is None:
        raise NotInRoll(_("您不在这次测评的名册上。如有疑问，请找秘书处。"))
    return entry


def get_entry(poll: "Poll", key: str) -> RollEntry:
    """Return an entry of the poll's roll. One query."""
    entry = (
        RollEntry.objects.select_related("person", "group")
        .filter(poll=poll, key=key)
        .first()
    )
    if entry is None:
        raise NoSuchEntry(_("名册上没有这一条。请刷新名册。"))
    return entry


def late_voters_of(poll: "Poll") -> list[LateVoter]:
    """Return the supplementary roll with who confirmed it. Two queries."""
    late = LateVoter.objects.filter(poll=poll).select_related("group", "person__unit")
    return list(late.prefetch_related("confirmations__user"))


def get_late_voter(
    poll: "Poll", late_id: int, *, for_update: bool = False
) -> LateVoter:
    """Return a line of the supplementary roll. One query."""
    lines = LateVoter.objects.select_related("poll", "group", "person")
    if for_update:
        lines = lines.select_for_update(of=("self",))
    late = lines.filter(poll=poll, pk=late_id).first()
    if late is None:
        raise NoSuchEntry(_("补充名册上没有这一条。请刷新名册。"))
    return late


def entries_of(poll: "Poll", query: str = "", unit: str = "") -> QuerySet[RollEntry]:
    """Return the roll in establishment order, narrowed by name or unit. One query."""
    entries = RollEntry.objects.filter(poll=poll).select_related(
        "group", "person__unit"
    )
    if query := one_line(query, LONGEST_NAME):
        entries = entries.filter(
            Q(person__name__icontains=query) | Q(person__staff_no__iexact=query)
        )
    unit_id = whole_number(unit)
    if unit_id is not None:
        entries = entries.filter(person__unit_id=unit_id)
    order: Any = ("person__unit__position", "person__position", "person__staff_no")
    return entries.order_by(*order)


def observers_of(poll: "Poll") -> list[Drawn]:
    """Return whom the head has drawn, in order; nobody before there is a head.

    Places are those of the roll as it was frozen and hashed. One query.
    """
    if not poll.head:
        return []
    entries = RollEntry.objects.filter(poll=poll, is_late=False).select_related(
        "group", "person__unit"
    )
    roll = sorted(entries, key=lambda each: (each.group.position, each.person.staff_no))
    places = draw_observers(draw_of(bytes.fromhex(poll.head)), len(roll))
    return [
        Drawn(place, roll[place - 1], is_deputy=order >= OBSERVERS)
        for order, place in enumerate(places)
    ]


def slips_by_group(poll: "Poll") -> dict[int, int]:
    """Return how many slips of each group can still be printed. One query."""
    rows = (
        Ticket.objects.filter(group__poll=poll, channel=Channel.SLIP)
        .values_list("group__position")
        .annotate(count=Count("pk"))
    )
    return dict(rows)


def on_open_rolls(
    *, user_ids: Iterable[int] = (), person_ids: Iterable[int] = ()
) -> list[tuple[str, str]]:
    """Return voter and poll, by name, while ballots are collected or cast.

    People are asked for by themselves or by their accounts. Rehearsals are left
    out: nothing hangs on them. One query.
    """
    entries = RollEntry.objects.filter(
        Q(person__user_id__in=user_ids) | Q(person_id__in=person_ids),
        poll__state__in=COLLECTING,
        poll__is_rehearsal=False,
    )
    return [
        (entry.person.name, local_name(entry.poll))
        for entry in entries.select_related("person", "poll")
    ]


def turnouts_of(
    poll: "Poll", received: Mapping[int, int], on_paper: Mapping[int, int]
) -> tuple[Turnout, ...]:
    """Return the counts that the head covers. Three queries.

    `received` are the ballots of the box by group, `on_paper` those on paper.
    """
    counts = count_by_group(poll)
    second = office_counts_of(poll)
    elsewhere = {row.group: (row.collected,) for row in second.groups} if second else {}
    rights = Right.objects.filter(group__poll=poll)
    by_group = {
        row["group__position"]: row
        for row in rights.values("group__position").annotate(
            collected=Count("pk", filter=~Q(blinded="")),
            printed=Count("pk", filter=Q(channel=Channel.SLIP)),
            undrawn=Count("pk", filter=~Q(opened="")),
        )
    }
    return tuple(
        Turnout(
            group=number,
            roll=count.entitled,
            late=count.late,
            collected=(by_group[number]["collected"], *elsewhere.get(number, ())),
            paper=count.paper,
            paper_received=on_paper.get(number, 0),
            printed=by_group[number]["printed"],
            drawn=count.drawn,
            undrawn=by_group[number]["undrawn"],
            received=received[number],
        )
        for number, count in sorted(counts.items())
    )


def slips_of(poll: "Poll") -> Slips:
    """Return all slips: printed and redeemed as hashes, undrawn opened. Two queries.

    A second office hands out letters and has no slips.
    """
    printed, redeemed, undrawn = [], [], []
    slips = Right.objects.filter(group__poll=poll, channel=Channel.SLIP)
    for slip in slips.select_related("group"):
        hashed = (slip.group.position, bytes.fromhex(slip.ticket_hash))
        printed.append(hashed)
        if slip.blinded:
            redeemed.append(hashed)
        if slip.opened:
            undrawn.append((slip.group.position, bytes.fromhex(slip.opened)))
    none_elsewhere: tuple[tuple[()], ...] = ((),) if office_of(poll) else ()
    return Slips(
        tuple(sorted(printed)),
        (tuple(sorted(redeemed)), *none_elsewhere),
        tuple(sorted(undrawn)),
    )
