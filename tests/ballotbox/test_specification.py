"""The specification names every label, line, field, check and error of the code."""

from pathlib import Path

import pytest

from ballotbox import checks, errors, findings, labels, lines
from ballotbox.checks import Check
from ballotbox.counts import Turnout

DOCS = Path(__file__).parents[2] / "docs" / "specification"
TEXT = (DOCS / "ballot.md").read_text(encoding="utf-8")
BASES = {"BallotBoxError", "BoardFileError"}
ERRORS = sorted(
    name
    for module in (errors, findings)
    for name, value in vars(module).items()
    if isinstance(value, type) and name not in BASES
)
LABELS = sorted(
    value.rstrip(b"\0").decode()
    for value in vars(labels).values()
    if isinstance(value, bytes)
)
FIELDS = sorted(
    {kind.kind for kind in lines.KINDS}
    | {name for kind in lines.KINDS for name in kind.form}
    | set(Turnout.__dataclass_fields__)
)


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_specified(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_specified(label: str) -> None:
    assert f"`{label}`" in TEXT


@pytest.mark.parametrize("name", FIELDS)
def test_every_line_and_field_is_specified(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("check", Check)
def test_every_check_is_specified_and_said_in_both_languages(check: Check) -> None:
    assert f"`{check}`" in TEXT
    said = checks.SENTENCES[check]
    assert said.keys() == {"zh", "en"}
    assert said["zh"].endswith("。")
    assert said["en"].endswith(".")
    assert said["en"].isascii() or "≤" in said["en"]
