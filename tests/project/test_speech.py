"""In which language the terminal is spoken to, and what it is told."""

import os
import subprocess
import sys

import pytest

from ballotbox.command import UNREADABLE
from gongping.demo.season import LEAST_VOTERS
from gongping.project import cli, demonstration
from gongping.project.setup import set_up
from gongping.project.speech import VARIABLES, speaking, spoken


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def help_of(*words: str, **around: str) -> str:
    ours = {n: v for n, v in os.environ.items() if n not in VARIABLES}
    command = [sys.executable, "-m", "gongping", *words, "--help"]
    done = subprocess.run(
        command, env=ours | around, capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def test_without_a_word_it_speaks_chinese() -> None:
    assert spoken() == "zh"


@pytest.mark.parametrize("name", VARIABLES)
def test_the_surroundings_decide(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "en_GB.UTF-8")
    assert spoken() == "en"


def test_what_was_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert spoken("zh") == "zh"


def test_the_verifier_follows_the_same_rule(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["gongping", "verify", "no-such-board.jsonl"])
    for around, begins in (("zh_CN.UTF-8", "无法读取"), ("en_US.UTF-8", "Cannot")):
        monkeypatch.setenv("LANG", around)
        assert cli.main() == UNREADABLE
        assert capsys.readouterr().err.startswith(begins)


def test_a_season_says_how_many_must_vote() -> None:
    assert f"at least {LEAST_VOTERS}" in help_of("season", LANG="en_GB.UTF-8")
    assert f"至少 {LEAST_VOTERS}" in help_of("season")


def test_the_links_of_the_demo_name_each_role_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    demonstration.print_links("http://here", "en")
    assert "  Secretariat　秘书处\n" in capsys.readouterr().out


def test_serving_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    cli._say_where("http://127.0.0.1:8000", "en")
    assert "http://127.0.0.1:8000/" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_new_organisation_is_set_up_in_english_and_keeps_chinese_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with speaking("en"):
        status = set_up("某部", "ministry", "admin")

    said = capsys.readouterr().out
    assert status == 0
    assert "System administrator" in said
    assert "系统管理员" not in said
