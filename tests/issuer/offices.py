"""A second office with short keys, its operator, and the rules that name it."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from ballotbox.manifest import GroupRow, Manifest
from ballotbox.offices import RollFile, RollGroup, RollVoter, parse_keys_file
from ballotbox.seal import Publication, PublicationRow
from gongping.issuer.command import run
from gongping.issuer.office import Office
from gongping.issuer.verbs import add_verbs
from tests.ballotbox.sealed_samples import WEAK_KEYS, make_poll
from tests.box.fixtures import PATIENCE, free_port

SIZES = {1: 6, 2: 9}
PAGE = "https://site.example/vote/"


def make_roll(sizes: dict[int, int] = SIZES, **changes: Any) -> RollFile:
    """Return a roll of a poll as the first office hands it over."""
    roll = RollFile(
        poll="2026-h1",
        title="民主测评",
        suite="gp1/weak",
        salt=bytes(range(32)),
        groups=tuple(RollGroup(n, f"票种{n}", f"Group {n}") for n in sizes),
        voters=tuple(
            RollVoter(n, f"{n}-{place:03}", f"某{n}{place}", "办公厅")
            for n, size in sizes.items()
            for place in range(size)
        ),
    )
    return replace(roll, **changes)


@dataclass
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str


@dataclass
class Operator:
    """Somebody at the second office's keyboard, with a folder of files beside it."""

    desk: Path
    mode: str = "test"

    @property
    def folder(self) -> Path:
        return self.desk / "office"

    @property
    def office(self) -> Office:
        return Office(self.folder, allow_weak=True)

    def path(self, name: str) -> Path:
        return self.desk / name

    def does(
        self, step: str, *options: object, typed: str = "", lang: str = "zh"
    ) -> Told:
        """Run one verb of the program, in this process: starting one takes long."""
        words = [step, "--data", self.folder, "--lang", lang, *options]
        parser = argparse.ArgumentParser()
        add_verbs(parser)
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GONGPING_MODE", self.mode)
            patch.setattr(sys, "stdin", StringIO(typed))
            with redirect_stdout(out), redirect_stderr(err):
                status = run(parser.parse_args([str(word) for word in words]))
        return Told(status, out.getvalue(), err.getvalue())

    def done(self, step: str, *options: object, typed: str = "") -> str:
        """Run one verb that must succeed; return what it said."""
        told = self.does(step, *options, typed=typed)
        assert told.status == 0, told.err
        return told.out

    def begins(self, roll: RollFile) -> "Operator":
        """Read a roll and give out the keys."""
        self.path("roll.json").write_text(roll.text)
        self.done("init", "--roll", self.path("roll.json"), "--name", "纪检第二发票处")
        self.done("keys", "--out", self.path("keys.json"))
        return self

    def accepts(self, manifest: Manifest) -> Told:
        self.path("rules.json").write_text(json.dumps({"text": manifest.text}))
        return self.does("manifest", self.path("rules.json"))

    def prints(self) -> dict[int, list[str]]:
        """Print the letters, and return the tickets that a voter could scan."""
        page = self.path("letters.html")
        self.done("letters", "--out", page, "--page", PAGE)
        digits = page.read_text().split("<code>")[1:]
        tickets = [text.split("</code>")[0].replace(" ", "") for text in digits]
        piles: dict[int, list[str]] = {}
        at = iter(tickets)
        for group, size in self.office.roll.sizes.items():
            piles[group] = [next(at) for _ in range(size)]
        return piles

    def hands(self, *references: str) -> str:
        return self.done("hand", typed="\n".join(references) + "\n")

    def opens(self, *tickets: str) -> Told:
        """Open letters that are left over, before a scrutineer's eyes."""
        return self.does("undrawn", typed="\n".join(tickets) + "\n")

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Run the office's door as a process of its own; give its address."""
        port = free_port()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gongping.issuer", "serve"),
                *("--data", str(self.folder), "--port", str(port)),
            ],
            env={**os.environ, "GONGPING_MODE": self.mode},
            stdout=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for_answer(address)
            yield address
        finally:
            process.terminate()
            process.wait(PATIENCE)


def make_rules(operator: Operator, roll: RollFile, **changes: Any) -> Manifest:
    """Return rules that name a first office and this operator's as the second."""
    own = parse_keys_file(operator.path("keys.json").read_text()).row
    made = make_poll(
        WEAK_KEYS[:1],
        groups=tuple(
            GroupRow(g.group, g.name, g.name_en, Decimal(50), roll.sizes[g.group])
            for g in roll.groups
        ),
    )
    first = made.seal.issuers[0]
    facts = {
        "roll_hash": roll.hash,
        "issuers": (first, own),
        "publication": tuple(
            PublicationRow(g.group, Publication.AUDITORS) for g in roll.groups
        ),
        **changes,
    }
    return replace(made.manifest, seal=replace(made.seal, **facts))


def wait_for_answer(address: str) -> None:
    """Wait until somebody answers there, whatever the answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            httpx.get(address, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the office did not begin to listen")
