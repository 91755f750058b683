import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

VOTERS = 70


def test_a_season_runs_from_the_workbooks_to_files_that_add_up(tmp_path: Path) -> None:
    season = [sys.executable, "-m", "gongping", "season", "--out", str(tmp_path)]

    done = subprocess.run(
        [*season, "--voters", str(VOTERS)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    summary = (tmp_path / "summary.txt").read_text(encoding="utf-8")
    assert "adds up" in summary
    assert f"ballots        {VOTERS}" in summary
    ledger = load_workbook(tmp_path / "ledger.xlsx", read_only=True)
    assert ledger["台账"].max_row > 282
    assert (tmp_path / "count-report.html").stat().st_size > 1000
