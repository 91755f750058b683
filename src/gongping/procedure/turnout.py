"""What the hall may know of a poll: how far it is, never what was voted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.meetings.selectors import Check
from gongping.polls.selectors import (
    ceremony_note,
    current_poll,
    in_tens,
    progress_of,
)
from gongping.polls.states import PollState
from gongping.procedure.poll_desk import IS_OPEN, IS_OVER, sizes_of
from gongping.procedure.telling import Tens
from gongping.roll.selectors import HANDED_OUT, collected_total

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound
    from gongping.polls.models import Poll


# Often enough for a hall, too seldom to tell who has just come.
SECONDS_BETWEEN_TENS = 30


@dataclass(frozen=True, slots=True)
class Turnout:
    """The poll of a round as the hall may see it: totals in tens while it is open."""

    poll: "Poll"
    scrutineers: int
    collected: int | None
    received: int | None

    @property
    def state(self) -> str:
        """Return the state of the poll."""
        return self.poll.state

    @property
    def handed_out_label(self) -> str:
        """Return what the number of people with a ticket is called."""
        if self.state in IS_OPEN:
            return _("%(label)s（只报整十）") % {"label": HANDED_OUT}
        return str(HANDED_OUT)

    @property
    def url(self) -> str:
        """Return the address of the poll's desk."""
        return reverse("polls:poll", args=[self.poll.code])

    @property
    def open_url(self) -> str:
        """Return the page that asks before casting opens."""
        return reverse("procedure:poll_step", args=[self.poll.code, "open-casting"])

    @property
    def close_url(self) -> str:
        """Return the page that asks before casting ends."""
        return reverse("procedure:poll_step", args=[self.poll.code, "close"])

    @property
    def collect_url(self) -> str:
        """Return the page that asks before collecting opens; empty if not now."""
        if self.state != PollState.FROZEN:
            return ""
        return reverse("procedure:poll_step", args=[self.poll.code, "open-collecting"])

    @property
    def may_open(self) -> bool:
        """Tell whether the poll itself is ready for casting."""
        return self.state == PollState.COLLECTING

    @property
    def may_close(self) -> bool:
        """Tell whether ballots are being cast."""
        return self.state == PollState.CASTING

    @property
    def reason(self) -> str:
        """Say what comes next for the poll, beside buttons that cannot be pressed."""
        if self.state == PollState.DRAFT:
            return _("还没有开始领票。请先在测评台冻结规则、开始领票。")
        if self.state == PollState.FROZEN:
            return _("规则已冻结，还没有开始领票。")
        if self.state == PollState.CASTING:
            return _("张数只报整十，启封前不看内容。")
        if self.state == PollState.CLOSED:
            return _("已截止。还要 %(n)d 名监票人到场启封。") % {
                "n": self.poll.threshold
            }
        return _("已启封。")

    @property
    def scrutiny_note(self) -> str:
        """Say how many scrutineers there are."""
        return _("%(n)d 名") % {"n": self.scrutineers}

    def scrutiny_stand(self, *, is_over: bool) -> str:
        """Tell how far the appointment of scrutineers is."""
        enough = self.scrutineers >= self.poll.threshold
        return "passed" if enough and is_over else "ahead"

    @property
    def unsealing_note(self) -> str:
        """Say what unsealing waits for."""
        if self.state == PollState.UNSEALED:
            return ""
        return _("%(n)d 名监票人到场") % {"n": self.poll.threshold}

    @property
    def unsealing_stand(self) -> str:
        """Tell whether the poll was unsealed."""
        return "passed" if self.state == PollState.UNSEALED else "ahead"


def turnout_of(round_: "ReviewRound") -> Turnout | None:
    """Return the poll of the round as far as the hall may know it.

    At most four queries, and at most two looks at the box a minute.
    """
    poll = current_poll(round_)
    if poll is None:
        return None
    return Turnout(
        poll=poll,
        scrutineers=poll.scrutineers.count(),
        collected=_collected(poll),
        received=_received(poll),
    )


def tens_of(poll: "Poll") -> Tens | None:
    """Return the poll in tens while it is open, nothing before and after.

    Looked up at most twice a minute, for everybody together: at most two queries
    and one look at the box.
    """
    if poll.state not in IS_OPEN:
        return None
    key = f"procedure-tens-{poll.code}-{poll.state}"
    found: Tens | None = cache.get(key)
    if found is None:
        progress = progress_of(poll, sizes_of(poll))
        collected = in_tens(collected_total(poll))
        found = Tens(progress.entitled, collected, progress.cast_in_tens)
        cache.set(key, found, SECONDS_BETWEEN_TENS)
    return found


def poll_checks(poll: "Poll | None") -> list[Check]:
    """Return what is still wanting for the poll.

    At most five queries.
    """
    if poll is None:
        said = _("还没有安排测评。不测评也可以开会。")
        return [Check("poll", False, said, reverse("polls:home"), _("安排测评"))]  # noqa: FBT003
    return [_groups(poll), _scrutineers(poll), *_ceremony(poll), _frozen(poll)]


def _groups(poll: "Poll") -> Check:
    count = poll.groups.count()
    return Check(
        "groups",
        count > 0,
        _("测评分 %(n)d 个票种。") % {"n": count} if count else _("测评还没有定票种。"),
        reverse("polls:plan", args=[poll.code]),
        _("看方案"),
    )


def _scrutineers(poll: "Poll") -> Check:
    count = poll.scrutineers.count()
    return Check(
        "scrutineers",
        count >= poll.threshold,
        _("监票人 %(n)d 名，启封要 %(t)d 名到场。") % {"n": count, "t": poll.threshold},
        reverse("polls:scrutineers", args=[poll.code]),
        _("看监票人"),
    )


def _ceremony(poll: "Poll") -> Iterator[Check]:
    if poll.state not in {PollState.DRAFT, PollState.FROZEN}:
        return
    waiting = ceremony_note(poll)
    yield Check(
        "ceremony",
        not waiting,
        waiting or _("监票人的钥匙和签名都齐了。"),
        reverse("polls:scrutineers", args=[poll.code]),
        _("看监票人"),
    )


def _frozen(poll: "Poll") -> Check:
    is_frozen = poll.state != PollState.DRAFT
    return Check(
        "frozen",
        is_frozen,
        _("规则和名册已冻结。") if is_frozen else _("规则和名册还没有冻结。"),
        reverse("polls:poll", args=[poll.code]),
        _("到测评台"),
    )


def _collected(poll: "Poll") -> int | None:
    if poll.state in IS_OPEN:
        return in_tens(collected_total(poll))
    return collected_total(poll) if poll.state in IS_OVER else None


def _received(poll: "Poll") -> int | None:
    if poll.state == PollState.CASTING:
        return progress_of(poll, sizes_of(poll)).cast_in_tens
    if poll.state in IS_OVER:
        return progress_of(poll, sizes_of(poll)).received
    return None
