"""A whole season in processes of its own, and what it leaves for anybody to check."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ballotbox.words import code_of

# One worker plays the season once and asks it everything.
pytestmark = pytest.mark.xdist_group("season")

VOTERS = 70
UNDRAWN = 5
SHEETS = 2
BALLOTS = VOTERS - SHEETS
BOARD, PUBLIC = "board.jsonl", "board-public.jsonl"


@dataclass(frozen=True, slots=True)
class Output:
    """The files of a season."""

    folder: Path

    @property
    def summary(self) -> str:
        return (self.folder / "summary.txt").read_text(encoding="utf-8")

    def digest(self, label: str) -> str:
        """Return the 256 bits that the summary gives under a label."""
        found = re.search(rf"{label}\s.*\s([0-9a-f]{{64}})\n", self.summary)
        assert found is not None, self.summary
        return found.group(1)

    def lines(self, name: str, kind: str) -> list[bytes]:
        with (self.folder / name).open("rb") as lines:
            return [line for line in lines if json.loads(line)["kind"] == kind]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """A season of seventy voters and two offices, which has just ended well."""
    folder = tmp_path_factory.mktemp("season")
    done = _gongping("season", "--out", folder, "--voters", VOTERS, "--offices", 2)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return Output(folder)


def test_a_season_runs_from_the_workbooks_to_files_that_add_up(output: Output) -> None:
    assert "adds up" in output.summary
    assert f"ballots        {BALLOTS}" in output.summary
    ledger = load_workbook(output.folder / "ledger.xlsx", read_only=True)
    assert ledger["台账"].max_row > 282
    assert (output.folder / "count-report.html").stat().st_size > 1000


def test_its_board_holds_every_ballot_and_only_the_whole_one_their_contents(
    output: Output,
) -> None:
    for name, contents in ((BOARD, BALLOTS), (PUBLIC, 0)):
        assert len(output.lines(name, "ballot")) == BALLOTS
        assert len(output.lines(name, "sealed")) == contents
    (slips,) = output.lines(PUBLIC, "slips")
    assert len(json.loads(slips)["undrawn"]) == UNDRAWN


def test_paper_is_in_the_count_and_signed(output: Output) -> None:
    (counts,) = output.lines(PUBLIC, "counts")
    groups = json.loads(counts)["groups"]
    assert sum(group[5] for group in groups) == SHEETS
    (paper,) = output.lines(PUBLIC, "paper")
    assert len(json.loads(paper)["signatures"]) == 2
    (cells,) = output.lines(BOARD, "paper-cells")
    assert len(json.loads(cells)["ballots"]) == SHEETS
    assert output.lines(PUBLIC, "paper-cells") == []


def test_two_offices_handed_out_every_ballot(output: Output) -> None:
    (counts,) = output.lines(PUBLIC, "counts")
    collected = [group[3] for group in json.loads(counts)["groups"]]
    assert [sum(office) for office in zip(*collected, strict=True)] == [BALLOTS] * 2
    assert f"letters drawn  {BALLOTS}" in output.summary
    desk = output.folder / "second-office"
    assert (desk / "counts.json").exists()
    # Tickets are on paper only, and no key outlives the collecting.
    assert not (desk / "letters.html").exists()
    assert not list((desk / "office" / "keys").iterdir())


def test_the_summary_says_what_was_verified_and_under_which_head(
    output: Output,
) -> None:
    code = code_of(bytes.fromhex(output.digest("head")))
    assert f"板首码: {code}" in output.summary
    assert "所提供的都相符。" in output.summary
    assert "Everything that was given holds." in output.summary


def test_anybody_can_verify_it_again_with_a_receipt(output: Output) -> None:
    named = "--manifest", output.digest("rules"), "--head", output.digest("head")
    receipts = [
        part
        for path in sorted(output.folder.glob("receipt-*.json"))
        for part in ("--receipt", path)
    ]
    published = "--totals", output.folder / "totals.json", "--lang", "en"
    done = _gongping("verify", output.folder / BOARD, *named, *receipts, *published)
    assert done.returncode == 0, done.stdout
    assert "holds: The published totals are those of the new count. [" in done.stdout
    assert "holds: The ballots were opened and counted again. [1, 2, 3]" in done.stdout
    assert "the ballots are on the board. [3]" in done.stdout


def test_a_ballot_taken_off_the_board_is_found(output: Output, tmp_path: Path) -> None:
    lines = (output.folder / PUBLIC).read_bytes().splitlines(keepends=True)
    lines.remove(output.lines(PUBLIC, "ballot")[0])
    shorter = tmp_path / PUBLIC
    shorter.write_bytes(b"".join(lines))
    done = _gongping("verify", shorter, "--lang", "en")
    assert done.returncode == 1
    assert "Something does not hold." in done.stdout


def _gongping(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongping", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=480,
        check=False,
    )
