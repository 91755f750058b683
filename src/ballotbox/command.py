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
from typing import Any, Final, TypeVar

from ballotbox.checks import Report, State
from ballotbox.errors import BallotBoxError
from ballotbox.explanations import explain
from ballotbox.fields import DIGEST
from ballotbox.recount import Spread
from ballotbox.sealed import parse_receipt
from ballotbox.speech import CHINESE, ENGLISH, reason, spoken
from ballotbox.totals import parse_totals
from ballotbox.verify import Given, examine

T = TypeVar("T")
HOLDS, FAILS, UNREADABLE = 0, 1, 2
AHEAD: Final = 4
"""How many pieces wait for each processor; more would only take memory."""


WHOLE_HASH: Final = (
    "要完整的散列：64 位十六进制数，不是六个词的短码 / "
    "the whole hash: 64 hexadecimal digits, not the code of six words"
)
WORDS: Final = {
    CHINESE: {
        State.PASSED: "通过",
        State.FAILED: "不符",
        State.NOT_GIVEN: "未提供",
        State.NOT_REACHED: "未检查",
        "head": "板首码",
        "holds": "所提供的都相符。",
        "fails": "有一项不符。",
        "means": "意思",
        "do": "怎么办",
        "unreadable": "无法读取：",
        "receipt": "{file} 不是回执。请用投票时存下的那个文件。",
        "totals": "{file} 不是公布的结果。请从结果页重新下载。",
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
        "means": "This means",
        "do": "What to do",
        "unreadable": "Cannot be read: ",
        "receipt": "{file} is no receipt. Use the file that you kept when you voted.",
        "totals": "{file} is not published totals. Download it from the result again.",
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
        except (OSError, _Unreadable) as error:
            why = _why(error, language)
            sys.stderr.write(f"{words['unreadable']}{why}\n")
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
        raise argparse.ArgumentTypeError(WHOLE_HASH) from error
    return digest


class _Unreadable(Exception):
    """A file that was given beside the board is not of its kind."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(path, kind)
        self.path, self.kind = path, kind


def _why(error: "OSError | _Unreadable", language: str) -> str:
    if isinstance(error, _Unreadable):
        return WORDS[language][error.kind].format(file=error.path)
    said = reason(error, language)
    return f"{error.filename}: {said}" if error.filename else said


def _parsed(path: Path, kind: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(path.read_text("utf-8").strip())
    except (BallotBoxError, ValueError) as error:
        raise _Unreadable(path, kind) from error


def _given(options: argparse.Namespace, stack: ExitStack) -> Given:
    def lines(path: Path) -> Iterable[bytes]:
        return stack.enter_context(path.open("rb"))

    totals = options.totals and _parsed(options.totals, "totals", parse_totals)
    return Given(
        board=chain.from_iterable([lines(path) for path in options.files]),
        rules=options.manifest,
        head=options.head,
        others=tuple(lines(path) for path in options.other or ()),
        receipts=tuple(
            _parsed(path, "receipt", parse_receipt) for path in options.receipt or ()
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
        if outcome.state is State.FAILED and report.error is not None:
            meaning, advice = explain(outcome.check, report.error, language)
            yield f"    {words['means']}: {meaning}"
            yield f"    {words['do']}: {advice}"
    if report.head is not None:
        yield f"{words['head']}: {report.head.code_in(language)}"
    yield words["holds" if report.error is None else "fails"]
