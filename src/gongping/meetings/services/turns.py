"""One unit's turn: how a slot enters a step, leaves it and comes back to it."""

from datetime import timedelta

from gongping.foundation.transitions import transition
from gongping.meetings.models import AgendaItem
from gongping.meetings.services.floor import Floor
from gongping.meetings.states import AGENDA_TRANSITIONS, AgendaState
from gongping.meetings.timing import running_seconds
from gongping.organisation.selectors import leaders_of_unit


def call(floor: Floor, item: AgendaItem) -> None:
    """Give a unit the floor for its report."""
    transition(item, AgendaState.REPORTING, AGENDA_TRANSITIONS)
    item.started_at, item.ended_at, item.turns = floor.now, None, []
    _run(floor, item)
    floor.note("meetings:unit:called", item)


def enter(floor: Floor, item: AgendaItem, step: str) -> None:
    """Lead the unit at the desk from one step of its turn to the next."""
    keep_turn(floor, item)
    transition(item, step, AGENDA_TRANSITIONS)
    _run(floor, item, speaker_id=_only_leader(item))
    floor.note("meetings:unit:led_on", item)


def end(floor: Floor, item: AgendaItem) -> None:
    """Note that the unit has been heard."""
    keep_turn(floor, item)
    transition(item, AgendaState.REPORTED, AGENDA_TRANSITIONS)
    item.turn_at, item.ended_at = None, floor.now
    item.save()
    floor.note("meetings:unit:reported", item)


def clear(item: AgendaItem) -> None:
    """Make the slot as if the unit had not been called."""
    transition(item, AgendaState.WAITING, AGENDA_TRANSITIONS)
    item.started_at = item.ended_at = item.turn_at = item.paused_at = None
    item.paused_seconds = item.extra_minutes = 0
    item.turns, item.speaker_id = [], None
    item.save()


def reopen(floor: Floor, item: AgendaItem, step: str) -> None:
    """Go back to a step; its clock goes on where it stood."""
    transition(item, step, AGENDA_TRANSITIONS)
    last = next((t for t in reversed(item.turns) if t["step"] == step), None)
    item.ended_at = None
    if last is None:
        _run(floor, item)
        return
    item.turns = item.turns[: item.turns.index(last)]
    _run(floor, item, speaker_id=last["speaker"])
    item.turn_at = floor.now - timedelta(seconds=last["seconds"])
    item.extra_minutes = last["extra"]
    item.save()


def speak(floor: Floor, item: AgendaItem, person_id: int) -> None:
    """Let another speaker go on in the same step."""
    keep_turn(floor, item)
    _run(floor, item, speaker_id=person_id)


def keep_turn(floor: Floor, item: AgendaItem) -> None:
    """Put the turn that runs to those that are over."""
    if item.turn_at is None:
        return
    kept = {
        "step": str(item.state),
        "speaker": item.speaker_id,
        "began": item.turn_at.isoformat(),
        "seconds": running_seconds(item, floor.now),
        "extra": item.extra_minutes,
    }
    item.turns = [*item.turns, kept]
    item.paused_at, item.paused_seconds, item.extra_minutes = None, 0, 0
    item.turn_at, item.speaker_id = None, None


def _run(floor: Floor, item: AgendaItem, speaker_id: int | None = None) -> None:
    item.turn_at, item.speaker_id = floor.now, speaker_id
    item.paused_at, item.paused_seconds, item.extra_minutes = None, 0, 0
    item.save()


def _only_leader(item: AgendaItem) -> int | None:
    """Return who comments, where there is no doubt."""
    if item.state != AgendaState.COMMENTING:
        return None
    leaders = [link.leader_id for link in leaders_of_unit(item.unit_id)]
    return leaders[0] if len(leaders) == 1 else None
