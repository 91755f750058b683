"""Measures the count of a million ballots against one sweep over their bytes.

    ./run bench tally

47 units under 4 criteria, two bytes a cell: 376 MB of opened ballots in pieces, as the
recount hands them on. The sweep copies the same bytes once, piece by piece.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np

from ballotbox.manifest import Manifest
from ballotbox.tally import Counting
from bench import _ballots, _machine
from tests.ballotbox.samples import MANIFEST

PIECE: Final = 200
ABSTAINED: Final = 0xFFFF
PART: Final = 50_000
"""How many ballots are drawn at once."""


def main() -> int:
    """Count, sweep, print."""
    parser = argparse.ArgumentParser(prog="./run bench tally")
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(_machine.load())
    manifest = _manifest()
    ballots = _drawn(manifest, options.ballots)
    for _ in range(options.rounds):
        swept = _sweep(ballots)
        counted = _count(manifest, ballots)
        print(
            f"{options.ballots} ballots of {manifest.cell_count} cells: counted in"
            f" {counted:.2f} CPU-s, swept in {swept:.2f}: {counted / swept:.1f} times"
        )
    return 0


def _manifest() -> Manifest:
    rules = _ballots.rules(1)
    return replace(MANIFEST, units=rules["units"], criteria=rules["criteria"])


def _drawn(manifest: Manifest, number: int) -> list[bytes]:
    """Return as many ballots, each with bytes of its own in memory."""
    chance = np.random.default_rng(2012)
    size = manifest.cell_bytes
    found: list[bytes] = []
    while len(found) < number:
        shape = (min(PART, number - len(found)), manifest.cell_count)
        grades = chance.integers(0, _ballots.GRADES + 1, shape).astype(">u2")
        grades[grades == _ballots.GRADES] = ABSTAINED
        raw = grades.tobytes()
        found += [raw[at : at + size] for at in range(0, len(raw), size)]
    return found


def _pieces(ballots: list[bytes]) -> Iterator[list[bytes]]:
    rest = iter(ballots)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _count(manifest: Manifest, ballots: list[bytes]) -> float:
    began = time.process_time()
    counting = Counting(manifest)
    for piece in _pieces(ballots):
        counting.add(piece)
    tally = counting.finish(1, len(ballots))
    spent = time.process_time() - began
    if tally.valid != len(ballots):
        raise SystemExit(f"only {tally.valid} were counted")
    return spent


def _sweep(ballots: list[bytes]) -> float:
    began = time.process_time()
    total = sum(len(b"".join(piece)) for piece in _pieces(ballots))
    spent = time.process_time() - began
    if total != len(ballots) * len(ballots[0]):
        raise SystemExit("not all was swept")
    return spent


if __name__ == "__main__":
    sys.exit(main())
