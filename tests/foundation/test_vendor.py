"""What others wrote stands in the tree exactly as it was published."""

import hashlib
from pathlib import Path

import gongping.foundation

VENDOR = Path(gongping.foundation.__file__).parent / "static" / "vendor"


def locked() -> list[list[str]]:
    lines = (VENDOR / "vendor.lock").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def test_every_vendored_file_has_the_hash_it_was_locked_with() -> None:
    for _name, _version, _licence, file, wanted in locked():
        found = hashlib.sha256((VENDOR / file).read_bytes()).hexdigest()
        assert found == wanted, file


def test_no_vendored_file_is_unlocked() -> None:
    listed = {row[3] for row in locked()} | {"vendor.lock"}
    present = {str(p.relative_to(VENDOR)) for p in VENDOR.rglob("*") if p.is_file()}
    assert present == listed


def test_the_version_stands_in_the_file() -> None:
    for name, version, _licence, file, _hash in locked():
        if name == "htmx.org" and file.endswith(".js"):
            assert f'version:"{version}"' in (VENDOR / file).read_text(encoding="utf-8")
