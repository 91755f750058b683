"""Processes that are measured from outside, and what the machine was busy with."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import httpx

from tests.box.fixtures import free_port

T = TypeVar("T")
TICKS: Final = os.sysconf("SC_CLK_TCK")
PATIENCE: Final = 20.0


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process so far, its kernel time included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def serving(module: str, *words: str) -> Iterator[tuple[int, int]]:
    """Run `python -m module PORT words…`; yield its port and its process number."""
    port = free_port()
    command = [sys.executable, "-m", module, str(port), *words]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port, process.pid
        finally:
            process.kill()


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("it did not begin to listen")


def cpu_each(work: Callable[[T], object], things: Sequence[T]) -> float:
    """Return the processor time of one call, in microseconds; best of three rounds."""
    rounds = []
    for _ in range(3):
        began = time.process_time()
        for thing in things:
            work(thing)
        rounds.append(time.process_time() - began)
    return min(rounds) / len(things) * 1e6


def load() -> str:
    """Return how busy the machine is, ours included."""
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} over one minute, {five:.1f} over five"
