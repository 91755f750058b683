"""How far a poll is: its steps, its sums in tens, its scrutineers."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from ballotbox.counts import needed_for_quorum
from gongping.polls import box_client
from gongping.polls.models import Poll
from gongping.polls.selectors.boards import turnouts_of
from gongping.polls.selectors.manifests import manifest_of
from gongping.polls.selectors.schemes import quorum_of
from gongping.polls.states import PollState

SECONDS_BETWEEN_LOOKS = 30
LIFE = (
    PollState.DRAFT,
    PollState.FROZEN,
    PollState.COLLECTING,
    PollState.CASTING,
    PollState.CLOSED,
    PollState.UNSEALED,
)


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One group after close; `received` is withheld below the floor of k."""

    name: str
    name_en: str
    size: int
    received: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be shown of a poll's numbers now.

    While it is open: totals in tens only, looked up at most twice a minute. Sums
    by group come after close, and only for groups of at least k.
    """

    entitled: int
    cast_in_tens: int | None
    received: int | None
    needed: int
    groups: tuple[GroupProgress, ...] = ()

    @property
    def is_quorate(self) -> bool:
        """Tell whether enough ballots came in."""
        return self.received is not None and self.received >= self.needed


@dataclass(frozen=True, slots=True)
class Seat:
    """One scrutineer of a poll."""

    user_id: int
    name: str
    is_present: bool
    present_at: object


def in_tens(count: int) -> int:
    """Return the count cut down to tens: a single ballot must not show."""
    return count // 10 * 10


def progress_of(poll: Poll, sizes: dict[int, int]) -> Progress:
    """Return what may be shown of the numbers now. No query; may ask the box."""
    entitled = sum(sizes.values())
    spent = _received(poll)
    return Progress(
        entitled=entitled,
        cast_in_tens=_cast_in_tens(poll) if poll.state == PollState.CASTING else None,
        received=sum(spent.values()) if spent else None,
        needed=needed_of(poll, entitled),
        groups=tuple(
            GroupProgress(
                group.name,
                group.name_en,
                sizes[group.position],
                _if_enough(poll, spent[group.position]),
            )
            for group in poll.groups.all()
            if spent
        ),
    )


def why_void(poll: Poll) -> str:
    """Say why the poll is void: for the reason given, or for want of ballots."""
    if poll.state != PollState.VOID or poll.void_reason:
        return poll.void_reason
    groups = manifest_of(poll).groups
    progress = progress_of(poll, {group.number: group.size for group in groups})
    return _("应参 %(all)d 人，收回 %(n)d 张，不到法定的 %(needed)d 张。") % {
        "all": progress.entitled,
        "n": progress.received,
        "needed": progress.needed,
    }


def needed_of(poll: Poll, entitled: int) -> int:
    """Return how many ballots the quorum asks for, rounded up."""
    return needed_for_quorum(entitled, quorum_of(poll))


def poll_steps(poll: Poll) -> list[tuple[str, str, str]]:
    """Return the life of the poll for the stage line; a void poll has none."""
    if poll.state == PollState.VOID:
        return []
    here = LIFE.index(PollState(poll.state))
    return [
        (str(state.label), "", _place(place, here)) for place, state in enumerate(LIFE)
    ]


def seats_of(poll: Poll) -> list[Seat]:
    """Return the scrutineers in the order of appointment. No query."""
    return [
        Seat(s.user_id, s.user.display_name, s.is_present, s.present_at)
        for s in poll.scrutineers.all()
    ]


def _received(poll: Poll) -> dict[int, int]:
    """Return the ballots of each group: of the box, and once the head is signed of
    paper too.
    """
    if poll.counts:
        return {turnout.group: turnout.all_received for turnout in turnouts_of(poll)}
    return {int(n): count["spent"] for n, count in poll.box_counts.items()}


def _place(place: int, here: int) -> str:
    if place == here:
        return "current"
    return "passed" if place < here else "ahead"


def _if_enough(poll: Poll, count: int) -> int | None:
    return count if count >= poll.disclosure_threshold else None


def _cast_in_tens(poll: Poll) -> int | None:
    key = f"polls-cast-{poll.code}"
    shown: int | None = cache.get(key)
    if shown is None:
        total = box_client.cast_total(poll.code)
        if total is None:
            return None
        shown = in_tens(total)
        cache.set(key, shown, SECONDS_BETWEEN_LOOKS)
    return shown
