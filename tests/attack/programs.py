"""Site and box as processes of their own, with files of their own."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from tests.box.fixtures import BoxServer, free_port

PATIENCE: Final = 60.0
COMMAND: Final = (sys.executable, "-m", "gongping.project.cli")
TAPPED: Final = (sys.executable, "-m", "tests.attack.taps")


class BoxInside(BoxServer):
    """The box as it stands in the one-process default: beside the pages."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/box"


@dataclass
class Programs:
    """Two folders as on two hosts, or one; their processes, and what they print."""

    folder: Path
    is_tapped: bool = False
    is_one_process: bool = False
    site_port: int = field(default_factory=free_port)
    box_port: int = field(default_factory=free_port)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def box(self) -> Path:
        return self.folder / "box"

    @property
    def printed(self) -> Path:
        return self.folder / "printed"

    @property
    def taps(self) -> Path:
        return self.folder / "taps"

    @property
    def site_url(self) -> str:
        return f"http://127.0.0.1:{self.site_port}"

    @property
    def box_url(self) -> str:
        inside, alone = f"{self.site_url}/box", f"http://127.0.0.1:{self.box_port}"
        return inside if self.is_one_process else alone

    @property
    def box_server(self) -> BoxServer:
        """Return the box as the walks of the tests know it."""
        if self.is_one_process:
            return BoxInside(
                self.site / "box", self.site / "box_secret", self.site_port
            )
        return BoxServer(self.box / "box", self.box / "box_secret", self.box_port)

    def surroundings(self, folder: Path) -> dict[str, str]:
        """Return the variables of a program whose data lie in `folder`."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGPING_")}
        return {
            **kept,
            "GONGPING_MODE": "test",
            "GONGPING_DATA_DIR": str(folder),
            "GONGPING_HOSTS": "127.0.0.1,testserver",
            "GONGPING_BOX_URL": self.box_url,
        }

    def begin(self) -> None:
        """Start both; the site makes its database."""
        for folder in (self.site, self.box, self.printed):
            folder.mkdir(parents=True, exist_ok=True)
        # Two processes read it from the first moment on.
        (self.site / "secret_key").write_text(secrets.token_urlsafe(48))
        if self.is_one_process:
            self._begin("both", ["serve", f"--port={self.site_port}"])
        else:
            self._begin("site", ["serve", "--without-box", f"--port={self.site_port}"])
            self._begin("box", ["box", f"--port={self.box_port}"])

    def wait(self) -> None:
        """Return once both answer, and the site knows the box's secret."""
        self._wait(f"{self.box_url}/polls/none")
        if not self.is_one_process:
            secret = (self.box / "box_secret").read_bytes()
            (self.site / "box_secret").write_bytes(secret)
        self._wait(f"{self.site_url}/sign-in")

    def stop(self) -> None:
        """End both, as their administrator would."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(PATIENCE)
        self.running.clear()

    def _begin(self, side: str, words: Sequence[str]) -> None:
        folder = self.box if side == "box" else self.site
        before = (*TAPPED, str(self.taps), side) if self.is_tapped else COMMAND
        with (self.printed / f"{side}.log").open("wb") as log:
            process = subprocess.Popen(
                [*before, *words],
                env=self.surroundings(folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.running.append(process)

    def _wait(self, url: str) -> None:
        until = time.monotonic() + PATIENCE
        with httpx.Client(trust_env=False) as client:
            while time.monotonic() < until:
                try:
                    client.get(url)
                except httpx.TransportError:
                    time.sleep(0.02)
                else:
                    return
        raise TimeoutError(f"{url} does not answer")
