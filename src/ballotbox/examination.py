"""How a verification keeps its books: what it read, what passed, where it stopped."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from ballotbox.board_file import read_lines
from ballotbox.checks import Check, Outcome, State
from ballotbox.errors import BallotBoxError
from ballotbox.findings import BoardFileError

if TYPE_CHECKING:
    from ballotbox.lines import Line

T = TypeVar("T")


class Stopped(Exception):
    """A check failed; those after it would build on sand."""


class Cursor:
    """The lines of a board file, one ahead, so that a reader sees what comes."""

    def __init__(self, raw_lines: Iterable[bytes]) -> None:
        self._lines = read_lines(raw_lines)
        self._next: Line | None = None
        self._number = 0

    def start(self) -> None:
        """Read the first line."""
        self._advance()

    def one(self, kind: type[T]) -> T:
        """Return the line that must stand here; the order was checked on reading."""
        line = self._next
        assert isinstance(line, kind)
        self._advance()
        return line

    def all(self, kind: type[T]) -> Iterator[tuple[int, T]]:
        """Yield the lines of this kind that come next, with their numbers."""
        while isinstance(line := self._next, kind):
            number = self._number
            self._advance()
            yield number, line

    def has(self, kind: type[T]) -> bool:
        """Tell whether a line of this kind comes next."""
        return isinstance(self._next, kind)

    def _advance(self) -> None:
        self._next = next(self._lines, None)
        self._number += 1


class Books:
    """Which checks passed, which one failed, for which nothing was given."""

    def __init__(self) -> None:
        self.error: BallotBoxError | None = None
        self._notes: dict[Check, tuple[State, str]] = {}

    @contextmanager
    def promise(self, check: Check, note: str = "") -> Iterator[None]:
        """Enter the check as passed, or as failed, and then stop.

        A fault in the form of the file is entered as such, whatever was being read.
        """
        try:
            yield
        except BallotBoxError as error:
            place = Check.FORM if isinstance(error, BoardFileError) else check
            self._notes[place] = State.FAILED, f"{type(error).__name__}: {error}"
            self.error = error
            raise Stopped from error
        self.passed(check, note)

    def passed(self, check: Check, note: str = "") -> None:
        """Enter that a check passed."""
        self._notes[check] = State.PASSED, note

    def absent(self, *checks: Check) -> None:
        """Enter that nothing was given for these checks."""
        self._notes |= dict.fromkeys(checks, (State.NOT_GIVEN, ""))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return every check with what came of it."""
        rest = (State.NOT_REACHED, "")
        return tuple(Outcome(check, *self._notes.get(check, rest)) for check in Check)
