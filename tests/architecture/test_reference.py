"""The reference says what the code says."""

from enum import StrEnum
from pathlib import Path

import pytest

from tests.architecture import sources
from tools import reference


def test_the_reference_is_in_step() -> None:
    found = reference.problems()
    assert not found, sources.listed(found)


def test_a_planted_difference_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reference, "REFERENCE", tmp_path)
    reference.update()
    page = tmp_path / "settings.md"
    page.write_text(" ".join(reference.variables_in_code()), encoding="utf-8")
    assert reference.problems() == []
    (tmp_path / "states.md").write_text("old", encoding="utf-8")
    assert reference.problems() == [
        "docs/reference/states.md is out of step (run update)"
    ]


def test_a_planted_unnamed_variable_is_found() -> None:
    assert reference.settings_problems("`GONGPING_A`", {"GONGPING_A"}) == []
    assert reference.settings_problems("", {"GONGPING_A"})
    assert reference.settings_problems("`GONGPING_OLD`", set())


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"


def test_a_diagram_follows_the_table() -> None:
    text = reference.diagram({Lamp.OFF: frozenset({Lamp.ON})})
    assert "[*] --> off" in text
    assert "off --> on" in text
    assert "on --> [*]" in text
