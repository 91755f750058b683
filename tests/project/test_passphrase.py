"""The words that open a backup."""

import re
import sys
from pathlib import Path

import pytest

from gongping.project.safekeeping import passphrase
from gongping.project.safekeeping.exceptions import SafekeepingError


class _Keyboard:
    @staticmethod
    def isatty() -> bool:
        return True


def type_in(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    left = list(answers)
    monkeypatch.setattr(sys, "stdin", _Keyboard())
    monkeypatch.setattr(passphrase, "getpass", lambda _question: left.pop(0))


def test_words_made_here_are_shown_once_and_typed_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(passphrase, "made", lambda: "ABCDE-" * 5 + "FGHJK")
    type_in(monkeypatch, "", "abcde abcde abcdeabcde abcde fghjk")
    assert passphrase.to_seal(None) == "ABCDE" * 5 + "FGHJK"
    assert "ABCDE-ABCDE" in capsys.readouterr().err


def test_words_made_here_are_long_and_easy_to_copy() -> None:
    words = passphrase.made()
    assert re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{5}-){5}[2-9A-HJKMNP-TV-Z]{5}", words)
    assert passphrase.made() != words
    assert passphrase.normal(words.lower()) == words.replace("-", "")


def test_words_of_ones_own_count_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "Some Own-Words", "Some Own-Words")
    assert passphrase.to_seal(None) == "Some Own-Words"
    type_in(monkeypatch, " Some Own-Words ")
    assert passphrase.to_open(None) == "Some Own-Words"


def test_two_different_answers_seal_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "Some Own-Words", "Some own-words")
    with pytest.raises(SafekeepingError, match="不一样"):
        passphrase.to_seal(None)


def test_short_words_seal_nothing(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("elevenchars\n")
    with pytest.raises(SafekeepingError, match="12"):
        passphrase.to_seal(tmp_path / "words")
    assert passphrase.to_open(tmp_path / "words") == "elevenchars"


def test_without_a_keyboard_a_file_is_asked_for(tmp_path: Path) -> None:
    for ask in (passphrase.to_seal, passphrase.to_open):
        with pytest.raises(SafekeepingError, match="--passphrase-file"):
            ask(None)
        with pytest.raises(SafekeepingError, match="读不了"):
            ask(tmp_path / "absent")
