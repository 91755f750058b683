"""What failed is explained to people who know no cryptography, in both languages."""

from pathlib import Path

import pytest

from ballotbox import command, errors, findings
from ballotbox.checks import Check
from ballotbox.errors import BallotBoxError, TokenInvalid
from ballotbox.explanations import MEANINGS, NAMED, OTHERWISE, Advice, explain
from ballotbox.findings import HeadDiffers, LineMissing
from tests.ballotbox.closed_samples import sample

BASES = {"BallotBoxError", "BoardFileError"}
FINDINGS = [
    value
    for name, value in sorted(vars(findings).items())
    if isinstance(value, type) and name not in BASES
]
# What no whole board holds, and only a proof of inclusion may fail with.
ELSEWHERE = {"ProofWrong", "TotalsMalformed"}


@pytest.mark.parametrize("finding", FINDINGS)
def test_each_finding_is_explained(finding: type[BallotBoxError]) -> None:
    is_general = explain(Check.FORM, finding("x"), "zh")[0] == OTHERWISE[0]
    assert is_general == (finding.__name__ in ELSEWHERE)


def test_every_explanation_is_of_a_finding_and_said_twice() -> None:
    assert all(hasattr(findings, n) or hasattr(errors, n) for n in MEANINGS)
    said = [
        *(sentence for sentence, _ in (*MEANINGS.values(), *NAMED.values())),
        *(a.value for a in Advice),
    ]
    for zh, en in said:
        assert zh.endswith("。")
        assert en.endswith(".")
        assert en.isascii()


def test_the_line_is_named_in_the_language_of_the_reader() -> None:
    error = TokenInvalid("line 3: not by this issuer over these bytes")
    assert "（第 3 行）" in explain(Check.BALLOTS, error, "zh")[0]
    assert "(line 3)" in explain(Check.BALLOTS, error, "en")[0]
    assert (
        "下载" in explain(Check.FORM, LineMissing("line 9: counts is missing"), "zh")[1]
    )


def test_a_head_that_was_named_wrongly_is_no_changed_board() -> None:
    error = HeadDiffers("the head is not the one that was named")
    meant, advice = explain(Check.HEAD_EXPECTED, error, "en")
    assert "that you named" in meant
    assert "copied rightly" in advice
    assert "changed after" in explain(Check.HEAD, error, "en")[0]


def test_what_failed_is_followed_by_what_it_means_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = tmp_path / "board.jsonl"
    board.write_bytes(b"".join(sample().raw[:-1]))
    words = ["verify", str(board), "--jobs", "1", "--lang"]
    for language, means, do in (
        ("zh", "    意思: ", "    怎么办: "),
        ("en", "    This means: ", "    What to do: "),
    ):
        assert command.main([*words, language], allow_weak=True) == command.FAILS
        lines = capsys.readouterr().out.splitlines()
        failed = next(n for n, line in enumerate(lines) if " [" in line and ": " in line
                      and line.startswith(("不符", "FAILS")))  # fmt: skip
        assert lines[failed + 1].startswith(means)
        assert lines[failed + 2].startswith(do)


def test_what_is_no_receipt_is_named_with_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board, other = tmp_path / "board.jsonl", tmp_path / "other.txt"
    board.write_bytes(b"".join(sample().raw))
    other.write_bytes(b"\xff\xfe")
    for option, why in (("--receipt", "不是回执"), ("--totals", "不是公布的结果")):
        words = ["verify", str(board), "--jobs", "1", option, str(other)]
        assert command.main(words, allow_weak=True) == command.UNREADABLE
        said = capsys.readouterr().err
        assert why in said
        assert str(other) in said


def test_a_short_code_is_no_hash(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(
            ["verify", "board.jsonl", "--head", "天鹅 书架 海岸 灯塔 茶壶 星座"]
        )
    said = capsys.readouterr().err
    assert "64 位十六进制数" in said
    assert "64 hexadecimal digits" in said
