"""The running programs of a season: pages and box, each a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

STARTING_SECONDS = 60
STEP_SECONDS = 0.2
STOPPING_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages and box answer."""

    pages: str
    box: str


def surroundings(folder: Path, box: str) -> dict[str, str]:
    """Return the variables under which the season's programs run."""
    return {
        "GONGPING_MODE": "demo",
        "GONGPING_DATA_DIR": str(folder),
        "GONGPING_BOX_URL": box,
        "GONGPING_BOX_PUBLIC_URL": box,
    }


@contextmanager
def running_site(folder: Path, pages_port: int, box_port: int) -> Iterator[Site]:
    """Run box and pages until the block ends; neither outlives it or this process."""
    site = Site(f"http://127.0.0.1:{pages_port}", f"http://127.0.0.1:{box_port}")
    variables = {**os.environ, **surroundings(folder, site.box)}
    programs = [
        _start("box", "--port", str(box_port), variables=variables),
        _start(
            "serve", "--without-box", "--port", str(pages_port), variables=variables
        ),
    ]
    try:
        _wait_for(f"{site.pages}/sign-in", programs)
        _wait_for(f"{site.box}/polls/none", programs)
        yield site
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.communicate(timeout=STOPPING_SECONDS)


@contextmanager
def serving(words: list[str], answers: str) -> Iterator[None]:
    """Run one more program until the block ends, once it answers at an address."""
    # What it says would stand among the progress bars; what is wrong still does.
    program = _start(*words, variables=dict(os.environ), says=subprocess.DEVNULL)
    try:
        _wait_for(answers, [program])
        yield
    finally:
        program.terminate()
        program.communicate(timeout=STOPPING_SECONDS)


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(
    *arguments: str, variables: dict[str, str], says: int | None = None
) -> subprocess.Popen[bytes]:
    # This process holds the other end of their standard input, so that they end with
    # it even when it is killed.
    return subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, "-m", "gongping", *arguments, "--until-input-ends"],
        env=variables,
        stdin=subprocess.PIPE,
        stdout=says,
    )


def _wait_for(url: str, programs: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        if any(program.poll() is not None for program in programs):
            break
        try:
            httpx.get(url)
        except httpx.TransportError:
            time.sleep(STEP_SECONDS)
        else:
            return
    message = f"{url} does not answer; look at what the programs printed above."
    raise SystemExit(message)
