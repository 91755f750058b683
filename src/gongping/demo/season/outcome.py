"""The files of a season and a summary that a person can check by adding up."""

import hashlib
from pathlib import Path
from typing import Any

from gongping.demo.season.acts import Season

FILES = (
    ("ledger.xlsx", "/ledger/export.xlsx"),
    ("counts.xlsx", "/results/{poll}/counts.xlsx"),
    ("result.html", "/results/{poll}"),
    ("count-report.html", "/results/{poll}/count-report"),
    ("agenda.html", "/meetings/{round}/print/agenda"),
    ("sign-in-sheet.html", "/meetings/{round}/print/sign-in-sheet"),
    ("coverage.html", "/comments/{round}/coverage"),
    ("manifest.json", "/polls/{poll}/manifest.json"),
)


def write(season: Season, out: Path) -> None:
    """Write what the season left into `out`, and `summary.txt` over it."""
    with season.as_("secretariat") as office:
        for name, path in FILES:
            place = path.format(poll=season.poll, round=season.round_id)
            (out / name).write_bytes(office.download(place))
    season.result = _result(season)
    season.is_consistent = _adds_up(season)
    (out / "summary.txt").write_text(_summary(season, out), encoding="utf-8")


def _result(season: Season) -> dict[str, Any]:
    from gongping.accounts.selectors import find_by_username
    from gongping.organisation.selectors import get_actor
    from gongping.results.selectors import get_result

    office = get_actor(find_by_username("secretariat"))
    result = get_result(season.poll, office)
    return {**result.figures, "board": result.board_digest, "digest": result.digest}


def _adds_up(season: Season) -> bool:
    received = sum(group["received"] for group in season.result["groups"])
    return (
        received == season.counts.get("ballots")
        and all(_group_adds_up(group) for group in season.result["groups"])
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


def _summary(season: Season, out: Path) -> str:
    lines = ["", "公评 Gongping · 一季 one season", ""]
    lines += [f"  {what:<14} {count}" for what, count in sorted(season.counts.items())]
    lines += ["", "  票种 group        应参 领票 收回 有效 无效 弃权"]
    for group in season.result["groups"]:
        numbers = [
            group[key]
            for key in (
                "entitled", "collected", "received", "valid", "invalid", "abstained",
            )
        ]  # fmt: skip
        lines.append(f"  {group['name']:<12} " + " ".join(f"{n:>4}" for n in numbers))
    verdict = "一致 adds up" if season.is_consistent else "不一致 DOES NOT ADD UP"
    lines += ["", f"  {verdict}", f"  板首 board head {season.result['board']}", ""]
    lines += [f"  {_digest(out / name)}  {name}" for name, _path in FILES]
    return "\n".join(lines) + "\n"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
