"""The import contracts of pyproject.toml hold, and would be seen to break."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture import sources

COMMAND = "import sys; from importlinter.cli import lint_imports_command as c; c()"
# One line of code for each contract that breaks it.
PLANTED = {
    "pure-cores": ("ballotbox/__init__.py", "import django"),
    "rooms-in-order": ("gongping/polls/__init__.py", "import gongping.roll"),
    "furniture-in-order": ("gongping/ledger/models.py", "from . import views"),
    "ballotbox-is-protected": ("gongping/ledger/services.py", "import ballotbox"),
    "hazard-stays-inside": ("gongping/roll/services.py", "import ballotbox.hazard"),
    "box-is-protected": ("gongping/procedure/__init__.py", "import gongping.box"),
    "box-knows-nobody": ("gongping/box/__init__.py", "import gongping.foundation"),
    "issuer-is-protected": ("gongping/comments/services.py", "import gongping.issuer"),
    "issuer-knows-nobody": ("gongping/issuer/__init__.py", "import gongping.audit"),
    "live-is-protected": ("gongping/meetings/services.py", "import gongping.live"),
    "live-knows-nobody": ("gongping/live/__init__.py", "import gongping.meetings"),
    "views-read-through-selectors": (
        "gongping/ledger/views/table.py",
        "from gongping.ledger import models",
    ),
}


def _contracts() -> list[dict[str, str]]:
    text = (sources.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["tool"]["importlinter"][
        "contracts"
    ]
    return found


def _lint(path: Path) -> subprocess.CompletedProcess[str]:
    config = sources.ROOT / "pyproject.toml"
    words = [sys.executable, "-c", COMMAND, "--config", str(config), "--no-cache"]
    return subprocess.run(
        words,
        cwd=sources.ROOT,
        env={"PYTHONPATH": str(path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def _plant(folder: Path, files: dict[str, str]) -> None:
    """A small house with every room of the real one, and the given files."""
    rooms = [path.parent.name for path in sources.PRODUCT.glob("*/__init__.py")]
    packages = ["ballotbox", "ballotbox/hazard", "fairscore", "gongping"]
    packages += [f"gongping/{room}" for room in rooms] + ["gongping/ledger/views"]
    for package in packages:
        (folder / package).mkdir(parents=True)
        (folder / package / "__init__.py").touch()
    for room in rooms:
        for name in ("models", "services"):
            (folder / "gongping" / room / f"{name}.py").touch()
    for name, line in files.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def test_the_contracts_are_kept() -> None:
    done = _lint(sources.SRC)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_breaks_when_broken(tmp_path: Path) -> None:
    assert {contract["id"] for contract in _contracts()} == set(PLANTED)
    _plant(tmp_path, dict(PLANTED.values()))
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stderr
    for contract in _contracts():
        assert f"{contract['name']} BROKEN" in done.stdout


def test_an_undeclared_room_breaks_the_order(tmp_path: Path) -> None:
    _plant(tmp_path, {})
    assert _lint(tmp_path).returncode == 0
    (tmp_path / "gongping" / "attic").mkdir()
    (tmp_path / "gongping" / "attic" / "__init__.py").touch()
    assert "attic" in _lint(tmp_path).stdout


@pytest.mark.parametrize("package", ["gongping", "ballotbox", "fairscore"])
def test_every_package_is_in_the_graph(package: str) -> None:
    assert (sources.SRC / package / "__init__.py").exists()
