"""The files of a season and a summary that a person can check by adding up."""

import hashlib
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ballotbox.sealed import Receipt
from ballotbox.words import code_of
from gongping.demo.season.acts import Season
from gongping.demo.season.scrutiny import NAMES

TOTALS = "totals.json"
FILES = (
    ("ledger.xlsx", "/ledger/export.xlsx"),
    ("counts.xlsx", "/results/{poll}/counts.xlsx"),
    ("result.html", "/results/{poll}"),
    ("count-report.html", "/results/{poll}/count-report"),
    ("agenda.html", "/meetings/{round}/print/agenda"),
    ("sign-in-sheet.html", "/meetings/{round}/print/sign-in-sheet"),
    ("coverage.html", "/comments/{round}/coverage"),
    ("manifest.json", "/polls/{poll}/manifest.json"),
    (TOTALS, "/results/{poll}/totals.json"),
)
BOARD, PUBLIC = "board.jsonl", "board-public.jsonl"
RECEIPTS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier, a program of its own, said of one file."""

    file: str
    said: str
    is_good: bool


def write(season: Season, receipts: Sequence[Receipt], out: Path) -> None:
    """Write what the season left into `out`, and `summary.txt` over it."""
    with season.as_("secretariat") as office:
        for name, path in FILES:
            place = path.format(poll=season.poll, round=season.round_id)
            (out / name).write_bytes(office.download(place))
    with season.as_(NAMES[0]) as auditor:
        board = auditor.download(f"/polls/{season.poll}/board.jsonl")
        (out / BOARD).write_bytes(board)
    (out / PUBLIC).write_bytes(season.public_board())
    verdicts = list(_verdicts(season, _write_receipts(receipts, out), out))
    season.result = _result(season)
    season.is_consistent = _adds_up(season) and all(v.is_good for v in verdicts)
    (out / "summary.txt").write_text(_summary(season, verdicts, out), encoding="utf-8")


def _write_receipts(receipts: Sequence[Receipt], out: Path) -> list[Path]:
    # As a few voters would bring theirs; nobody ever has all of them.
    chosen = secrets.SystemRandom().sample(receipts, min(RECEIPTS, len(receipts)))
    written = []
    for number, receipt in enumerate(chosen, 1):
        path = out / f"receipt-{number}.json"
        path.write_text(f"{receipt.text}\n", encoding="utf-8")
        written.append(path)
    return written


def _verdicts(season: Season, receipts: list[Path], out: Path) -> Iterator[Verdict]:
    named = ["--manifest", season.rules.hex(), "--head", season.head.hex()]
    named += ["--totals", str(out / TOTALS)]
    brought = [part for path in receipts for part in ("--receipt", str(path))]
    for file, language in ((BOARD, "zh"), (PUBLIC, "en")):
        options = [str(out / file), *named, *brought, "--lang", language]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "ballotbox", "verify", *options],
            stdout=subprocess.PIPE,
            check=False,
        )
        yield Verdict(file, done.stdout.decode(), is_good=done.returncode == 0)


def _result(season: Season) -> dict[str, Any]:
    from gongping.accounts.selectors import find_by_username
    from gongping.organisation.selectors import get_actor
    from gongping.results.selectors import get_result

    office = get_actor(find_by_username("secretariat"))
    result = get_result(season.poll, office)
    return {**result.figures, "board": result.board_digest, "digest": result.digest}


def _adds_up(season: Season) -> bool:
    received = season.result["totals"]["received"]
    return (
        received == season.counts.get("ballots", 0) + season.sheets
        and _group_adds_up(season.result["totals"])
        and all(group["adds_up"] for group in season.result["groups"])
        and _each_point_is_followed_up(season.counts)
    )


def _each_point_is_followed_up(counts: dict[str, int]) -> bool:
    # Every invented comment has exactly one point to be followed up.
    steps = ("comments", "acknowledged", "proposed", "confirmed")
    return len({counts.get(step) for step in steps}) == 1


def _group_adds_up(group: dict[str, Any]) -> bool:
    return bool(
        group["valid"] + group["invalid"] == group["received"]
        and group["received"] <= group["collected"] <= group["entitled"]
    )


def _summary(season: Season, verdicts: list[Verdict], out: Path) -> str:
    written = [*(name for name, _path in FILES), BOARD, PUBLIC]
    verdict = "一致 adds up" if season.is_consistent else "不一致 DOES NOT ADD UP"
    lines = ["", "公评 Gongping · 一季 one season", ""]
    lines += [f"  {what:<14} {count}" for what, count in sorted(season.counts.items())]
    lines += ["", *_groups(season), "", f"  {verdict}", "", *_codes(season), ""]
    for one in verdicts:
        lines += [f"  ballotbox verify {one.file}", "", *_indented(one.said), ""]
    lines += [f"  {_digest(out / name)}  {name}" for name in written]
    return "\n".join(lines) + "\n"


def _groups(season: Season) -> Iterator[str]:
    yield "  票种 group        应参 领票 收回 有效 无效 弃权"
    columns = ("entitled", "collected", "received", "valid", "invalid", "abstained")
    for group in season.result["groups"]:
        numbers = " ".join(f"{_shown(group[key]):>4}" for key in columns)
        yield f"  {group['name']:<12} {numbers}"


def _shown(number: int | None) -> str:
    return "–" if number is None else str(number)


def _codes(season: Season) -> Iterator[str]:
    for label, digest in (("规则 rules", season.rules), ("板首 head", season.head)):
        yield f"  {label:<10} {code_of(digest)}  {digest.hex()}"


def _indented(said: str) -> Iterator[str]:
    return (f"    {line}" for line in said.splitlines())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
