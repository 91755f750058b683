"""What somebody in the hall sees on a phone: the same for all, and a small own part.

The part that seven hundred people share is rendered once for each version; what is
one's own costs each of them a few short questions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongping.comments.selectors import awaiting_acknowledgement
from gongping.foundation.actors import Actor, Role
from gongping.foundation.names import local_name
from gongping.meetings.states import AgendaState, SessionState
from gongping.polls.selectors import head_code, rule_code
from gongping.polls.states import PollState
from gongping.procedure.hall_now import COLLECTABLE, HallNow, Pulse, hall_now
from gongping.procedure.screen import in_threes
from gongping.roll.selectors import Channel, find_entry

SECONDS_KEPT: Final = 60
OVER: Final = {SessionState.SEALED, SessionState.CLOSED}


@dataclass(frozen=True, slots=True)
class Turn:
    """Where one unit stands in the running order, and when its turn comes."""

    unit: str
    place: int
    state: str
    minutes: int | None

    @property
    def kind(self) -> str:
        """Tell whether the turn is over, now or still to come."""
        if self.minutes is None:
            return "over"
        return "ahead" if self.state == AgendaState.WAITING else "now"

    @property
    def sentence(self) -> str:
        """Say when the unit's turn is."""
        said = {"unit": self.unit, "place": self.place, "n": self.minutes}
        if self.minutes is None:
            return _("%(unit)s已汇报。") % said
        if self.kind == "now":
            return _("现在轮到%(unit)s。") % said
        if not self.minutes:
            return _("%(unit)s排第 %(place)d 位，马上就到。") % said
        return (
            ngettext(
                "%(unit)s排第 %(place)d 位，大约还有 %(n)d 分钟。",
                "%(unit)s排第 %(place)d 位，大约还有 %(n)d 分钟。",
                self.minutes,
            )
            % said
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """What everybody's phone shows, and each unit's turn in it."""

    html: str
    code: str
    turns: Mapping[int, Turn]


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that this person can do now: a large button and a line about it."""

    url: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Phone:
    """The page of one person in the hall."""

    shared: Shared
    turns: tuple[Turn, ...]
    ways: tuple[Way, ...]


def phone_of(pulse: Pulse, actor: Actor) -> Phone:
    """Return what one person sees. At most two queries beside the shared part."""
    shared = shared_of(pulse)
    turns = (shared.turns.get(unit_id) for unit_id in sorted(actor.unit_ids))
    return Phone(
        shared=shared,
        turns=tuple(turn for turn in turns if turn),
        ways=tuple(_ways(pulse, actor)),
    )


def shared_of(pulse: Pulse) -> Shared:
    """Return what all phones show in this version, made once for everybody.

    No query if it was made within the last minute, else three.
    """
    key = f"procedure-phone-{pulse.session.pk}-{get_language()}-{pulse.mark}"
    found: Shared | None = cache.get(key)
    if found is None:
        found = _rendered(pulse)
        cache.set(key, found, SECONDS_KEPT)
    return found


def _rendered(pulse: Pulse) -> Shared:
    now = hall_now(pulse)
    poll = now.poll
    context = {
        "now": now,
        "session": now.session,
        "rules": in_threes(rule_code(poll)) if poll else (),
        "head": in_threes(head_code(poll)) if poll else (),
    }
    return Shared(
        html=render_to_string("procedure/hall_phone/_shared.html", context),
        code=render_to_string("procedure/hall_phone/_code.html", context),
        turns=_turns(now),
    )


def _turns(now: HallNow) -> dict[int, Turn]:
    return {
        item.unit_id: Turn(
            local_name(item.unit),
            place,
            item.state,
            now.progress.minutes_until(item.unit_id),
        )
        for place, item in enumerate(now.progress.items, 1)
    }


def _ways(pulse: Pulse, actor: Actor) -> Iterator[Way]:
    if actor.is_any(Role.SECRETARIAT):
        yield _way("procedure:console", pulse, _("打开控制台"))
    yield from _ballot(pulse, actor)
    if actor.is_any(Role.LEADER):
        note = _("您分管和联系的单位都在这里。")
        yield Way(reverse("comments:home"), _("写点评"), note)
    yield from _of_unit(pulse, actor)
    if pulse.poll and actor.is_any(Role.SCRUTINEER):
        yield Way(reverse("polls:desk", args=[pulse.poll.code]), _("打开监票台"))
    if pulse.session.state in OVER:
        yield from _afterwards(pulse)


def _way(route: str, pulse: Pulse, label: str, note: str = "") -> Way:
    return Way(reverse(route, args=[pulse.session.pk]), label, note)


def _ballot(pulse: Pulse, actor: Actor) -> Iterator[Way]:
    """Yield the way to one's ballot. Nobody here knows whether it was cast."""
    poll = pulse.poll
    if poll is None or poll.state not in COLLECTABLE or not actor.is_any(Role.VOTER):
        return
    entry = find_entry(poll, actor)
    if entry is None or entry.channel == Channel.PAPER:
        return
    url = reverse("roll:collect", args=[poll.code])
    if not entry.channel:
        yield Way(url, _("领票评分"), _("约 4 分钟，无记名"))
    elif poll.state == PollState.CASTING:
        yield Way(url, _("打开测评票"), _("现在可以投出。投过了，不用再管。"))
    else:
        yield Way(url, _("打开测评票"), _("可以先评，开始投票后再投出。"))


def _of_unit(pulse: Pulse, actor: Actor) -> Iterator[Way]:
    if not actor.is_any(Role.UNIT) or not actor.unit_ids:
        return
    waiting = len(awaiting_acknowledgement(actor.unit_ids))
    note = ngettext("有 %(n)d 条等您签收。", "有 %(n)d 条等您签收。", waiting)
    yield Way(
        reverse("comments:home"),
        _("本单位收到的点评"),
        note % {"n": waiting} if waiting else "",
    )
    if pulse.session.state not in OVER:
        for unit_id in sorted(actor.unit_ids):
            url = reverse("meetings:report", args=[pulse.session.pk, unit_id])
            yield Way(url, _("本单位的汇报材料"))


def _afterwards(pulse: Pulse) -> Iterator[Way]:
    poll = pulse.poll
    if poll is not None and poll.board_digest:
        address = reverse("polls:board", args=[poll.code])
        yield Way(address, _("核对我的票在不在"), _("用投票时拿到的回执。"))
    if pulse.session.state == SessionState.CLOSED:
        yield Way(reverse("workbench:home"), _("看我的待办"))
