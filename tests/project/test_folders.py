"""Where people and ballots lie, no other account of the machine looks in."""

import stat
import sys
from pathlib import Path

import pytest

from gongping.box.sealed_poll import box_key_of
from gongping.box.shelf import Shelf
from gongping.project.environment import read

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
