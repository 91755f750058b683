"""One thread that writes: it takes what waits, commits once, then answers."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, Final

from gongping.box.sealed_store import SealedCasting
from gongping.box.shelf import Shelf
from gongping.box.store import Outcome

CAPACITY: Final = 512
BATCH: Final = 256


class Overfull(Exception):
    """More ballots are in hand than can soon be taken; come again in a moment."""


@dataclass(slots=True)
class _Cast:
    poll: str
    casting: SealedCasting
    answer: "asyncio.Future[Outcome]"


@dataclass(slots=True)
class _Task:
    work: Callable[[Shelf], Any]
    answer: "Future[Any]" = field(default_factory=Future)


_Job = list[_Cast] | _Task


class Writer:
    """Owns the shelf: whoever wants something of it leaves a job and waits."""

    def __init__(self, shelf: Shelf, capacity: int = CAPACITY) -> None:
        self.shelf = shelf
        self.capacity = capacity
        self._in_hand = 0
        self._fresh: list[_Cast] = []
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._starting = Lock()

    @contextmanager
    def room(self) -> Iterator[None]:
        """Hold a place for one ballot; raise `Overfull` if there is none.

        Asked for before anything dear is done, so that a rush costs little. What
        the administrator asks is never sent away.
        """
        if self._in_hand >= self.capacity:
            raise Overfull
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    async def cast(self, poll: str, casting: SealedCasting) -> Outcome:
        """Return how it went with a ballot; if well, it is on the disk."""
        loop = asyncio.get_running_loop()
        if not self._fresh:
            loop.call_soon(self._hand_over)
        answer: asyncio.Future[Outcome] = loop.create_future()
        self._fresh.append(_Cast(poll, casting, answer))
        return await answer

    def _hand_over(self) -> None:
        # What became ready in one turn of the loop goes to the disk together: one by
        # one, each would wake the thread and pay for a commit of its own.
        fresh, self._fresh = self._fresh, []
        self._leave(fresh)

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
        self._jobs.put(job)

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            casts, tasks, is_last = self._drain(first)
            self._write(casts, tasks)
            if is_last:
                return

    def _drain(self, first: _Job) -> tuple[list[_Cast], list[_Task], bool]:
        casts: list[_Cast] = []
        tasks: list[_Task] = []
        job: _Job | None = first
        while job is not None:
            if isinstance(job, _Task):
                tasks.append(job)
            else:
                casts += job
            if len(casts) >= BATCH:
                return casts, tasks, False
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return casts, tasks, False
        return casts, tasks, True

    def _write(self, casts: list[_Cast], tasks: list[_Task]) -> None:
        by_poll: dict[str, list[_Cast]] = {}
        for job in casts:
            by_poll.setdefault(job.poll, []).append(job)
        for poll, jobs in by_poll.items():
            self._cast_together(poll, jobs)
        for task in tasks:
            _answer(task.answer, task.work, self.shelf)

    def _cast_together(self, poll: str, jobs: list[_Cast]) -> None:
        outcomes: list[Outcome] | Exception
        try:
            outcomes = self.shelf.cast(poll, [job.casting for job in jobs])
        except Exception as error:  # noqa: BLE001 - whoever waits must be told
            outcomes = error
        # Once for all: every call wakes the loop. There is one, which serves the box;
        # if it has ended, nobody waits any more.
        with suppress(RuntimeError):
            loop = jobs[0].answer.get_loop()
            loop.call_soon_threadsafe(_settle, jobs, outcomes)


def _settle(jobs: list[_Cast], outcomes: list[Outcome] | Exception) -> None:
    for place, job in enumerate(jobs):
        if job.answer.done():
            continue
        if isinstance(outcomes, Exception):
            job.answer.set_exception(outcomes)
        else:
            job.answer.set_result(outcomes[place])


def _answer(answer: "Future[Any]", work: Callable[[Shelf], Any], shelf: Shelf) -> None:
    try:
        answer.set_result(work(shelf))
    except Exception as error:  # noqa: BLE001 - whoever waits must be told
        answer.set_exception(error)
