"""What the desk of a poll shows: its numbers in tens, its one next step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation.actors import Actor
from gongping.foundation.format import sentences
from gongping.foundation.names import local_name
from gongping.polls.selectors import (
    Progress,
    can_sign_head,
    in_tens,
    manifest_of,
    progress_of,
    sizes_by_group,
)
from gongping.polls.states import PollState
from gongping.procedure import ballots
from gongping.roll.selectors import (
    HANDED_OUT,
    GroupCount,
    collected_total,
    count_by_group,
)

if TYPE_CHECKING:
    from gongping.polls.models import Poll, VoterGroup

IS_OPEN = {PollState.COLLECTING, PollState.CASTING}
IS_OVER = {PollState.CLOSED, PollState.UNSEALED}


@dataclass(frozen=True, slots=True)
class Step:
    """One act that cannot be undone: how it is asked, named and reported."""

    verb: str
    act: Callable[..., Any]
    title: Promise
    body: Promise
    note: Promise
    label: Promise
    done: Promise
    seal: bool = False


STEPS = {
    PollState.FROZEN: Step(
        "open-collecting",
        ballots.open_collecting,
        gettext_lazy("开始领票？"),
        gettext_lazy("名册上的人可以登录领票，票条可以发给抽票条的人。"),
        gettext_lazy("票条的底稿同时抹去，没有打印的以后不能再打印。"),
        gettext_lazy("开始领票"),
        gettext_lazy("已开始领票。票条底稿已抹去。"),
    ),
    PollState.COLLECTING: Step(
        "open-casting",
        ballots.open_casting,
        gettext_lazy("开始投票？"),
        gettext_lazy("从现在起，领了票的人都可以投。领票同时继续。"),
        gettext_lazy("投出的票不能收回，也不能改。"),
        gettext_lazy("开始投票"),
        gettext_lazy("已开始投票。"),
    ),
    PollState.CASTING: Step(
        "close",
        ballots.close_poll,
        gettext_lazy("截止投票？"),
        gettext_lazy("截止后不能再投，也不能撤回这一步。没有投出的票证全部作废。"),
        gettext_lazy("启封要监票人到场，各自在自己的设备上确认。"),
        gettext_lazy("截止并封存"),
        gettext_lazy("已截止并封存。请监票人到场启封。"),
        seal=True,
    ),
}
SIGN_HEAD = Step(
    "sign-head",
    ballots.sign_head,
    gettext_lazy("签板首？"),
    gettext_lazy("先请监票人当场打开没有抽走的票条。板首盖住全部选票、领票数和票条。"),
    gettext_lazy("监票人联署以后，板首不能再改。"),
    gettext_lazy("请票箱签板首"),
    gettext_lazy("票箱已签板首。请监票人核对后各自联署。"),
    seal=True,
)
BY_VERB = {step.verb: step for step in (*STEPS.values(), SIGN_HEAD)}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group after close; numbers below k are withheld."""

    group: "VoterGroup"
    entitled: int
    collected: int | None
    received: int | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the desk shows of one poll."""

    progress: Progress
    collected_in_tens: int | None
    collected: int | None
    lines: tuple[GroupLine, ...]
    step: Step | None
    unmarked: tuple[str, ...] = ()

    @property
    def handed_out_label(self) -> str:
        """Return what the number of people with a ticket is called."""
        return str(HANDED_OUT)

    @property
    def collected_in_words(self) -> str:
        """Return how many have collected, in tens."""
        return in_words(self.collected_in_tens or 0)

    @property
    def cast_in_words(self) -> str:
        """Return how many ballots are in, in tens."""
        return in_words(self.progress.cast_in_tens or 0)

    @property
    def warning(self) -> str:
        """Say before the close what came in, and what follows if it is too little."""
        return closing_figures(self.progress) if self._may_close else ""

    @property
    def step_note(self) -> str:
        """Return what stands under the question of the next step."""
        return note_of(self.step, self.progress) if self.step else ""

    @property
    def _may_close(self) -> bool:
        return self.step is STEPS[PollState.CASTING]


def in_words(tens: int) -> str:
    """Return a number of which only the tens may show."""
    return _("%(n)d 多张") % {"n": tens} if tens else _("不到 10 张")


def note_of(step: Step, progress: Progress) -> str:
    """Return the note of a step; before the close it names what came in."""
    if step is not STEPS[PollState.CASTING]:
        return str(step.note)
    return sentences([closing_figures(progress), str(step.note)])


def closing_figures(progress: Progress) -> str:
    """Say how many ballots came in, how many it takes, and what follows."""
    needed, cast = progress.needed, progress.cast_in_tens
    if cast is None:
        return _("票箱没有应答，不知道收回多少张；法定收回 %(needed)d 张。") % {
            "needed": needed
        }
    figures = _("现在收回%(n)s，法定收回 %(needed)d 张。") % {
        "n": in_words(cast),
        "needed": needed,
    }
    if cast + 10 > needed:
        return figures
    return sentences(
        [figures, _("现在截止就不到法定张数：测评不生效，票不打开，也不能再投。")]
    )


def desk_of(poll: "Poll") -> Desk:
    """Return the desk of a poll. At most four queries, and one look at the box."""
    counts = count_by_group(poll)
    progress = progress_of(poll, sizes_of(poll))
    is_over = poll.state in IS_OVER
    return Desk(
        progress=progress,
        collected_in_tens=(
            in_tens(collected_total(poll)) if poll.state in IS_OPEN else None
        ),
        collected=sum(c.collected for c in counts.values()) if is_over else None,
        lines=_lines(poll, counts) if poll.box_counts and is_over else (),
        step=_next_step(poll),
        unmarked=_unmarked(poll, counts) if poll.state == PollState.CLOSED else (),
    )


def _unmarked(poll: "Poll", counts: dict[int, GroupCount]) -> tuple[str, ...]:
    # More ballots than people who collected: slips were drawn and not marked.
    spent = {int(group): count["spent"] for group, count in poll.box_counts.items()}
    return tuple(
        local_name(group)
        for group in poll.groups.all()
        if spent.get(group.position, 0) > counts[group.position].electronic
    )


def _next_step(poll: "Poll") -> Step | None:
    if poll.state == PollState.CLOSED and not poll.head and can_sign_head(poll):
        return SIGN_HEAD
    return STEPS.get(PollState(poll.state))


def sizes_of(poll: "Poll") -> dict[int, int]:
    """Return how many may vote by group: as frozen, or as of now."""
    if not poll.manifest:
        return sizes_by_group(poll)
    return {group.number: group.size for group in manifest_of(poll).groups}


def take_step(step: Step, poll: "Poll", *, by: Actor) -> None:
    """Do what the step says."""
    step.act(poll, by=by)


def _lines(poll: "Poll", counts: dict[int, GroupCount]) -> tuple[GroupLine, ...]:
    k = poll.disclosure_threshold
    lines = []
    for group in poll.groups.all():
        count = counts[group.position]
        received = poll.box_counts[str(group.position)]["spent"]
        is_shown = received >= k
        lines.append(
            GroupLine(
                group,
                count.entitled,
                count.collected if is_shown else None,
                received if is_shown else None,
            )
        )
    return tuple(lines)
