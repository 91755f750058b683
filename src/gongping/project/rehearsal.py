"""`gongping rehearse`: a hall of invented people around whoever wants to train.

It has a folder of its own, which every rehearsal empties; the site's data, its
database and its box are never looked at.
"""

import os
import threading
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from rich.console import Console

from gongping.project import demonstration
from gongping.project.speech import speaking

if TYPE_CHECKING:
    from socket import socket

    from gongping.demo.rehearsal.company import Company
    from gongping.project.https import Certificate

FOLDER: Final = "var/rehearsal"
AWAY_FROM_THE_SITE: Final = ("GONGPING_DATABASE_URL", "GONGPING_SECRET_KEY")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How fast, who is left out because somebody sits there, and how units speak."""

    speed: float
    kept: Collection[str]
    preset: str
    lang: str | None


def stand_apart() -> None:
    """Point this process to the rehearsal's own folder, away from any site's data."""
    for name in AWAY_FROM_THE_SITE:
        os.environ.pop(name, None)
    folder = os.environ.get("GONGPING_REHEARSAL_DIR", FOLDER)
    os.environ |= {"GONGPING_MODE": "demo", "GONGPING_DATA_DIR": folder}


def rehearse(
    address: str, door: "socket", certificate: "Certificate | None", wishes: Wishes
) -> int:
    """Gather the hall, open its doors, play until the session is over."""
    from gongping.project.environment import read

    demonstration.empty(read().data_dir, wishes.lang)
    demonstration.set_up_tables()
    company = _gathered(door, certificate, wishes)
    demonstration.print_links(address, wishes.lang)
    from gongping.project.server import composite, running

    said = Console(soft_wrap=True, highlight=False)
    with (
        running(composite(with_box=True), door, certificate),
        suppress(KeyboardInterrupt),
    ):
        with speaking(wishes.lang):
            said.print(_beginning(wishes, f"{address}/meetings/{company.round.pk}"))
        done = Counter(_played(company, wishes, said))
        with speaking(wishes.lang):
            said.print(_ending(done))
        # Who sat in a seat wants to look at what came of it.
        if wishes.kept:
            threading.Event().wait()
    return 0


def _gathered(
    door: "socket", certificate: "Certificate | None", wishes: Wishes
) -> "Company":
    from gongping.demo.rehearsal.company import gather
    from gongping.project.server import box_while_loading, running

    with running(box_while_loading(), door, certificate):
        return gather(wishes.preset)


def _played(company: "Company", wishes: Wishes, said: Console) -> Iterator[str]:
    from gongping.demo.rehearsal import play
    from gongping.demo.rehearsal.pace import Pace

    for name, refusal in play(company, Pace(wishes.speed), wishes.kept):
        if refusal:
            said.print(f"  {refusal}", markup=False)
        yield name


def _beginning(wishes: Wishes, console: str) -> str:
    if wishes.kept:
        return _(
            "\n  演练开始。您的位子空着等您，请用上面的链接进入，再打开\n"
            "    %(console)s\n"
            "  其他人按 %(speed)g 倍的速度各做各的事。按 Ctrl+C 停下。\n"
        ) % {"console": console, "speed": wishes.speed}
    return _(
        "\n  演练开始，从签到到散会自己走完，%(speed)g 倍速度。\n    %(console)s\n"
        "  按 Ctrl+C 停下。\n"
    ) % {"console": console, "speed": wishes.speed}


def _ending(done: Counter[str]) -> str:
    return _(
        "\n  会开完了：点评 %(comments)d 条，领票 %(collected)d 张，"
        "投票 %(ballots)d 张，没有做成的事 %(refused)d 件。\n"
    ) % {name: done[name] for name in ("comments", "collected", "ballots", "refused")}
