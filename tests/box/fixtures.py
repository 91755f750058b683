"""A real box, as a process of its own, for every test that needs one.

Import it where it is used: `from tests.box.fixtures import box_server`, or let a
room's conftest name it: `from tests.box.fixtures import *`. Rooms of Django ask for
`box_in_use`, which points the settings at it.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

PATIENCE = 20.0


@dataclass
class BoxServer:
    """A box process: where it listens, what opens its administrator's door."""

    store: Path
    secret_path: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    client: httpx.Client = field(
        default_factory=lambda: httpx.Client(timeout=PATIENCE, trust_env=False)
    )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def secret(self) -> str:
        return self.secret_path.read_text()

    def start(self) -> None:
        """Start the process and wait until it listens."""
        options = {"port": self.port, "store": self.store, "secret": self.secret_path}
        arguments = [f"--{key}={value}" for key, value in options.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gongping.box", *arguments],
            stdout=subprocess.DEVNULL,
        )
        self._wait()

    def kill(self) -> None:
        """End the process as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the process as an administrator would."""
        self._end(signal.SIGTERM)

    def admin(self, method: str, path: str = "", **body: Any) -> httpx.Response:
        """Knock at the administrator's door with the right secret."""
        return self.client.request(
            method,
            f"{self.url}/admin/polls{path}",
            headers={"Authorization": f"Bearer {self.secret}"},
            json=body or None,
        )

    def cast(self, poll: str, **ballot: Any) -> httpx.Response:
        """Knock at the voter's door."""
        return self.client.post(f"{self.url}/polls/{poll}/ballots", json=ballot)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            os.kill(self.process.pid, how)
            self.process.wait(PATIENCE)
            self.process = None

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.client.get(f"{self.url}/polls/none")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the box did not begin to listen")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_box(folder: Path) -> BoxServer:
    """Return a box over `folder`, not yet started."""
    return BoxServer(folder / "box", folder / "box_secret", free_port())


SHARED = pytest.StashKey[BoxServer]()


@pytest.fixture(scope="session")
def box_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> BoxServer:
    """One box process for all tests of this worker; polls tell them apart.

    Every module that names the fixture has a fixture of its own, and all of them are
    handed the same box.
    """
    stash = request.config.stash
    if SHARED not in stash:
        stash[SHARED] = _started(request.config, tmp_path_factory.mktemp("box"))
    return stash[SHARED]


def _started(config: pytest.Config, folder: Path) -> BoxServer:
    server = new_box(folder)
    server.start()
    config.add_cleanup(server.stop)
    config.add_cleanup(server.client.close)
    return server


@pytest.fixture
def box_in_use(box_server: BoxServer, settings: Any) -> BoxServer:
    """Let the rooms speak to the box process."""
    if box_server.process is None:
        # A test that ended in between had killed it.
        box_server.start()
    settings.BOX_URL = box_server.url
    settings.BOX_SECRET_PATH = box_server.secret_path
    return box_server


def new_poll_code() -> str:
    """Return a code that no other test uses."""
    return f"t-{secrets.token_hex(4)}"
