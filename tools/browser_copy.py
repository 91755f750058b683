"""Finds a Chromium for the journeys, or fetches a copy. Standard library only.

The order: $CHROMIUM, a Chromium or Chrome on the PATH, an unpacked npm copy in
.tools/. The headless shell is preferred: it is the same engine without windows, and a
journey costs it little more than half. A copy is fetched once, when npm is there and
nothing else was found; without a network the tests say that no journey could run.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools import environment

PACKAGE = "@sparticuz/chromium@147.0.0"
TOOLS = environment.ROOT / ".tools"
COPY = TOOLS / "chromium"
NAMES = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)


@dataclass(frozen=True)
class Browser:
    """Where the program is, and the libraries it brings along, if any."""

    program: Path
    libraries: Path | None = None

    def variables(self) -> dict[str, str]:
        """The environment in which the program finds its libraries."""
        if self.libraries is None:
            return dict(os.environ)
        before = os.environ.get("LD_LIBRARY_PATH", "")
        path = f"{self.libraries}:{before}".rstrip(":")
        return {**os.environ, "LD_LIBRARY_PATH": path}


def find() -> Browser | None:
    """The browser that journeys use, or nothing."""
    return _named() or _on_path() or _unpacked()


def ensure() -> Browser | None:
    """A browser is there if one can be had; never an error."""
    found = find()
    if found or not shutil.which("npm"):
        return found
    print("No Chromium found: fetching a copy by npm …", flush=True)
    if _fetch() and _unpack():
        return find()
    print("No copy could be fetched; journeys will be skipped.", flush=True)
    return None


def _named() -> Browser | None:
    named = os.environ.get("CHROMIUM")
    return Browser(Path(named)) if named and Path(named).exists() else None


def _on_path() -> Browser | None:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Browser(Path(found)) if found else None


def _unpacked() -> Browser | None:
    program = COPY / "chromium"
    return Browser(program, COPY / "lib") if program.exists() else None


def _fetch() -> bool:
    command = ["npm", "install", "--ignore-scripts", "--no-save", "--no-audit"]
    command += [
        "--no-fund",
        "--loglevel=error",
        "--fetch-retries=1",
        "--prefix",
        str(TOOLS),
        PACKAGE,
    ]
    TOOLS.mkdir(exist_ok=True)
    return subprocess.run(command, check=False).returncode == 0


def _unpack() -> bool:
    """Undo the brotli packing with our own environment, which has the module."""
    command = [str(environment.PYTHON), "-m", "tools.unpack_chromium"]
    folder = TOOLS / "node_modules" / "@sparticuz" / "chromium" / "bin"
    command += [str(folder), str(COPY)]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode == 0
