"""The locks are complete, hashed, and name no host."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture import sources

LOCKS = sorted((sources.ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def problems_of_lock(text: str) -> list[str]:
    """Lines that are neither a pinned requirement nor its hash."""
    found: list[str] = []
    previous = ""
    for line in text.splitlines():
        is_pin, is_hash = bool(PIN.match(line)), bool(HASH.match(line))
        if not is_pin and not is_hash:
            found.append(f"neither pin nor hash: {line}")
        if is_hash and not previous.endswith("\\"):
            found.append(f"hash of nothing: {line}")
        previous = line
    if previous.endswith("\\"):
        found.append(f"no hash: {previous}")
    return found


def pins_of(text: str) -> set[tuple[str, str]]:
    found = (PIN.match(line) for line in text.splitlines())
    return {(pin[1].lower().replace("_", "-"), pin[2]) for pin in found if pin}


def _lock(name: str) -> str:
    return (sources.ROOT / "requirements" / name).read_text(encoding="utf-8")


def _normal(requirement: str) -> str:
    name = re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]
    return name.lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_is_a_pin_or_a_hash(lock: Path) -> None:
    assert problems_of_lock(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_a_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_the_test_lock_holds_everything_the_base_lock_holds() -> None:
    assert pins_of(_lock("base.txt")) <= pins_of(_lock("test.txt"))


def test_every_declared_dependency_is_locked() -> None:
    text = (sources.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    base = {name for name, _ in pins_of(_lock("base.txt"))}
    everything = {name for name, _ in pins_of(_lock("test.txt"))}
    assert {_normal(word) for word in project["dependencies"]} <= base
    extras = [
        word for extra in project["optional-dependencies"].values() for word in extra
    ]
    assert {_normal(word) for word in extras} - {"gongping"} <= everything


def test_planted_faults_are_found() -> None:
    good = f"a==1 \\\n    --hash=sha256:{'0' * 64}\n"
    assert problems_of_lock(good) == []
    assert problems_of_lock("--index-url https://host/simple\n" + good)
    assert problems_of_lock("a==1\n")
    assert problems_of_lock("a==1 \\\n")
    assert problems_of_lock("a @ https://host/a.whl \\\n" + good)
