"""Root has everything and links no better than by chance, until a leak is planted.

The short version: `./run drill linking` holds the same poll with 600 voters.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from drills.linking import BY_CHANCE, CASES
from tests.attack import taps

ROOT = Path(__file__).resolve().parents[2]
VOTERS = 36
PATIENCE = 240
FOUND = 1e-5
TELLING = {taps.TIME, taps.TOUCHED, taps.ADDRESS}
"""An order alone blurs where slips were drawn; these give most people away."""

Verdicts = dict[str, dict[str, Any]]


def _attacked(out: Path) -> Verdicts:
    """Hold one poll over a real site and a real box; attack it in every way."""
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
    return {case["name"]: case["verdict"] for case in json.loads(out.read_text())}


def _is_linked(found: dict[str, Any]) -> bool:
    return any(found[p] <= BY_CHANCE for p in ("p_hits", "p_nearness", "p_pair"))


def test_what_is_stored_links_nobody_and_every_planted_leak_is_found(
    tmp_path: Path,
) -> None:
    """One test, because one poll is held for all: it takes some seconds."""
    verdicts = _attacked(tmp_path / "cases.json")
    leaks = {name for name, (_says, is_leak) in CASES.items() if is_leak}
    linked = {name for name in CASES.keys() - leaks if _is_linked(verdicts[name])}
    missed = {name for name in leaks if verdicts[name]["p_nearness"] > FOUND}
    missed |= {name for name in TELLING if verdicts[name]["hits"] < VOTERS / 2}
    assert (linked, missed) == (set(), set()), verdicts
