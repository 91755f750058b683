"""Measures the live hub: 5,000 who watch one process, against the least it could cost.

    ./run bench live
    ./run bench live --watchers 200 --events 5       a quick look

The product's server with its hub, real HTTP, real sockets; the watchers are another
process. In the same run and in turns with it, a bare socket server writes the same
bytes to as many sockets and does nothing else. Then all lines are cut at once and come
back within five seconds, while announcements go on. Exits with 1 if an aim is missed:
memory, the last watcher's delay (p95), or anybody without the last state.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench import _machine
from gongping.foundation import passes

KILOBYTES: Final = 15.0
LAST_MS: Final = 250.0
TIMES_BARE: Final = 1.5
STORM_SECONDS: Final = 5
TURNS: Final = 4
FILES_BESIDE: Final = 200
SECRET: Final = "bench"  # noqa: S105 - of a server that lives a minute
PAGE: Final = resource.getpagesize()


def main() -> int:
    """Watch, count, print what came of it; return 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="./run bench live")
    add = parser.add_argument
    add("--watchers", type=int, default=5000, help="how many watch each server")
    add("--events", type=int, default=40, help="announced to each of them")
    add("--storm", type=int, default=STORM_SECONDS, help="seconds to come back in")
    options = parser.parse_args()
    _allow_files(options.watchers + FILES_BESIDE)
    with tempfile.TemporaryDirectory(prefix="gongping-bench-") as folder:
        os.environ.update(GONGPING_DATA_DIR=folder, GONGPING_SECRET_KEY=SECRET)
        return _Run(options.watchers, options.events, options.storm).all()


def _allow_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise SystemExit(f"only {hard} files may be open here; {wanted} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


@dataclass
class _Crowd:
    """Watchers in a process of their own, and the server that they watch."""

    pid: int
    process: "subprocess.Popen[str]"
    delays: list[float] = field(default_factory=list)
    lost: int = 0
    before: int = 0
    kilobytes: float = 0.0

    def ask(self, words: str) -> dict[str, Any]:
        """Let the watchers do this; return what came of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def open(self, size: int) -> float:
        """Open all streams; return how many seconds that took."""
        self.before = _memory(self.pid)
        came = self.ask("open")
        if came["greeted"] != size:
            raise SystemExit(f"only {came['greeted']} of {size} were let in")
        self.kilobytes = self.grown(size)
        return float(came["seconds"])

    def grown(self, size: int) -> float:
        """Return the memory taken since before anybody watched, in kB a watcher."""
        return (_memory(self.pid) - self.before) / size / 1024

    def events(self, count: int) -> None:
        """Announce so many times and keep the delays."""
        came = self.ask(f"events {count}")
        self.delays += came["delays"]
        self.lost += came["lost"]

    def delay(self, share: float) -> float:
        """Return the last watcher's delay that this share of the events kept."""
        ordered = sorted(self.delays)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _memory(pid: int) -> int:
    """Return the resident memory of a process in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


@contextmanager
def _watched(module: str, size: int) -> Iterator[_Crowd]:
    now = int(passes.moment())
    one = passes.Pass(("hall.1",), now, now + passes.LIFE_SECONDS)
    given = passes.sign(passes.key_from(SECRET), one)
    with _machine.serving(module) as (port, pid):
        command = [sys.executable, "-m", "bench._watchers", str(port), given, str(size)]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, text=True, **pipes) as process:
            try:
                yield _Crowd(pid, process)
            finally:
                process.kill()


@dataclass
class _Run:
    watchers: int
    count: int
    storm: int
    missed: list[str] = field(default_factory=list)

    def all(self) -> int:
        print(f"{self.watchers} watchers each; {_machine.load()}\n")
        with ExitStack() as stack:
            hub = stack.enter_context(_watched("bench._live_hub", self.watchers))
            bare = stack.enter_context(_watched("bench._live_bare", self.watchers))
            for name, crowd in (("the hub", hub), ("bare sockets", bare)):
                seconds = crowd.open(self.watchers)
                print(f"{name:14}{crowd.kilobytes:6.1f} kB a watcher, {seconds:.1f} s")
            for turn in range(TURNS):
                for crowd in (hub, bare):
                    crowd.events(-(-(self.count - turn) // TURNS))
            self._show_delays(hub, bare)
            self._show_storm(hub)
        self._judge(hub, bare)
        print(f"\n{_machine.load()}")
        return 1 if self.missed else 0

    def _show_delays(self, hub: _Crowd, bare: _Crowd) -> None:
        print(f"\nthe last watcher's delay over {len(hub.delays)} events, ms")
        for name, crowd in (("the hub", hub), ("bare sockets", bare)):
            figures = [crowd.delay(share) for share in (0.5, 0.95, 1.0)]
            said = "  ".join(f"{figure:6.0f}" for figure in figures)
            print(f"{name:14}p50, p95, max: {said}   lost {crowd.lost}")

    def _show_storm(self, hub: _Crowd) -> None:
        before = _machine.cpu_seconds(hub.pid)
        came = hub.ask(f"storm {self.storm}")
        spent = _machine.cpu_seconds(hub.pid) - before
        print(
            f"\nall cut, back within {self.storm} s amid announcements: connected"
            f" after {came['came']:.1f} s, all in step after {came['seconds']:.1f} s,"
            f" {came['right']} of {self.watchers} with the last state;"
            f" {spent:.1f} s of processor time,"
            f" then {hub.grown(self.watchers):.1f} kB a watcher"
        )
        if came["right"] != self.watchers:
            self.missed.append("every watcher has the last state after the storm")

    def _judge(self, hub: _Crowd, bare: _Crowd) -> None:
        times = hub.delay(0.95) / bare.delay(0.95)
        if hub.kilobytes > KILOBYTES:
            self.missed.append(f"at most {KILOBYTES:.0f} kB a watcher")
        if hub.delay(0.95) > LAST_MS and times > TIMES_BARE:
            self.missed.append(f"{LAST_MS:.0f} ms or {TIMES_BARE} x bare, p95")
        if hub.lost:
            self.missed.append("no event lost")
        print(f"\nthe hub's p95 is {times:.2f} x that of bare sockets")
        print(f"missed: {'; '.join(self.missed)}" if self.missed else "all aims held")


if __name__ == "__main__":
    sys.exit(main())
