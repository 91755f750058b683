"""The worked examples of the reference, reckoned again from the printed numbers."""

import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from fairscore import advice, evaluate, parse_scheme, round_half_up
from gongping.polls.presets import presets, usual_plan
from gongping.polls.selectors.schemes import arithmetic_of, quorum_of_plan

DOCS = Path(__file__).parents[2] / "docs" / "reference"
ROW = re.compile(r"\| \S+ ((?:\| \d+ ){5})\| ([\d.]+) \|")
NUMBERS = re.compile(r"\| \S+ \| ((?:\d+ ?){5,}) \| ([\d.]+) \|")
BANDS = {
    "points": [100, 80, 60, 40],
    "criteria": [1],
    "groups": [1],
    "method": "bands",
    "bands": [["9/10", 200], ["8/10", 190], ["7/10", 180], ["6/10", 170], [0, 160]],
    "overrides": [[2, "1/3", 130]],
}


def _section(name: str, title: str) -> str:
    text = (DOCS / name).read_text(encoding="utf-8")
    _, _, rest = text.partition(f"## {title}")
    return rest.partition("\n## ")[0]


def _rows(section: str) -> list[tuple[list[int], Decimal]]:
    return [
        ([int(n) for n in found[1].replace("|", " ").split()], Decimal(found[2]))
        for found in ROW.finditer(section)
    ]


@pytest.mark.parametrize("name", ["presets.md", "presets.zh.md"])
@pytest.mark.parametrize("preset", ["leader_review_2012", "party_duty_report_2019"])
def test_the_example_of_a_preset_comes_out_as_printed(name: str, preset: str) -> None:
    section = _section(name, f"`{preset}`")
    rows, plan = _rows(section), usual_plan("测评", preset, "criteria")
    columns = len(plan.criteria)
    assert len(rows) == columns * len(plan.groups)
    groups = [[c for c, _ in rows[at : at + columns]] for at in range(0, len(rows), 4)]
    scores = evaluate(
        parse_scheme(arithmetic_of(plan)), np.array([[group] for group in groups])
    )
    (composite,) = scores.composite
    assert composite is not None
    printed_whole = re.search(r"\*\*(?:overall|综合) ([\d.]+)\*\*", section)
    assert printed_whole is not None
    assert round_half_up(composite, 2) == Decimal(printed_whole[1])
    points = [grade.points for grade in plan.grades]
    for counts, printed in rows:
        one = parse_scheme({"points": points, "criteria": [1], "groups": [1]})
        (score,) = evaluate(one, np.array([[[counts]]])).composite
        assert score is not None
        assert round_half_up(score, 2) == printed


@pytest.mark.parametrize("name", ["presets.md", "presets.zh.md"])
def test_the_example_of_numbers_comes_out_as_printed(name: str) -> None:
    section = _section(name, "`numbers_with_quota`")
    plan = usual_plan("测评", "numbers_with_quota", "criteria")
    places = {int(step.points): at for at, step in enumerate(plan.steps)}
    rows, scores = [], []
    for found in NUMBERS.finditer(section):
        row = np.zeros(len(places) + 1, dtype=np.int64)
        for number in found[1].split():
            row[places[int(number)]] += 1
        rows.append(row)
        scores.append(Decimal(found[2]))
    counts = np.array([[rows]])
    reckoned = evaluate(parse_scheme(arithmetic_of(plan)), counts)
    each = [score and round_half_up(score, 2) for score in reckoned.by_criterion[0]]
    assert each == scores
    printed = re.search(r"\*\*(?:overall|综合) ([\d.]+)\*\*", section)
    (composite,) = reckoned.composite
    assert printed is not None
    assert composite is not None
    assert round_half_up(composite, 2) == Decimal(printed[1])


@pytest.mark.parametrize("name", ["presets.md", "presets.zh.md"])
@pytest.mark.parametrize("title", ["Rate bands", "2012 年的得票率分档"])
def test_the_bands_come_out_as_printed(name: str, title: str) -> None:
    rows = _rows(_section(name, title))
    assert len(rows) == (3 if (title[0] == "R") == (name == "presets.md") else 0)
    for counts, printed in rows:
        (score,) = evaluate(parse_scheme(BANDS), np.array([[[counts]]])).composite
        assert score == printed


@pytest.mark.parametrize("name", ["presets.md", "presets.zh.md"])
def test_every_preset_is_listed_with_its_quorum_and_its_source(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for preset, data in presets().items():
        row = next(line for line in text.splitlines() if f"| `{preset}`" in line)
        quorum = quorum_of_plan(usual_plan("测评", preset))
        percent = quorum * 100
        share = f"{percent}%" if percent.denominator == 1 else str(quorum)
        assert row.endswith(f"| {share} |")
        assert data["provenance"]
        assert all(re.search(r"\[[SMD]\]", line) for line in data["provenance"])


@pytest.mark.parametrize("name", ["presets.md", "presets.zh.md"])
def test_what_sizes_mean_comes_out_as_printed(name: str) -> None:
    found = advice([12, 47, 541], [0.4, 0.2, 0.4])
    text = (DOCS / name).read_text(encoding="utf-8")
    assert f"**{found.n_eff:.0f}**" in text
    assert f"**{100 * found.shares[0]:.0f}%**" in text
