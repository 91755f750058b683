"""Play root: hold a poll, copy everything, link; then once more with each leak planted.

    python -m tests.attack.drill [--voters 600] [--folder FOLDER] [--shipped]

Ends with status 0 if without a leak the program did no better than chance, and with
every planted leak did clearly better.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.attack import taps
from tests.attack.capture import Capture, TakenFile, take
from tests.attack.chance import Verdict
from tests.attack.programs import Programs

CASTING: Final = "1-casting"
CLOSED: Final = "2-closed"
UNSEALED: Final = "3-unsealed"
STOPPED: Final = "4-stopped"
TAPPED: Final = "5-tapped"
SURELY: Final = 1e-6
BY_CHANCE: Final = 1e-4
WORDS: Final = "four plain words here"


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


def hold(programs: Programs, voters: int, copies: int) -> dict[str, str]:
    """Hold a poll over these programs and capture it; return the truth."""
    _begin_django(programs)
    from tests.attack import voting

    shots = programs.folder / "captures"
    places = {
        name: programs.folder / name for name in ("site", "box", "printed", "backups")
    }
    programs.start()
    try:
        hall = voting.prepared(programs, voters)

        def look(number: int, of: int) -> None:
            if number == of or number % -(-of // copies) == 0:
                take(shots, f"{CASTING}-{number:05d}", places)
            if number == of // 2:
                _back_up(programs, "while-casting")

        hall.come(look)
        hall.season.close()
        take(shots, CLOSED, places)
        hall.season.headed().unseal()
        _back_up(programs, "unsealed")
        take(shots, UNSEALED, places)
    finally:
        programs.stop()
    take(shots, STOPPED, places)
    take(shots, TAPPED, {"taps": programs.taps})
    return hall.truth


def _begin_django(programs: Programs) -> None:
    os.environ.update(programs.surroundings(programs.site))
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongping.project.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _back_up(programs: Programs, name: str) -> None:
    """Make a backup, and read it as who knows its passphrase does."""
    from gongping.project.safekeeping import backup
    from gongping.project.safekeeping.envelope import opened
    from gongping.project.safekeeping.members import Unpacker

    folder = programs.folder / "backups"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.gongping"
    backup.make(file, WORDS)
    with file.open("rb") as stream:
        for member, blocks in Unpacker(opened(stream, WORDS)).members():
            path = folder / name / member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(blocks))


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
    return file.name.startswith(CASTING) and file.name.split("/")[1] == "box"


def run_cases(
    capture: Capture, truth: dict[str, str], names: Iterable[str] = CASES
) -> list[Case]:
    """Let the program link in each case; return how it did."""
    from tests.attack.linking import attack, judge

    return [
        Case(name, *CASES[name], judge(attack(files_of(name, capture)), truth))
        for name in names
    ]


def main(arguments: list[str] | None = None) -> int:
    """Hold the poll, attack it, say what came out; 0 if all is as expected."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="gongping-attack-") as made:
        folder = options.folder or Path(made)
        programs = Programs(folder, is_tapped=not options.shipped)
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
    parser = argparse.ArgumentParser(prog="linking", description=__doc__)
    parser.add_argument("--voters", type=int, default=600)
    parser.add_argument(
        "--copies", type=int, default=12, help="how often root copies meanwhile"
    )
    parser.add_argument("--folder", type=Path, help="keep everything here")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument(
        "--shipped", action="store_true", help="no wrappers: programs as they ship"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
