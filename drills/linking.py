"""Plays root: holds a poll, copies every byte of it, and links ballots to people.

    ./run drill linking
    ./run drill linking --shipped --one-process
    ./run drill linking --voters 60 --copies 3

Real site, real box, two folders as on two hosts, 600 voters with short keys. Everybody
casts the moment they have collected, so nothing but what is stored protects them. Then
the same program gets, one at a time, what a leak would have kept. `--shipped` starts
the programs without the wrappers that note those leaks; `--one-process` holds the poll
with the box beside the pages, as it is by default. Exit status 0 only if nothing
stored links better than chance and every leak does.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.attack import taps
from tests.attack.capture import Capture, TakenFile
from tests.attack.chance import Verdict
from tests.attack.holding import CASTING, TAPPED, hold
from tests.attack.linking import attack, judge
from tests.attack.programs import Programs

SURELY: Final = 1e-6
BY_CHANCE: Final = 1e-4


@dataclass(frozen=True)
class Case:
    """One attack: what root has, and whether it may succeed."""

    name: str
    says: str
    leaks: bool
    verdict: Verdict

    @property
    def is_as_expected(self) -> bool:
        """Tell whether the program did as well as it should, and no better."""
        found = self.verdict
        if self.leaks:
            return found.hits > found.expected and found.p_nearness < SURELY
        return min(found.p_hits, found.p_nearness, found.p_pair) > BY_CHANCE


STORED: Final = "everything stored after the close, backups made meanwhile"
CASES: Final[dict[str, tuple[str, bool]]] = {
    "stored": (STORED, False),
    "site-copies": (f"{STORED}, and copies of the site while ballots were cast", False),
    "box-copies": (f"{STORED}, and copies of both while ballots were cast", True),
    taps.ORDER: ("leak: the box keeps row numbers in order of arrival", True),
    taps.TIME: ("leak: the box keeps a time of each ballot", True),
    taps.TOUCHED: ("leak: the box keeps a file for each ballot", True),
    taps.ADDRESS: ("leak: both keep addresses beside names and ballots", True),
    taps.DOORS: ("access logs of both, which name no ballot", False),
    taps.RECORD: ("leak: collecting on record with its time, intake kept", True),
}

UNTAPPED: Final = ("stored", "site-copies", "box-copies")


def files_of(case: str, capture: Capture) -> list[TakenFile]:
    """Return what root has in this case."""
    match case:
        case "stored":
            return capture.without(CASTING, TAPPED)
        case "site-copies":
            kept = capture.without(TAPPED)
            return [f for f in kept if not _is_box_while_casting(f)]
        case "box-copies":
            return capture.without(TAPPED)
        case _:
            stored = capture.without(CASTING, TAPPED)
            beginning = f"{TAPPED}/taps/{case}/"
            leak = [f for f in capture.files() if f.name.startswith(beginning)]
            return [*stored, *leak]


def _is_box_while_casting(file: TakenFile) -> bool:
    place = file.name.removeprefix(CASTING).partition("/")[2]
    return file.name.startswith(CASTING) and place.startswith(("box/", "site/box/"))


def run_cases(
    capture: Capture, truth: dict[str, str], names: Iterable[str] = CASES
) -> list[Case]:
    """Let the program link in each case; return how it did."""
    return [
        Case(name, *CASES[name], judge(attack(files_of(name, capture)), truth))
        for name in names
    ]


def main(arguments: list[str] | None = None) -> int:
    """Hold the poll, attack it, say what came out; 0 if all is as expected."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="gongping-attack-") as made:
        folder = options.folder or Path(made)
        programs = Programs(
            folder,
            is_tapped=not options.shipped,
            is_one_process=options.one_process,
        )
        begun = time.monotonic()
        truth = hold(programs, options.voters, options.copies)
        _say(f"{len(truth)} voted, each casting at once ({_since(begun)})")
        begun = time.monotonic()
        cases = run_cases(Capture(folder / "captures"), truth, _cases_for(options))
        for case in cases:
            _say(f"── {case.name}: {case.says}\n   {case.verdict.text}")
        if options.json:
            options.json.write_text(json.dumps([asdict(case) for case in cases]))
    wrong = [case.name for case in cases if not case.is_as_expected]
    _say(f"not as expected: {', '.join(wrong)}" if wrong else "all as expected")
    _say(f"linking took {_since(begun)}")
    return 1 if wrong else 0


def _cases_for(options: Any) -> list[str]:
    return [name for name in CASES if name in UNTAPPED or not options.shipped]


def _since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _options(arguments: list[str] | None) -> Any:
    parser = argparse.ArgumentParser(prog="./run drill linking")
    parser.add_argument("--voters", type=int, default=600)
    parser.add_argument(
        "--copies", type=int, default=12, help="how often root copies meanwhile"
    )
    parser.add_argument("--folder", type=Path, help="keep everything here")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument(
        "--shipped", action="store_true", help="no wrappers: programs as they ship"
    )
    parser.add_argument(
        "--one-process", action="store_true", help="the box beside the pages"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
