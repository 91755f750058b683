"""The front door knows its verbs, and sets up only what is not there."""

import re
from pathlib import Path

import pytest

from tools import checks, environment, front_door

RUN = (environment.ROOT / "run").read_text(encoding="utf-8")


def test_every_verb_is_in_the_usage() -> None:
    assert set(re.findall(r"^    \./run (\w+)", RUN, re.MULTILINE)) == set(
        front_door.VERBS
    )


def test_without_a_verb_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert front_door.main([], usage="use it") == 0
    assert capsys.readouterr().out == "use it\n"


def test_an_unknown_verb_is_refused() -> None:
    assert front_door.main(["dance"], usage="") == 2


def test_a_problem_of_set_up_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_lock: str) -> None:
        message = "no wheels"
        raise environment.SetUpError(message)

    monkeypatch.setattr(environment, "ensure", fail)
    assert front_door.main(["demo"], usage="") == 1
    assert "Stopped: no wheels" in capsys.readouterr().err


def test_there_is_a_worker_more_than_cores_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert front_door._workers([])[:2] == ["-n", "3"]
    assert front_door._workers(["-n0", "tests/polls"]) == []


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty place for an environment, with a lock."""
    lock = tmp_path / "base.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    (tmp_path / "python").touch()
    return lock


def test_an_installed_lock_is_not_installed_again(house: Path) -> None:
    assert not environment.is_installed(house)
    environment._write_stamp(house)
    assert environment.is_installed(house)


def test_a_changed_lock_is_installed_again(house: Path) -> None:
    environment._write_stamp(house)
    house.write_text("a==2\n", encoding="utf-8")
    assert not environment.is_installed(house)


def test_the_test_lock_serves_for_the_base_lock(house: Path) -> None:
    larger = house.with_name("test.txt")
    larger.write_text("a==1\nb==1\n", encoding="utf-8")
    environment._write_stamp(larger)
    assert environment.is_installed(house)


def test_checks_have_different_names() -> None:
    names = [gate.name for gate in checks.gates()]
    assert len(names) == len(set(names))


def test_an_unknown_check_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.run_checks(only=["dance"]) == 2
    assert "Known: format" in capsys.readouterr().out


def test_a_failing_check_fails_the_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    python = str(environment.PYTHON)
    good = checks.Gate("good", [python, "-c", "pass"])
    bad = checks.Gate("bad", [python, "-c", "raise SystemExit('why')"])
    monkeypatch.setattr(checks, "gates", lambda: [bad, good])
    assert checks.run_checks(only=[]) == 1
    said = capsys.readouterr().out
    assert "bad           FAILED" in said
    assert "    why" in said
    assert "good          ok" in said
    assert "1 of 2 checks failed: bad" in said


def test_options_go_to_the_program_and_names_choose_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def note(*words: str) -> int:
        asked.append(words)
        return 0

    monkeypatch.setattr(environment, "ensure", lambda _lock: None)
    monkeypatch.setattr(front_door, "_compile_catalogues", lambda: None)
    monkeypatch.setattr(front_door, "_python", note)
    assert front_door.main(["drill", "crash", "--times", "3"], usage="") == 0
    assert front_door.main(["bench", "cast", "issue"], usage="") == 0
    assert asked == [
        ("-m", "drills.crash", "--times", "3"),
        ("-m", "bench.cast"),
        ("-m", "bench.issue"),
    ]


def test_a_name_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "ensure", lambda _lock: None)
    monkeypatch.setattr(front_door, "_compile_catalogues", lambda: None)
    assert front_door.main(["drill", "fire"], usage="") == 2
    assert "crash" in capsys.readouterr().err
