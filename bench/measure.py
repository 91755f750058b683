"""Measures what the statistics promise: coverage, false tiers, robustness, run time.

    ./run bench measure [--meetings 1000] [--seed 2012] [--only WORD] [--no-times]

Each goal is measured over that many drawn meetings (bench/_meetings.py); the line says
the estimate, its Monte-Carlo standard error and the goal. The last column: `holds`, or
`near` within three standard errors of its limit, or `MISSED`; without a goal, nothing.
"""

import argparse
import os
import sys
import time

from bench import _machine
from bench._goals import GOALS, Found, measure
from bench._statistics_times import print_times

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> int:
    """Measure every goal, then run times; fail if a goal is missed."""
    if any(name not in os.environ for name in ONE_THREAD):
        words = [sys.executable, "-m", "bench.measure", *sys.argv[1:]]
        # Threads of the linear algebra must be counted before it is loaded.
        os.execve(sys.executable, words, {**os.environ, **ONE_THREAD})  # noqa: S606
    options = _options()
    print(_machine.load())
    is_missed = False
    for goal in GOALS:
        if options.only not in goal.name:
            continue
        began = time.monotonic()
        found = measure(goal, options.meetings, options.seed)
        print(_line(found), f"{time.monotonic() - began:6.0f} s")
        is_missed |= found.is_missed
    if not options.no_times:
        print_times()
    return int(is_missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench measure")
    parser.add_argument("--meetings", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2012)
    parser.add_argument("--only", default="")
    parser.add_argument("--no-times", action="store_true")
    return parser.parse_args()


def _line(found: Found) -> str:
    goal = found.goal
    return (
        f"{goal.name:36} {found.mean:9.4g} ± {found.error:<8.2g}"
        f" {_wanted(found):14} {_verdict(found):6} {found.meetings:6} meetings"
    )


def _wanted(found: Found) -> str:
    low, high = found.goal.low, found.goal.high
    if low == -float("inf") and high == float("inf"):
        return "–"
    if low == -float("inf"):
        return f"≤ {high:g}"
    return f"≥ {low:g}" if high == float("inf") else f"{low:g} … {high:g}"


def _verdict(found: Found) -> str:
    if _wanted(found) == "–":
        return ""
    if found.is_missed:
        return "MISSED"
    return "holds" if found.is_held else "near"


if __name__ == "__main__":
    sys.exit(main())
