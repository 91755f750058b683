"""The season's acts, one bar each, and what they leave behind."""

from collections.abc import Callable, Iterator
from pathlib import Path

from rich.progress import Progress

from gongping.demo.season import acts, outcome, voting
from gongping.demo.season.acts import Season
from gongping.demo.season.processes import Site
from gongping.demo.season.voting import Ticket

UNITS = 47
LEADERS = 12


def play(site: Site, voters: int, seed: int, out: Path, progress: Progress) -> Season:
    """Play the season from the first workbook to the last file."""
    season = Season(site, voters, seed)

    def act(label: str, total: int, run: Callable[[Season], Iterator[str]]) -> None:
        task = progress.add_task(label, total=total)
        for _done in run(season):
            progress.advance(task)
        progress.update(task, completed=total)

    act("导入组织 import organisation", 2, acts.import_organisation)
    act("导入台账 import ledger", 1, acts.import_ledger)
    act("筹备 prepare round", UNITS + 2, acts.prepare_round)
    act("开会 open session", 3, acts.open_session)
    tickets = _collect(season, act)
    act("汇报点评 report and comment", UNITS + 90, acts.report_and_comment)
    voting.step(season, "open-casting")
    act("投票 cast", len(tickets), lambda s: voting.cast_all(s, tickets))
    voting.step(season, "close")
    voting.unseal(season)
    act("散会 close session", 1, acts.close_session)
    act("转办 follow up", UNITS + 1, acts.follow_up)
    outcome.write(season, out)
    return season


def _collect(
    season: Season, act: Callable[[str, int, Callable[[Season], Iterator[str]]], None]
) -> list[Ticket]:
    slips = voting.print_slips(season)
    voting.step(season, "open-collecting")
    names = voting.voters_of(season)
    drawing = names[-len(slips) :] if slips else []
    signing_in = names[: len(names) - len(drawing)]
    tickets: list[Ticket] = []

    def collect(current: Season) -> Iterator[str]:
        for ticket in voting.collect(current, signing_in):
            tickets.append(ticket)
            yield "collected"

    act("抽票条 draw slips", len(drawing), lambda s: voting.draw_slips(s, drawing))
    act("领票 collect", len(signing_in), collect)
    return [*tickets, *slips]
