"""What everybody in the hall may know now, for the screen and for the phones.

Never a score, a rank or a grade, before or after: nothing here looks at a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from gongping.foundation import clock
from gongping.ledger.selectors import key_tasks_of
from gongping.meetings.selectors import (
    AttendanceSummary,
    Progress,
    attendance_summary,
    progress_of,
)
from gongping.meetings.selectors.pulse import pulse_of
from gongping.meetings.states import AgendaState, SessionState
from gongping.polls.selectors import current_poll
from gongping.polls.states import PollState
from gongping.procedure.telling import Tens, tell_if_moved
from gongping.procedure.turnout import tens_of

if TYPE_CHECKING:
    from gongping.meetings.models import AgendaItem, ReviewSession
    from gongping.polls.models import Poll

TASKS_SHOWN: Final = 3
NEXT_SHOWN: Final = 2
# Names of up to 8, 12 and 28 Chinese characters, and longer ones.
WIDTHS: Final = (16, 24, 56)
SIZES: Final = ("xl", "l", "m", "s", "xs")
FIRST_WIDE: Final = 0x2E80
AT_DESK: Final = {
    AgendaState.REPORTING: "reporting",
    AgendaState.QUESTIONS: "questions",
    AgendaState.COMMENTING: "commenting",
}
LOOKED_AT: Final = {PollState.CLOSED}
COLLECTABLE: Final = {PollState.COLLECTING, PollState.CASTING}


@dataclass(frozen=True, slots=True)
class Pulse:
    """What must be looked up to know whether anything changed, and the mark of it."""

    session: "ReviewSession"
    poll: "Poll | None"
    tens: Tens | None
    present: int
    seats: int
    mark: str

    @property
    def scene(self) -> str:
        """Return which picture the hall sees, but for the reports."""
        if self.session.state == SessionState.SEALED:
            return self._after_voting()
        return str(self.session.state)

    def _after_voting(self) -> str:
        if self.poll is None:
            return "invalid"
        if self.poll.state == PollState.UNSEALED:
            return "unsealed"
        return "unsealing" if self.poll.board_digest else "sealed"


@dataclass(frozen=True, slots=True)
class HallNow:
    """Where the hall is, whole."""

    pulse: Pulse
    progress: Progress
    attendance: AttendanceSummary
    tasks: Sequence[tuple[str, str]]

    @property
    def session(self) -> "ReviewSession":
        """Return the session."""
        return self.pulse.session

    @property
    def poll(self) -> "Poll | None":
        """Return the poll of the round, if there is one that is not void."""
        return self.pulse.poll

    @property
    def scene(self) -> str:
        """Return which picture the hall sees now."""
        if self.session.state != SessionState.REPORTING:
            return self.pulse.scene
        if self.progress.current:
            return AT_DESK[AgendaState(self.progress.current.state)]
        if self.progress.is_done:
            return "heard"
        return "pause" if self.progress.reported else "ready"

    @property
    def following(self) -> Sequence["AgendaItem"]:
        """Return the next two units."""
        return self.progress.waiting[:NEXT_SHOWN]

    @property
    def may_collect(self) -> bool:
        """Tell whether ballots are being handed out now."""
        return self.poll is not None and self.poll.state in COLLECTABLE

    @property
    def minutes_limit(self) -> int:
        """Return how many minutes the step that runs has."""
        timer = self.progress.timer
        return timer.limit // 60 if timer else 0


def pulse_of_hall(session: "ReviewSession") -> Pulse:
    """Return what tells whether the hall changed.

    At most five queries: two of the session, the poll, its tens at most twice a
    minute, and after the close the scrutineers.
    """
    poll = current_poll(session.round)
    tens = tens_of(poll) if poll else None
    seats = list(poll.scrutineers.all()) if poll and poll.state in LOOKED_AT else []
    present = sum(seat.is_present for seat in seats)
    if poll:
        tell_if_moved(poll, tens, present)
    said = repr(
        (
            pulse_of(session),
            (session.round.title, session.round.title_en),
            (poll.code, poll.state, poll.manifest_digest, poll.board_digest)
            if poll
            else None,
            tens,
            present,
            len(seats),
            clock.today(),
        )
    )
    mark = sha256(said.encode()).hexdigest()[:32]
    return Pulse(session, poll, tens, present, len(seats), mark)


def hall_now(pulse: Pulse) -> HallNow:
    """Return where the hall is. Three queries, whatever the number of units."""
    progress = progress_of(pulse.session)
    unit_id = progress.current.unit_id if progress.current else None
    tasks: Sequence[tuple[str, str]] = ()
    if unit_id is not None:
        tasks = key_tasks_of(unit_id, pulse.session.round.year)
    return HallNow(
        pulse=pulse,
        progress=progress,
        attendance=attendance_summary(pulse.session),
        tasks=tasks[:TASKS_SHOWN],
    )


def size_of_name(name: str, *, is_beside_much: bool = False) -> str:
    """Return how large a name may be set; one step smaller where much stands below."""
    width = width_of(name)
    place = next((n for n, most in enumerate(WIDTHS) if width <= most), len(WIDTHS))
    return SIZES[place + is_beside_much]


def width_of(text: str) -> int:
    """Return how wide a text is in letters; a Chinese character is as wide as two."""
    return sum(2 if ord(letter) >= FIRST_WIDE else 1 for letter in text)
