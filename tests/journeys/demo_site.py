"""The demo as a visitor meets it: loaded once a run, served by a process of its own.

Loading takes far longer than copying, so the workers of one run share one load and
each serves its own copy: what one journey changes, no other worker sees.
"""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from django.core import signing
from playwright.sync_api import Browser, BrowserContext

from gongping.demo.links import SALT
from tests.browser import PATIENCE
from tests.journeys.places import PLACES

DATABASE = "gongping.sqlite3"
SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class DemoSite:
    """Where the demo is served, and from which folder."""

    url: str
    folder: Path

    def visitor(
        self,
        browser: Browser,
        username: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        language: str = "zh-hans",
        script: bool = True,
    ) -> BrowserContext:
        """Return a browser in which somebody has signed in; nobody if unnamed."""
        context = browser.new_context(
            base_url=self.url,
            locale="en-GB" if language == "en" else "zh-CN",
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        read_in(context, self.url, language)
        if username:
            page = context.new_page()
            page.goto(self.link_of(username))
            page.close()
        return context

    def link_of(self, username: str) -> str:
        """Return the sign-in link, as the demo prints it for its ten roles."""
        key = (self.folder / "secret_key").read_text().strip()
        token = signing.dumps(username, key=key, salt=SALT)
        return f"{self.url}/demo/{token}"

    def address(self, template: str) -> str:
        """Return the template with what the demo has in `{its}` places."""
        names = [name for _, name, _, _ in Formatter().parse(template) if name]
        return template.format(**{name: self.place(name) for name in names})

    def place(self, name: str) -> str:
        """Return the number or name that stands for this place in the demo."""
        database_address = f"file:{self.folder / DATABASE}?mode=ro"
        with closing(sqlite3.connect(database_address, uri=True)) as database:
            row = database.execute(PLACES[name]).fetchone()
        assert row is not None, f"the demo has no {name}"
        return str(row[0])


def read_in(context: BrowserContext, url: str, language: str) -> None:
    """Let the context read in `language` from now on."""
    context.add_cookies([{"name": "gongping_language", "value": language, "url": url}])


def loaded_once(shared: Path) -> Path:
    """Return the folder of a loaded demo; whoever comes first loads it.

    Whoever writes journeys names a folder loaded before in `JOURNEYS_DEMO`.
    """
    folder = Path(os.environ.get("JOURNEYS_DEMO", shared / "demo-loaded"))
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "loaded").exists():
            _load(folder)
    return folder


@dataclass
class Server:
    """The demo's program, which may be killed and started again where it was."""

    folder: Path
    port: int
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Serve the demo as its users' computer would."""
        self._process = subprocess.Popen(
            _command(self.port), env=_surroundings(self.folder),
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _wait_for(self.port, self._process)

    def stop(self, *, at_once: bool = False) -> None:
        """End it politely, or as a power cut would."""
        if self._process is None:
            return
        self._process.kill() if at_once else self._process.terminate()
        self._process.wait()
        self._process = None


@contextmanager
def served(folder: Path) -> Iterator[DemoSite]:
    """Serve the demo in `folder` until the block ends."""
    with served_by(Server(folder, free_port())) as site:
        yield site


@contextmanager
def served_by(server: Server) -> Iterator[DemoSite]:
    """Serve by a program that the block may end and start."""
    try:
        server.start()
        yield DemoSite(f"http://127.0.0.1:{server.port}", server.folder)
    finally:
        server.stop()


def copied(folder: Path, to: Path) -> Path:
    """Return a copy that may be changed."""
    return Path(shutil.copytree(folder, to))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(port: int, *more: str) -> list[str]:
    return [sys.executable, "-m", "gongping", "demo", "--port", str(port), *more]


def _load(folder: Path) -> None:
    done = subprocess.run(
        _command(free_port(), "--no-serve"),
        env=_surroundings(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _surroundings(folder: Path) -> dict[str, str]:
    ours = {n: v for n, v in os.environ.items() if not n.startswith("GONGPING_")}
    return {**ours, "GONGPING_MODE": "demo", "GONGPING_DATA_DIR": str(folder)}


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        assert server.poll() is None, "the demo stopped before it served"
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"the demo did not serve within {SECONDS_TO_START} s"
    raise TimeoutError(message)
