"""The command as auditors run it: plain words, and an exit status that tells."""

import runpy
import sys
from pathlib import Path

import pytest

from ballotbox import command
from ballotbox.board_file import contents_part, public_part
from ballotbox.checks import Check
from ballotbox.sealed import Receipt, sign_receipt
from ballotbox.totals import totals_text
from tests.ballotbox.closed_samples import report, sample


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.jsonl"
    path.write_bytes(b"".join(sample().raw))
    return path


def run(*arguments: object) -> int:
    words = ["verify", *map(str, arguments), "--jobs", "1"]
    return command.main(words, allow_weak=True)


def test_all_that_can_be_given_holds(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closing = sample()
    m = closing.poll.manifest.digest
    ballot = closing.ballot(closing.casts[0])
    signature = sign_receipt(closing.poll.box_key, m, ballot)
    receipt, totals = tmp_path / "receipt", tmp_path / "totals"
    receipt.write_text(Receipt(m, ballot.key, ballot.leaf(m), signature).text)
    tally = report(closing.raw).tally
    assert tally is not None
    totals.write_text(totals_text(tally) + "\n")
    given = ["--manifest", m.hex(), "--head", closing.head.digest.hex()]
    given += ["--receipt", str(receipt), "--totals", str(totals), "--other", str(board)]
    assert run(board, *given) == command.HOLDS
    said = capsys.readouterr().out
    assert said.count("通过: ") == len(Check)
    assert said.endswith("所提供的都相符。\n")


def test_what_is_not_given_is_named(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public = tmp_path / "board-public.jsonl"
    public.write_bytes(b"".join(public_part(sample().raw)))
    assert run(public, "--lang", "en") == command.HOLDS
    said = capsys.readouterr().out
    assert "not given: The ballots were opened and counted again.\n" in said
    assert "holds: Enough scrutineers co-signed the head. [2]\n" in said


def test_public_part_and_contents_part_make_the_whole(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public, contents = tmp_path / "public", tmp_path / "contents"
    public.write_bytes(b"".join(public_part(sample().raw)))
    contents.write_bytes(b"".join(contents_part(sample().raw)))
    assert public.read_bytes() + contents.read_bytes() == board.read_bytes()
    assert run(public, contents) == command.HOLDS
    assert "未提供: 已拆封" not in capsys.readouterr().out


def test_a_failing_check_is_named_and_told_by_the_status(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(board, "--head", "00" * 32, "--lang", "en") == command.FAILS
    said = capsys.readouterr().out
    assert "FAILS: The head is the one that you named" in said
    assert "[HeadDiffers: " in said
    assert said.endswith("Something does not hold.\n")


def test_short_keys_are_refused_unless_a_test_asks(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["verify", str(board), "--jobs", "1"]) == command.FAILS
    assert "WeakSuite" in capsys.readouterr().out


def test_what_cannot_be_read_is_another_status(
    tmp_path: Path, board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "missing") == command.UNREADABLE
    assert run(board, "--receipt", board) == command.UNREADABLE
    assert "无法读取" in capsys.readouterr().err
    with pytest.raises(SystemExit) as refused:
        run(board, "--head", "short")
    assert refused.value.code == command.UNREADABLE
    assert "--head: " in capsys.readouterr().err


def test_several_processes_find_the_same(
    board: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ballotbox.opening.PIECE", 1)
    monkeypatch.setattr(command, "AHEAD", 1)
    arguments = ["verify", str(board), "--jobs", "2", "--lang", "en"]
    assert command.main(arguments, allow_weak=True) == command.HOLDS
    assert "holds: The ballots were opened" in capsys.readouterr().out


def test_the_module_runs(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["ballotbox", "verify", str(board)])
    with pytest.raises(SystemExit) as status:
        runpy.run_path(
            str(Path(command.__file__).with_name("__main__.py")), run_name="__main__"
        )
    assert status.value.code == command.FAILS


def test_an_error_in_another_process_keeps_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = sample().raw
    raw[2] = raw[2][:400] + (b"1" if raw[2][400:401] == b"0" else b"0") + raw[2][401:]
    path = tmp_path / "board.jsonl"
    path.write_bytes(b"".join(raw))
    arguments = ["verify", str(path), "--jobs", "2", "--lang", "en"]
    assert command.main(arguments, allow_weak=True) == command.FAILS
    assert "[TokenInvalid: line 3: " in capsys.readouterr().out
