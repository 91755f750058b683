"""The command line: the one place of this package that opens files and prints."""

import argparse
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Final

from ballotbox.checks import Report, State
from ballotbox.errors import BallotBoxError
from ballotbox.fields import DIGEST
from ballotbox.recount import Spread
from ballotbox.sealed import parse_receipt
from ballotbox.speech import CHINESE, ENGLISH, spoken
from ballotbox.totals import parse_totals
from ballotbox.verify import Given, examine

HOLDS, FAILS, UNREADABLE = 0, 1, 2
AHEAD: Final = 4
"""How many pieces wait for each processor; more would only take memory."""


WORDS: Final = {
    CHINESE: {
        State.PASSED: "通过",
        State.FAILED: "不符",
        State.NOT_GIVEN: "未提供",
        State.NOT_REACHED: "未检查",
        "head": "板首码",
        "holds": "所提供的都相符。",
        "fails": "有一项不符。",
        "unreadable": "无法读取：",
        "weak": "密钥是测试用的，不能用于真实测评。",
    },
    ENGLISH: {
        State.PASSED: "holds",
        State.FAILED: "FAILS",
        State.NOT_GIVEN: "not given",
        State.NOT_REACHED: "not reached",
        "head": "Head code",
        "holds": "Everything that was given holds.",
        "fails": "Something does not hold.",
        "unreadable": "Cannot be read: ",
        "weak": "The keys are for tests and never for a real poll.",
    },
}


def main(arguments: Sequence[str] | None = None, *, allow_weak: bool = False) -> int:
    """Do what the command line names; return the exit status."""
    parser = argparse.ArgumentParser(prog="ballotbox")
    add_verify(parser.add_subparsers(required=True, metavar="verify"))
    return verify_files(parser.parse_args(arguments), allow_weak=allow_weak)


def add_verify(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb `verify` with its options, here or to another command line."""
    meaning = "核对公示板 / verify the board of a closed poll"
    verb = verbs.add_parser("verify", help=meaning, description=meaning)
    add = verb.add_argument
    add("files", nargs="+", type=Path, help="公示板,各部分依次 / the parts of a board")
    add("--manifest", type=_digest, help="规则全文的指纹 M / SHA-256 of the rules")
    add("--head", type=_digest, help="公示板的指纹（板首） / SHA-256 of the head")
    for name, meaning in (
        ("--receipt", "回执 / a receipt"),
        ("--other", "别处拿到的公示板 / a board that somebody else holds"),
    ):
        add(name, type=Path, action="append", help=meaning)
    add("--totals", type=Path, help="公布的结果 / published totals")
    add("--lang", choices=sorted(WORDS), help="语言 / language")
    meaning = "进程数,不写则每个处理器一个 / processes; else one for each processor"
    add("--jobs", type=int, help=meaning)


def verify_files(options: argparse.Namespace, *, allow_weak: bool = False) -> int:
    """Verify what is named and print every check; return the exit status.

    0 if all that is given holds, 1 if a check fails, 2 if something is unreadable.
    """
    language = spoken(options.lang)
    words = WORDS[language]
    with ExitStack() as stack:
        try:
            given = _given(options, stack)
            spread = stack.enter_context(_spread(options.jobs or os.cpu_count() or 1))
            report = examine(given, allow_weak=allow_weak, spread=spread)
        except (OSError, ValueError, BallotBoxError) as error:
            sys.stderr.write(f"{words['unreadable']}{error}\n")
            return UNREADABLE
    for line in _lines(report, language):
        print(line)  # noqa: T201 -- the command line prints
    if allow_weak:
        sys.stderr.write(f"{words['weak']}\n")
    return HOLDS if report.error is None else FAILS


def _digest(text: str) -> bytes:
    try:
        digest: bytes = DIGEST.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return digest


def _given(options: argparse.Namespace, stack: ExitStack) -> Given:
    def lines(path: Path) -> Iterable[bytes]:
        return stack.enter_context(path.open("rb"))

    totals = options.totals and parse_totals(options.totals.read_text("utf-8").strip())
    return Given(
        board=chain.from_iterable([lines(path) for path in options.files]),
        rules=options.manifest,
        head=options.head,
        others=tuple(lines(path) for path in options.other or ()),
        receipts=tuple(
            parse_receipt(path.read_text("utf-8").strip())
            for path in options.receipt or ()
        ),
        totals=totals,
    )


@contextmanager
def _spread(jobs: int) -> Iterator[Spread]:
    """Give each piece to a process of its own, and the results back in order."""
    if jobs <= 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:

        def spread(work: Callable[[Any], Any], pieces: Iterable[Any]) -> Iterator[Any]:
            waiting: deque[Future[Any]] = deque()
            for piece in pieces:
                waiting.append(pool.submit(work, piece))
                if len(waiting) >= jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

        yield spread


def _lines(report: Report, language: str) -> Iterator[str]:
    """Yield a line for each check, then the head, then what came of it all."""
    words = WORDS[language]
    for outcome in report.outcomes:
        note = f" [{outcome.note}]" if outcome.note else ""
        yield f"{words[outcome.state]}: {outcome.sentence(language)}{note}"
    if report.head is not None:
        yield f"{words['head']}: {report.head.code}"
    yield words["holds" if report.error is None else "fails"]
