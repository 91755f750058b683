"""`gongping season`: one whole season against running processes, over HTTP.

Everything goes through the doors that people use: sign-in links, pages, forms, the
box. What comes out is written where somebody can check it.
"""

import os
import shutil
from pathlib import Path

import django
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed

from ballotbox.speech import both, in_language, spoken
from gongping.demo.season.processes import free_port, running_site, surroundings

LEAST_VOTERS = 70
SITE, SECOND_OFFICE, SUMMARY = "site", "second-office", "summary.txt"
# Stands in the folder from the beginning, so that a season that was killed is known.
MARK = ".gongping-season"
NOT_OURS = both(
    "{folder} 不是上一季留下的，什么也没有动。请让 --out 指向一个空目录。",
    "{folder} was left by no season; nothing was touched. "
    "Let --out name an empty folder.",
)
TOO_FEW = both(
    "一季至少要 {least} 人投票：部领导、单位负责人，还有够多的干部，"
    "哪个票种都不会因为人少露出谁来。",
    "A season needs at least {least} voters: leaders, heads and enough cadres that no "
    "group gives anybody away.",
)


def run_season(out: Path, *, voters: int, seed: int, offices: int = 1) -> int:
    """Run the season and write its files into `out`; return the exit status."""
    console = Console()
    if voters < LEAST_VOTERS:
        console.print(in_language(TOO_FEW, spoken(), least=LEAST_VOTERS))
        return 2
    folder = out.resolve() / SITE
    if not _empty(folder.parent):
        console.print(in_language(NOT_OURS, spoken(), folder=folder), soft_wrap=True)
        return 2
    folder.mkdir(parents=True)
    (folder.parent / MARK).touch()
    box_port, pages_port = free_port(), free_port()
    os.environ |= surroundings(folder, f"http://127.0.0.1:{box_port}")
    _prepare_office()
    with running_site(folder, pages_port, box_port) as site:
        from gongping.demo.season.acts import Season
        from gongping.demo.season.story import play

        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            Elapsed(), console=console,
        ) as progress:  # fmt: skip
            season = Season(site, voters, seed)
            play(season, out.resolve(), progress, offices=offices)
    summary = (out / SUMMARY).read_text(encoding="utf-8")
    console.print(summary, markup=False, highlight=False, soft_wrap=True)
    return 0 if season.is_consistent else 1


def _empty(out: Path) -> bool:
    """Remove what the last season left; nothing if no season was here."""
    left = [out / name for name in (SITE, SECOND_OFFICE) if (out / name).exists()]
    if left and not any((out / mark).exists() for mark in (MARK, SUMMARY)):
        return False
    for folder in left:
        shutil.rmtree(folder)
    return True


def _prepare_office() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from gongping.demo.cast import set_up_organisation

    call_command("migrate", verbosity=0)
    set_up_organisation()
    connection.close()
