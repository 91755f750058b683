"""Root has everything and links no better than by chance, until a leak is planted.

The short version: `./run drill linking` holds the same poll with 600 voters.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drills.linking import BY_CHANCE, CASES
from tests.attack import taps

ROOT = Path(__file__).resolve().parents[2]
VOTERS = 36
PATIENCE = 240


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """One poll of a real site and a real box, attacked in every way."""
    out = tmp_path_factory.mktemp("attack") / "cases.json"
    words = [f"--voters={VOTERS}", "--copies=2", f"--json={out}"]
    done = subprocess.run(
        [sys.executable, "-m", "drills.linking", *words],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("GONGPING_")},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert out.exists(), done.stdout + done.stderr
    return {case["name"]: case for case in json.loads(out.read_text())}


SAFE = [name for name, (_says, leaks) in CASES.items() if not leaks]
LEAKS = [name for name, (_says, leaks) in CASES.items() if leaks]


@pytest.mark.parametrize("name", SAFE)
def test_what_is_stored_links_nobody_better_than_chance(
    cases: dict[str, dict[str, Any]], name: str
) -> None:
    found = cases[name]["verdict"]
    assert min(found["p_hits"], found["p_nearness"], found["p_pair"]) > BY_CHANCE, found


@pytest.mark.parametrize("name", LEAKS)
def test_the_same_program_finds_a_planted_leak(
    cases: dict[str, dict[str, Any]], name: str
) -> None:
    """Also the one that we do not deny: copying the open box is a leak."""
    assert cases[name]["verdict"]["p_nearness"] < 1e-5, cases[name]


@pytest.mark.parametrize("name", [taps.TIME, taps.TOUCHED, taps.ADDRESS])
def test_times_and_addresses_give_most_people_away(
    cases: dict[str, dict[str, Any]], name: str
) -> None:
    """An order alone blurs where slips were drawn; these do not."""
    assert cases[name]["verdict"]["hits"] > VOTERS / 2, cases[name]
