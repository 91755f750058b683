"""Numbers on the board page: counted as in Python, shown in bands."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ballotbox.cells import NO_OPINION, encode_cells
from ballotbox.manifest import GradeStep, Manifest
from ballotbox.scheme import Quota, Scale
from ballotbox.tally import tally_cells
from tests.ballotbox.test_scheme import FULL
from tests.board.harness import Verifier, open_verifier
from tests.board.test_same_schemes import COUNT

DRAW = """async ([text, histogram]) => {
  const manifest = await window.board.readManifest(text, true);
  document.body.innerHTML = "<div id=grades><div id=grades-groups></div></div>";
  window.board.drawGrades({ manifest, tally: [{ group: 1, valid: 40, histogram }] });
  document.querySelector("details").open = true;
  const texts = (found) => [...document.querySelectorAll(found)].map((e) => e.innerText);
  return [texts("thead th"), texts("tbody tr:first-child td")];
}"""


@pytest.fixture(scope="module")
def verifier(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """The verifier in script, off line."""
    return open_verifier(browser, tmp_path_factory.mktemp("numbers"))


@pytest.fixture
def rules() -> Manifest:
    """Numbers from 100 to 0, at most one of 90 or more."""
    assert FULL.scheme is not None
    steps = (GradeStep(str(n), str(n), Decimal(n)) for n in range(100, -1, -1))
    quotas = (Quota(0, 10, 0, 1),)
    scheme = replace(FULL.scheme, scale=Scale.NUMBERS, marks=(), quotas=quotas)
    return replace(FULL, rules=(), grades=tuple(steps), scheme=scheme)


def test_numbers_are_counted_alike(verifier: Verifier, rules: Manifest) -> None:
    cells = rules.cell_count
    ballots = [
        [0] + [50] * (cells - 1),
        [100] * cells,
        [5] * cells,
        [NO_OPINION] * cells,
        [101] + [60] * (cells - 1),
    ]
    raw = [encode_cells(ballot) for ballot in ballots]
    counts, failures, valid = verifier.page.evaluate(
        COUNT, [rules.text, [ballot.hex() for ballot in raw]]
    )
    tally = tally_cells(rules, {1: 99}, {1: raw}).of_group(1)
    assert [list(row) for unit in tally.histogram for row in unit] == counts
    assert {str(reason): n for reason, n in tally.invalid} == failures
    assert failures["quota"] == 1
    assert tally.valid == valid


def test_numbers_are_shown_in_bands(verifier: Verifier, rules: Manifest) -> None:
    row = [0] * 102
    for step, number in ((0, 2), (10, 3), (11, 5), (40, 7), (41, 11), (101, 1)):
        row[step] = number
    histogram = [[row] * len(rules.criteria)] * len(rules.units)
    head, body = verifier.page.evaluate(DRAW, [rules.text, histogram])
    assert head[2:] == ["90–100", "80–89", "70–79", "60–69", "0–59", "column_unsure"]
    assert body[1:] == ["5", "5", "0", "7", "11", "1"]
