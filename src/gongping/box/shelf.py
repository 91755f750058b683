"""All polls of the box, each in a folder of its own."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ballotbox.manifest import Manifest
from ballotbox.refusals import Refusal
from gongping.box.disk import StoreInUse, lock_folder
from gongping.box.phases import AlreadyClosed, AlreadyOpen, PollPhase
from gongping.box.sealed_poll import SealedPoll, box_key_of
from gongping.box.sealed_store import SealedCasting
from gongping.box.store import Outcome

__all__ = ["AlreadyClosed", "AlreadyOpen", "PollPhase", "Shelf", "StoreInUse"]

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


class Shelf:
    """The polls of one folder. Changed by the writer's thread only."""

    def __init__(self, folder: Path, *, allow_weak: bool = False) -> None:
        self.folder = folder
        self.allow_weak = allow_weak
        self.polls: dict[str, SealedPoll] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = lock_folder(folder)
        for place in sorted(folder.iterdir()):
            if place.is_dir() and (poll := self._taken_up(place)) is not None:
                self.polls[place.name] = poll

    @property
    def phases(self) -> dict[str, PollPhase]:
        """Return how far each poll is."""
        return {code: poll.phase for code, poll in self.polls.items()}

    def close_files(self) -> None:
        """Let go of every open file; nothing is lost."""
        for poll in self.polls.values():
            poll.close_files()
        os.close(self._lock)

    def key(self, poll: str) -> bytes:
        """Return the box's public key for a poll, made at the first asking."""
        if self.phases.get(poll) is PollPhase.CLOSED:
            raise AlreadyClosed(poll)
        return box_key_of(self.folder / poll).public

    def put(self, manifest: Manifest) -> None:
        """Lay in the rules of a poll; until casting begins, again."""
        known = self.polls.get(manifest.poll)
        poll = known or SealedPoll(self.folder / manifest.poll, manifest)
        poll.put(manifest)
        self.polls[manifest.poll] = poll

    def open_casting(self, poll: str) -> None:
        """Take ballots for this poll from now on."""
        self.polls[poll].open_casting()

    def cast(self, poll: str, castings: Sequence[SealedCasting]) -> list[Outcome]:
        """Take ballots, durably, and say of each how it went."""
        if (known := self.polls.get(poll)) is None:
            return [Refusal.NO_POLL for _ in castings]
        return known.cast(list(castings))

    def cast_total(self, poll: str) -> int:
        """Return how many ballots lie in the box."""
        return self.polls[poll].cast_total

    def _taken_up(self, place: Path) -> SealedPoll | None:
        return SealedPoll.taken_up(place, allow_weak=self.allow_weak)
