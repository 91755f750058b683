"""`gongping demo`: migrate, load the season with progress bars, print the links."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django
from rich.console import Console

from ballotbox.speech import both, in_language
from gongping.project.speech import speaking, spoken

if TYPE_CHECKING:
    from socket import socket

    from gongping.project.https import Certificate

LOADED = "loaded"
MARK = "demonstration"
# What every program leaves in a data folder as soon as it looks at it.
NOBODYS = {"secret_key", "static"}
NOT_A_DEMO: Final = both(
    "{folder} 里已经有别的数据，不是演示的，什么也没有动。"
    "请让 GONGPING_DATA_DIR 指向一个空目录，再运行演示。",
    "{folder} holds data that is not the demo's; nothing was touched. "
    "Let GONGPING_DATA_DIR name an empty folder for the demo.",
)


def prepare(
    base_url: str,
    door: "socket",
    certificate: "Certificate | None" = None,
    *,
    fresh: bool,
    lang: str | None = None,
) -> None:
    """Make sure that the demo season is loaded; print one link a role.

    Whoever calls at the door meanwhile is told to wait.
    """
    from gongping.project.environment import read

    folder = read().data_dir
    if fresh or not (folder / LOADED).exists():
        empty(folder, lang)
    set_up_tables()
    if not (folder / LOADED).exists():
        _load(door, certificate, lang)
        (folder / LOADED).write_text("")
    print_links(base_url, lang)


def empty(folder: Path, lang: str | None) -> None:
    """Make the folder the demo's, with nothing in it; refuse one that is not."""
    _check_is_demo(folder, lang)
    _empty(folder)
    (folder / MARK).touch()


def set_up_tables() -> None:
    """Make the tables that the rooms need."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _check_is_demo(folder: Path, lang: str | None) -> None:
    """Refuse to empty a folder that somebody works in, or in which a box keeps ballots.

    The folder that nobody named is the demo's own.
    """
    held = {path.name for path in folder.iterdir()} - NOBODYS
    is_named = "GONGPING_DATA_DIR" in os.environ
    if is_named and held and held.isdisjoint({MARK, LOADED}):
        raise SystemExit(in_language(NOT_A_DEMO, spoken(lang), folder=folder))


def _empty(folder: Path) -> None:
    # A load that was interrupted is not marked as loaded: it begins from nothing.
    for path in folder.iterdir():
        if path.name == "secret_key":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _load(door: "socket", certificate: "Certificate | None", lang: str | None) -> None:
    from gongping.demo.loading import load_demo
    from gongping.project.server import box_while_loading, running

    with running(box_while_loading(), door, certificate):
        load_demo(lambda: speaking(lang))


def print_links(base_url: str, lang: str | None) -> None:
    """Print one sign-in link a role, in both languages."""
    from gongping.demo.links import ROLES, SLIP, token_for
    from gongping.demo.slips import kept_slips

    languages = ("en", "zh") if spoken(lang) == "en" else ("zh", "en")
    console = Console(soft_wrap=True, highlight=False)
    console.print()
    for role in ROLES:
        console.print("  " + "　".join(_said(role.label, each) for each in languages))
        console.print(f"    {base_url}/demo/{token_for(role.username)}")
    for place in kept_slips():
        console.print("  " + "　".join(_said(SLIP, each) for each in languages))
        console.print(f"    {base_url}{place}")
    console.print()
    console.print(f"  {base_url}/", style="bold")


def _said(label: object, language: str) -> str:
    with speaking(language):
        return str(label)
