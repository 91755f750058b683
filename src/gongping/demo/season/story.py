"""The season's acts, one bar each, and what they leave behind."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.progress import Progress

from ballotbox.sealed import Receipt
from gongping.demo.season import (
    SECOND_OFFICE,
    acts,
    on_paper,
    outcome,
    scrutiny,
    voting,
)
from gongping.demo.season.acts import Season
from gongping.demo.season.scrutiny import Watch
from gongping.demo.season.second_office import SecondOffice

if TYPE_CHECKING:
    from gongping.demo.season.device import Device

UNITS = 47
_Made = TypeVar("_Made")


Act = Callable[[str, int, Callable[[Season], Iterator[object]]], None]


def play(season: Season, out: Path, progress: Progress, *, offices: int = 1) -> None:
    """Play the season from the first workbook to the last file."""
    second = SecondOffice(out / SECOND_OFFICE) if offices > 1 else None

    def act(label: str, total: int, run: Callable[[Season], Iterator[object]]) -> None:
        task = progress.add_task(label, total=total)
        for _done in run(season):
            progress.advance(task)
        progress.update(task, completed=total)

    watches = [Watch(name) for name in scrutiny.NAMES]
    act("导入组织 import organisation", 2, acts.import_organisation)
    act("导入台账 import ledger", 1, acts.import_ledger)
    act("筹备 prepare round", UNITS + 2, acts.prepare_round)
    if second:
        act("第二发票处 second office", 3, second.prepare)
    act("交公钥 hand in keys", 3, lambda s: scrutiny.key_up(s, watches))
    act("试启 try locks", 3, lambda s: scrutiny.try_locks(s, watches))
    act("开会 open session", 3, acts.open_session)
    with ExitStack() as running:
        if second:
            act("信函票证 letters", 3, lambda s: second.open(s, running))
        receipts = _vote(season, watches, act, second)
    act("散会 close session", 1, acts.close_session)
    act("转办 follow up", UNITS + 1, acts.follow_up)
    outcome.write(season, receipts, out)


def _vote(
    season: Season, watches: list[Watch], act: Act, second: SecondOffice | None
) -> list[Receipt]:
    pile = voting.print_slips(season)
    drawn, undrawn = pile[: season.slips], pile[season.slips :]
    act("签规则书 sign rules", 3, lambda s: scrutiny.sign_rules(s, watches))
    voting.step(season, "open-collecting")
    names, on_sheets = _apart(season, voting.voters_of(season), len(drawn))
    at = len(names) - len(drawn)
    devices: list[Device] = []
    receipts: list[Receipt] = []
    act("抽票条 draw slips", len(drawn), lambda s: voting.draw_slips(s, names[at:]))
    act(
        "发纸质票 hand out paper",
        len(on_sheets),
        lambda s: on_paper.hand_out(s, on_sheets),
    )
    letters = second.draw(season, names) if second else []
    act(
        "领票 collect",
        len(names),
        lambda s: _kept(voting.collect(s, names[:at], drawn, letters), devices),
    )
    act("汇报点评 report and comment", UNITS + 90, acts.report_and_comment)
    voting.step(season, "open-casting")
    act(
        "投票 cast",
        len(names),
        lambda s: _kept(voting.cast_all(s, devices), receipts),
    )
    voting.step(season, "close")
    if second:
        act("拆信交数 counts", 3, second.close)
    act("监票人到场 attend", 2, lambda s: scrutiny.attend(s, watches))
    voting.open_undrawn(season, undrawn)
    act("录纸质票 type paper", 3, lambda s: on_paper.enter(s, len(on_sheets)))
    on_paper.seal(season)
    act("签纸质票 sign paper", 2, lambda s: scrutiny.sign_paper(s, watches))
    _count(season, watches, act)
    return receipts


def _count(season: Season, watches: list[Watch], act: Act) -> None:
    voting.step(season, "sign-head")
    act("联署板首 co-sign head", 3, lambda s: scrutiny.cosign(s, watches))
    act("启封 unseal", 2, lambda s: scrutiny.unseal(s, watches))


def _apart(season: Season, names: list[str], drawn: int) -> tuple[list[str], list[str]]:
    """Return who votes by a device, slip drawers last; and who votes on paper."""
    end = len(names) - drawn
    begin = end - season.sheets
    return [*names[:begin], *names[end:]], names[begin:end]


def _kept(made: Iterator[_Made], by: list[_Made]) -> Iterator[_Made]:
    for one in made:
        by.append(one)
        yield one
