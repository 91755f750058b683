"""Makes the virtual environment from a hashed lock. Standard library only."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
LAUNCHER = """#!{python}
import sys

from gongping.project.cli import main

sys.exit(main())
"""


class SetUpError(Exception):
    """Set-up cannot go on; the message says what to do."""


def ensure(lock_name: str) -> None:
    """The environment holds exactly what the named lock lists, or more.

    A lock that is installed already costs one hash: no network is touched.
    """
    lock = REQUIREMENTS / f"{lock_name}.txt"
    if is_installed(lock):
        return
    started = time.monotonic()
    _make_venv()
    _say(f"Installing {lock.relative_to(ROOT)} (pinned, hash-checked) …")
    _install(lock)
    _link_sources()
    _write_stamp(lock)
    _say(f"Environment ready after {time.monotonic() - started:.0f} s.")


def is_installed(lock: Path) -> bool:
    """Whether the environment was last filled from this lock as it now stands."""
    stamp = _stamp_of(lock)
    wanted = fingerprint(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted


def fingerprint(lock: Path) -> str:
    """What an environment depends on: the lock and the Python it is made with."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} python {version}\n"


def _stamp_of(lock: Path) -> Path:
    return VENV / f".installed-{lock.stem}"


def _write_stamp(lock: Path) -> None:
    _stamp_of(lock).write_text(fingerprint(lock))
    smaller = REQUIREMENTS / "base.txt"
    # The test lock holds everything the run-time lock holds (a test says so).
    _stamp_of(smaller).write_text(fingerprint(smaller))


def _make_venv() -> None:
    if PYTHON.exists() and _venv_matches():
        return
    _say(f"Making {VENV.relative_to(ROOT)} …")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False
    )
    if made.returncode:
        msg = (
            "Python could not make a virtual environment. On Debian or Ubuntu "
            "install it with:  apt-get install python3-venv"
        )
        raise SetUpError(msg)


def _venv_matches() -> bool:
    """Whether the environment is whole and made with the Python now running."""
    if not list(BIN.glob("pip*")):
        return False  # An earlier attempt stopped half way.
    try:
        text = (VENV / "pyvenv.cfg").read_text()
    except OSError:
        return False
    wanted = ".".join(str(part) for part in sys.version_info[:3])
    return f"version = {wanted}" in text


def _install(lock: Path) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--no-input", *_progress()]
    command += ["-r", str(lock)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        msg = (
            "pip could not install the lock. Without a network, put the wheels "
            "in a folder and set PIP_NO_INDEX=1 and PIP_FIND_LINKS=<folder>."
        )
        raise SetUpError(msg)


def _progress() -> list[str]:
    """One line per package on a terminal, near silence in a log."""
    if sys.stdout.isatty():
        return []
    return ["--quiet", "--progress-bar=off"]


def _link_sources() -> None:
    """Put src/ on the path by a .pth file: no build step, works without a network."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    for site in VENV.glob(pattern):
        (site / "gongping-src.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    launcher = BIN / "gongping"
    launcher.write_text(LAUNCHER.format(python=PYTHON))
    launcher.chmod(0o755)


def _say(text: str) -> None:
    print(text, flush=True)
