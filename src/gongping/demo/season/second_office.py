"""The second office of a season: somebody else at a keyboard, with a pile of letters.

It is run by its own commands, as on a machine of its own: what passes between it and
the site are files, and tickets on paper.
"""

import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from gongping.demo.season.acts import Season
from gongping.demo.season.processes import free_port, serving
from gongping.demo.season.visitor import RefusedBySite, fetch

NAME, NAME_EN = "纪检发票处", "Inspection office"
DONE, KEYS, ROLL, RULES, COUNTS = (
    0,
    "keys.json",
    "roll.json",
    "rules.json",
    "counts.json",
)
_pile = re.compile(r"第 (\d+) 票种")
_digits = re.compile(r"第 (\d+) 票种.*?<code>([0-9a-f ]+)</code>", re.DOTALL)
_chance = secrets.SystemRandom()


@dataclass
class SecondOffice:
    """Its folder, its door, and the letters that nobody has drawn yet."""

    desk: Path
    port: int = field(default_factory=free_port)
    piles: dict[int, list[str]] = field(default_factory=dict)

    @property
    def door(self) -> str:
        """Return the address at which letters are redeemed."""
        return f"http://127.0.0.1:{self.port}"

    def prepare(self, season: Season) -> Iterator[str]:
        """Read the roll that the secretariat exports; hand in keys for the rules."""
        self.desk.mkdir(parents=True, exist_ok=True)
        with season.as_("secretariat") as office:
            page = office.open(f"/polls/{season.poll}/office")
            self._path(ROLL).write_text(office.submit(page, "/export").text, "utf-8")
            yield "roll"
            named = ("--name", NAME, "--name-en", NAME_EN, "--door", self.door)
            self._does("init", "--roll", self._path(ROLL), *named)
            self._does("keys", "--out", self._path(KEYS))
            yield "keys"
            self._send(season, KEYS)
            yield "handed in"

    def open(self, season: Season, running: ExitStack) -> Iterator[str]:
        """Accept the frozen rules, print and shuffle the letters, open the door."""
        rules = fetch(f"{season.site.pages}/polls/{season.poll}/manifest.json")
        self._path(RULES).write_bytes(rules)
        self._does("manifest", self._path(RULES))
        yield "rules"
        self.piles = self._print(f"{season.site.pages}/vote/")
        yield "letters"
        self._does("open")
        words = ["issuer", "serve", "--data", str(self._folder)]
        words += ["--port", str(self.port)]
        running.enter_context(serving(words, f"{self.door}/polls/none/issue"))
        yield "open"

    def draw(self, season: Season, usernames: list[str]) -> list[str]:
        """Let people draw a letter each, from the pile that the program names."""
        typed = "".join(f"{name}\n" for name in usernames)
        said = self._does("hand", typed=typed).splitlines()
        groups = [int(found[1]) for line in said if (found := _pile.search(line))]
        if len(groups) != len(usernames):
            raise RefusedBySite("not everybody was handed a letter")
        season.note("letters drawn", len(groups))
        return [self.piles[group].pop() for group in groups]

    def close(self, season: Season) -> Iterator[str]:
        """Destroy the keys, open the letters that are left, hand in the counts."""
        self._does("close")
        yield "closed"
        left = [letter for pile in self.piles.values() for letter in pile]
        self._does("undrawn", typed="".join(f"{letter}\n" for letter in left))
        season.note("letters opened", len(left))
        yield "opened"
        said = self._does("counts", "--out", self._path(COUNTS))
        shown = self._send(season, COUNTS)
        if said.strip().rpartition("：")[2] not in shown:
            raise RefusedBySite("the two sides read different codes aloud")
        yield "counted"

    @property
    def _folder(self) -> Path:
        return self.desk / "office"

    def _path(self, name: str) -> Path:
        return self.desk / name

    def _print(self, page: str) -> dict[int, list[str]]:
        letters = self._path("letters.html")
        self._does("letters", "--out", letters, "--page", page)
        piles: dict[int, list[str]] = {}
        for group, digits in _digits.findall(letters.read_text("utf-8")):
            piles.setdefault(int(group), []).append(digits.replace(" ", ""))
        letters.unlink()
        for pile in piles.values():
            _chance.shuffle(pile)
        return piles

    def _send(self, season: Season, name: str) -> str:
        kind = name.removesuffix(".json")
        content = self._path(name).read_bytes()
        with season.as_("secretariat") as office:
            page = office.open(f"/polls/{season.poll}/office")
            sent = {"file": (name, content, "application/json")}
            return office.submit(page, f"office/{kind}", files=sent).text

    def _does(self, step: str, *options: object, typed: str = "") -> str:
        words = [step, "--data", self._folder, "--lang", "zh", *options]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "gongping", "issuer", *map(str, words)],
            input=typed.encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise RefusedBySite(f"gongping issuer {step}: {done.stderr.decode()}")
        return done.stdout.decode()
