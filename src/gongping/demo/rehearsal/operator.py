"""The secretariat's seat, when nobody sits in it: one press after another.

It does what the console offers at that moment, and waits as long as a hall takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongping.demo import texts
from gongping.demo.rehearsal.people import CASTING, COLLECTING, COMING, chance
from gongping.meetings import services as hall
from gongping.meetings.states import AgendaState, SessionState
from gongping.polls.states import PollState
from gongping.procedure import services as procedure

if TYPE_CHECKING:
    from gongping.demo.rehearsal.company import Company
    from gongping.demo.rehearsal.scene import Scene
    from gongping.foundation.actors import Actor

BREATH: Final = 15.0
SPEAKING: Final = {
    AgendaState.REPORTING: (200.0, 400.0),
    AgendaState.QUESTIONS: (60.0, 150.0),
    AgendaState.COMMENTING: (60.0, 150.0),
}
Pressed = tuple[str, float]
"""What was pressed, and how long the hall takes after it."""


@dataclass
class Operator:
    """Runs the session from the first press to the last."""

    company: "Company"
    _until: float = 0.0

    def act(self, scene: "Scene") -> Iterator[str]:
        """Press what comes next, once the hall has had its time."""
        if scene.now < self._until:
            return
        pressed = self._press(scene)
        if pressed is not None:
            name, seconds = pressed
            self._until = scene.now + seconds
            yield name

    def _press(self, scene: "Scene") -> Pressed | None:
        press = _PRESSES[SessionState(scene.session.state)]
        return press(scene, self.company.cast.secretariat)


def _open(scene: "Scene", by: "Actor") -> Pressed:
    procedure.open_session(scene.session, by=by)
    return "opened", BREATH


def _sign_in(scene: "Scene", by: "Actor") -> Pressed:
    if scene.poll.state == PollState.FROZEN:
        hall.mark_all_present(scene.session, by=by)
        procedure.open_collecting(scene.poll, by=by)
        return "signed in", COLLECTING / 2
    hall.move_session(scene.session, SessionState.REPORTING, by=by)
    return "began", BREATH


def _hear(scene: "Scene", by: "Actor") -> Pressed:
    if scene.progress.is_done:
        procedure.open_casting(scene.poll, by=by)
        return "casting", CASTING * 1.2
    at_desk = hall.advance(scene.session, by=by)
    if at_desk is None:
        return "pressed", BREATH
    return "pressed", chance.uniform(*SPEAKING[AgendaState(at_desk.state)])


def _close_the_poll(scene: "Scene", by: "Actor") -> Pressed:
    procedure.close_poll(scene.poll, by=by)
    return "closed", COMING[1]


def _end(scene: "Scene", by: "Actor") -> Pressed | None:
    if scene.poll.state == PollState.CLOSED:
        if scene.poll.head or not scene.can_sign_head:
            return None
        procedure.sign_head(scene.poll, by=by)
        return "head signed", BREATH
    procedure.close_session(scene.session, texts.REQUIREMENTS, by=by)
    return "over", BREATH


def _rest(_scene: "Scene", _by: "Actor") -> None:
    return None


_PRESSES = {
    SessionState.PLANNED: _open,
    SessionState.SIGNING_IN: _sign_in,
    SessionState.REPORTING: _hear,
    SessionState.VOTING: _close_the_poll,
    SessionState.SEALED: _end,
    SessionState.CLOSED: _rest,
}
