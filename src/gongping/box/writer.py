"""One thread that writes: it takes what waits, commits once, then answers."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Any, Final

from gongping.box.sealed_store import SealedCasting
from gongping.box.shelf import Shelf
from gongping.box.store import Casting, Outcome

CAPACITY: Final = 2048
BATCH: Final = 256


class Overfull(Exception):
    """More waits than the writer can soon take; come again in a moment."""


@dataclass(slots=True)
class _Cast:
    poll: str
    casting: Casting | SealedCasting
    answer: "Future[Outcome]" = field(default_factory=Future)


@dataclass(slots=True)
class _Task:
    work: Callable[[Shelf], Any]
    answer: "Future[Any]" = field(default_factory=Future)


_Job = _Cast | _Task


class Writer:
    """Owns the shelf: whoever wants something of it leaves a job and waits."""

    def __init__(self, shelf: Shelf, capacity: int = CAPACITY) -> None:
        self.shelf = shelf
        self._jobs: Queue[_Job | None] = Queue(capacity)
        self._thread: Thread | None = None
        self._starting = Lock()

    def check_room(self) -> None:
        """Raise `Overfull` before anything dear is done for a ballot that must wait."""
        if self._jobs.full():
            raise Overfull

    def cast(self, poll: str, casting: Casting | SealedCasting) -> "Future[Outcome]":
        """Queue a ballot; the future is done once the ballot is on the disk."""
        job = _Cast(poll, casting)
        self._leave(job)
        return job.answer

    def ask(self, work: Callable[[Shelf], Any]) -> "Future[Any]":
        """Queue any other work on the shelf."""
        job = _Task(work)
        self._leave(job)
        return job.answer

    def stop(self) -> None:
        """Finish what waits, then end the thread and let go of the files."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
        self.shelf.close_files()

    def _leave(self, job: _Job) -> None:
        # Started on first use, so that the box also works where nobody announces
        # the beginning of its life.
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="box", daemon=True)
                self._thread.start()
        try:
            self._jobs.put_nowait(job)
        except Full as error:
            raise Overfull from error

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, is_last = self._drain(first)
            self._write(batch)
            if is_last:
                return

    def _drain(self, first: _Job) -> tuple[list[_Job], bool]:
        batch = [first]
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _write(self, batch: list[_Job]) -> None:
        casts: dict[str, list[_Cast]] = {}
        for job in batch:
            if isinstance(job, _Cast):
                casts.setdefault(job.poll, []).append(job)
        for poll, jobs in casts.items():
            self._cast_together(poll, jobs)
        for job in batch:
            if isinstance(job, _Task):
                _answer(job.answer, job.work, self.shelf)

    def _cast_together(self, poll: str, jobs: list[_Cast]) -> None:
        try:
            outcomes = self.shelf.cast(poll, [job.casting for job in jobs])
        except Exception as error:  # noqa: BLE001 - whoever waits must be told
            for job in jobs:
                job.answer.set_exception(error)
            return
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.answer.set_result(outcome)


def _answer(answer: "Future[Any]", work: Callable[[Shelf], Any], shelf: Shelf) -> None:
    try:
        answer.set_result(work(shelf))
    except Exception as error:  # noqa: BLE001 - whoever waits must be told
        answer.set_exception(error)
