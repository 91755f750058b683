"""The invented people of the hall: each group sees the hall and does its own part.

What they do goes through the services of the rooms, as everything does; how long they
take is drawn anew in every rehearsal.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from gongping.demo import turnout
from gongping.demo.cast import STARS
from gongping.demo.keyring import cosign_and_release
from gongping.demo.rehearsal.pace import Intentions, risen
from gongping.demo.rounds import comment_on
from gongping.meetings.states import AgendaState
from gongping.organisation.selectors import list_eligible_voters
from gongping.polls import services as polls
from gongping.polls.states import PollState
from gongping.procedure import services as procedure

if TYPE_CHECKING:
    from ballotbox.client import Collected
    from gongping.demo.rehearsal.company import Company
    from gongping.demo.rehearsal.scene import Scene
    from gongping.organisation.models import Person

COMMENTING: Final = (20.0, 100.0)
COLLECTING: Final = 240.0
CASTING: Final = 180.0
COMING: Final = (10.0, 40.0)
AT_A_LOOK: Final = 80
"""How many do the same thing between two looks: the others must not wait for them."""

chance = secrets.SystemRandom()


class Group(Protocol):
    """People who do their part when they see that it is time."""

    def act(self, scene: "Scene") -> Iterator[str]:
        """Do what is due; yield the name of each thing that was done."""


@dataclass
class Leaders:
    """Each comments on their units once these have reported."""

    company: "Company"
    _plans: Intentions = field(default_factory=Intentions)

    def act(self, scene: "Scene") -> Iterator[str]:
        """Comment where the time has come."""
        heard = {
            item.unit_id
            for item in scene.progress.items
            if item.state not in {AgendaState.WAITING, AgendaState.REPORTING}
        }
        missing = {
            (pair.leader.pk, pair.unit.pk): pair for pair in scene.coverage.missing
        }
        for key in missing:
            if key[1] in heard:
                self._plans.intend(key, scene.now + chance.uniform(*COMMENTING))
        for due in self._plans.due(scene.now):
            if pair := missing.get(cast("tuple[int, int]", due)):
                comment_on(self.company.round, pair, self.company.cast)
                yield "comments"


@dataclass
class Voters:
    """They collect and cast in a steady stream, in orders that have nothing in common.

    Whoever a visitor may become is left alone.
    """

    company: "Company"
    _waiting: list["Person"] = field(init=False)
    _everybody: int = field(init=False)
    _marks: Any = field(default=None, init=False)
    _held: list["Collected"] = field(default_factory=list)
    _since: dict[str, float] = field(default_factory=dict)
    _cast: int = 0

    def __post_init__(self) -> None:
        """Let everybody entitled wait for a ballot."""
        free = [p for p in list_eligible_voters() if p.staff_no not in STARS.values()]
        self._waiting = chance.sample(free, len(free))
        self._everybody = len(free)

    def act(self, scene: "Scene") -> Iterator[str]:
        """Collect while that is open, and cast while that is."""
        if scene.poll.state in {PollState.COLLECTING, PollState.CASTING}:
            yield from self._collect(scene)
        if scene.poll.state == PollState.CASTING:
            yield from self._drop_in(scene)

    def _collect(self, scene: "Scene") -> Iterator[str]:
        taken = self._everybody - len(self._waiting)
        for _one in range(self._due(scene, "collecting", COLLECTING) - taken):
            held = turnout.collect(scene.poll, self._waiting.pop())
            if held is not None:
                self._held.insert(chance.randrange(len(self._held) + 1), held)
                yield "collected"

    def _drop_in(self, scene: "Scene") -> Iterator[str]:
        if self._marks is None:
            self._marks = turnout.invented_marks(scene.poll, self._everybody)
        due = self._due(scene, "casting", CASTING) - self._cast
        tokens, self._held = self._held[:due], self._held[due:]
        begin, self._cast = self._cast, self._cast + len(tokens)
        turnout.cast(scene.poll, tokens, self._marks[begin : self._cast])
        yield from ("ballots" for _token in tokens)

    def _due(self, scene: "Scene", what: str, span: float) -> int:
        since = self._since.setdefault(what, scene.now)
        done = self._cast if what == "casting" else self._everybody - len(self._waiting)
        return min(risen(scene.now, since, span, self._everybody), done + AT_A_LOOK)


@dataclass
class Scrutineers:
    """As many as it takes come after the close, look at the head, and unseal."""

    company: "Company"
    _plans: Intentions = field(default_factory=Intentions)
    _came: int = 0

    def act(self, scene: "Scene") -> Iterator[str]:
        """Come, and once the head is signed give up the locks and count."""
        poll = scene.poll
        if poll.state != PollState.CLOSED:
            return
        coming = self.company.keepers[: poll.threshold]
        for number in range(len(coming)):
            self._plans.intend(number, scene.now + chance.uniform(*COMING))
        if poll.head and self._came == len(coming):
            self._plans.intend("unseal", scene.now + chance.uniform(*COMING))
        for what in self._plans.due(scene.now):
            if what == "unseal":
                cosign_and_release(poll, coming)
                procedure.unseal_poll(poll, by=coming[0].actor)
                yield "unsealed"
            else:
                polls.mark_present(poll, by=coming[int(str(what))].actor)
                self._came += 1
                yield "scrutineers"
