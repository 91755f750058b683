"""A season writes where nothing is, or where a season was before."""

from pathlib import Path

import pytest

from gongping.demo import season
from gongping.demo.season import MARK, SITE, SUMMARY


def test_a_folder_that_somebody_works_in_is_left_alone(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    kept = tmp_path / SITE / "gongping.sqlite3"
    kept.parent.mkdir()
    kept.write_bytes(b"a year of work")
    assert season.run_season(tmp_path, voters=70, seed=1) == 2
    assert "什么也没有动" in capsys.readouterr().out
    assert kept.read_bytes() == b"a year of work"


@pytest.mark.parametrize("mark", [MARK, SUMMARY])
def test_what_a_season_left_makes_room_for_the_next(mark: str, tmp_path: Path) -> None:
    (tmp_path / SITE).mkdir()
    (tmp_path / "second-office").mkdir()
    (tmp_path / mark).touch()
    assert season._empty(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [mark]


def test_an_empty_folder_and_none_at_all_will_do(tmp_path: Path) -> None:
    assert season._empty(tmp_path)
    assert season._empty(tmp_path / "none")
