"""Where people and ballots lie, no other account of the machine looks in."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongping.box.sealed_poll import box_key_of
from gongping.box.shelf import Shelf
from gongping.issuer.__main__ import main as issuer
from gongping.project.environment import read
from tests.project.drill import Site

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="rights are kept otherwise there"
)


def _mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_a_new_data_folder_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGPING_DATA_DIR", str(tmp_path / "var" / "site"))
    assert _mode(read().data_dir) == 0o700


def test_nobody_else_watches_ballots_arrive(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "box")
    box_key_of(shelf.folder / "2026a-abc")
    shelf.close_files()
    assert _mode(tmp_path / "box") == _mode(tmp_path / "box" / "2026a-abc") == 0o700


@pytest.fixture
def let_in(tmp_path: Path) -> Path:
    """A folder that somebody made beforehand, as folders usually are."""
    folder = tmp_path / "made"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def test_in_a_folder_made_beforehand_the_database_is_its_owners_alone(
    let_in: Path,
) -> None:
    write = (
        "from django.db import connection as c; c.cursor().execute('create table t(a)')"
    )
    shell = ("manage", "shell", "-v0", "-c", write)
    status, _said, complained = Site(let_in).run(*shell, umask=0o022)
    assert status == 0, complained
    assert _mode(Site(let_in).database) == 0o600


def test_in_a_folder_made_beforehand_the_boxs_files_are_its_own(let_in: Path) -> None:
    box = [sys.executable, "-m", "gongping.box", "--port=0", f"--store={let_in}"]
    with subprocess.Popen(
        [*box, f"--secret={let_in / 'secret'}"],
        stdout=subprocess.PIPE,
        umask=0o022,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.terminate()
        process.wait(60)
    modes = {path.name: _mode(path) for path in let_in.iterdir()}
    assert len(modes) > 1
    assert set(modes.values()) == {0o600}, modes


@pytest.fixture
def lax_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("lax_umask")
def test_the_second_office_writes_for_itself_alone(
    let_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["gongping.issuer", "keys", f"--data={let_in}", f"--out={let_in / 'k'}"]
    monkeypatch.setattr(sys, "argv", words)
    issuer()
    assert os.umask(0o022) == 0o077
