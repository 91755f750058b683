"""Having the floor: one step of the hall, from the checks to what can be taken back.

Whoever takes a step takes the floor first. It is refused to the second of two
devices and to a press that saw an older hall; it keeps the slots as they were.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings.exceptions import (
    AnotherConsole,
    NobodyReporting,
    NotWhileOpen,
    StepTaken,
)
from gongping.meetings.models import AgendaItem, ReviewSession
from gongping.meetings.policies import check_may_manage, is_held_elsewhere
from gongping.meetings.presets import limits_of
from gongping.meetings.services.live import tell_hall
from gongping.meetings.services.locks import locked_session, slots_of
from gongping.meetings.states import AT_DESK, AgendaState, SessionState
from gongping.meetings.timing import Limits, whole_seconds

TIMES: Final = ("started_at", "ended_at", "turn_at", "paused_at")
KEPT: Final = (
    "position",
    "state",
    *TIMES,
    "paused_seconds",
    "extra_minutes",
    "speaker_id",
    "turns",
)
# Two presses of a hand in a hurry; nobody leads the hall on twice in a second.
TOO_SOON: Final = timedelta(seconds=1)
LEADING: Final = frozenset(
    {"questions", "commenting", "next", "finish", "skip", "back", "start"}
)
Slot = dict[str, Any]


@dataclass
class Floor:
    """The hall while one step is taken: its session is held, its slots are read."""

    session: ReviewSession
    items: list[AgendaItem]
    limits: Limits
    by: Actor
    before: dict[int, Slot]
    now: datetime = field(default_factory=clock.now)

    @property
    def current(self) -> AgendaItem | None:
        """Return the unit that has the floor."""
        return next((i for i in self.items if i.state in AT_DESK), None)

    @property
    def waiting(self) -> list[AgendaItem]:
        """Return the units that still wait, in their order."""
        return [i for i in self.items if i.state == AgendaState.WAITING]

    @property
    def begun(self) -> int:
        """Return how many units have begun: those that wait come after them."""
        return len(self.items) - len(self.waiting)

    def speaking(self) -> AgendaItem:
        """Return the unit that has the floor, or refuse."""
        if self.current is None:
            raise NobodyReporting(_("现在没有单位在汇报。"))
        return self.current

    def note(self, tag: str, item: AgendaItem) -> None:
        """Put a step of a unit on the record."""
        record(
            tag, by=self.by, subject=item.unit.name,
            subject_key=str(self.session.pk),
            detail={
                "place": item.position,
                "step": item.state,
                "seconds": whole_seconds(item, self.now),
            },
        )  # fmt: skip

    def leave(self, verb: str, item: AgendaItem) -> AgendaItem:
        """Keep how to take the step back, and let everybody know of it."""
        changed = {
            str(each.pk): self.before[each.pk]
            for each in self.items
            if each.pk in self.before and self.before[each.pk] != frozen(each)
        }
        added = [each.pk for each in self.items if each.pk not in self.before]
        if changed or added:
            last = {
                "verb": verb,
                "unit": item.unit_id,
                "at": self.now.isoformat(),
                "slots": changed,
            }
            renew(self.session, {**last, "added": added})
        tell_hall(self.session)
        return item


def take_floor(
    session: ReviewSession,
    console: str = "",
    seen: int | None = None,
    *,
    by: Actor,
    is_leading: bool = False,
) -> Floor:
    """Return the hall for one step; refuse it outside the reports.

    `seen` is the running order that the hand had before its eyes. A step that
    leads on is also refused where another has only just been taken: the second
    half of a double click may land on the page that the first half brought.
    """
    check_may_manage(by)
    session = locked_session(session.pk)
    if session.state != SessionState.REPORTING:
        raise NotWhileOpen(
            _("现在是“%(state)s”阶段，不能切换汇报单位。请刷新页面看最新状态。")
            % {"state": session.get_state_display()}
        )
    if console:
        _check_console(session, console, by)
    items = slots_of(session)
    floor = Floor(
        session, items, limits_of(session), by, {i.pk: frozen(i) for i in items}
    )
    is_old = seen is not None and seen != session.agenda_version
    if is_old or (is_leading and seen is not None and _is_too_soon(floor)):
        raise StepTaken(_step_taken(floor))
    return floor


def hold(session: ReviewSession, key: str, *, by: Actor) -> None:
    """Let one device run the session."""
    session.console_key, session.console_name = key, by.name
    session.console_at = clock.now()
    session.save(update_fields=["console_key", "console_name", "console_at"])


def renew(session: ReviewSession, last: dict[str, Any] | None = None) -> None:
    """Count a change of the running order; what went before cannot be taken back."""
    session.agenda_version += 1
    session.last_step = last or {}
    session.save(update_fields=["agenda_version", "last_step"])


def frozen(item: AgendaItem) -> Slot:
    """Return a slot as it can be kept."""
    slot: Slot = {name: getattr(item, name) for name in KEPT}
    for name in TIMES:
        slot[name] = slot[name].isoformat() if slot[name] else None
    return {**slot, "state": str(item.state), "turns": list(item.turns)}


def thaw(item: AgendaItem, slot: Slot) -> None:
    """Make a slot as it was kept, unsaved."""
    for name in KEPT:
        value = slot[name]
        is_time = name in TIMES and value
        setattr(item, name, datetime.fromisoformat(value) if is_time else value)


def where_we_are(floor: Floor) -> str:
    """Say who has the floor, and at which step."""
    if floor.current is None:
        return _("现在没有单位在汇报。")
    return _("现在：%(unit)s，%(step)s。") % {
        "unit": floor.current.unit,
        "step": floor.current.get_state_display(),
    }


def _check_console(session: ReviewSession, console: str, by: Actor) -> None:
    if is_held_elsewhere(session, console):
        raise AnotherConsole(
            _("%(name)s的另一台设备正在控制会场。请在控制台上点“接管”后再操作。")
            % {"name": session.console_name}
        )
    hold(session, console, by=by)


def _is_too_soon(floor: Floor) -> bool:
    last = floor.session.last_step
    if last.get("verb") not in LEADING:
        return False
    return floor.now - datetime.fromisoformat(last["at"]) < TOO_SOON


def _step_taken(floor: Floor) -> str:
    return _("这一步没有再做：您点的时候，会场已经往前走了。%(now)s") % {
        "now": where_we_are(floor)
    }
