"""A real site, in processes of its own, that the drills back up, break and restore."""

import hashlib
import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
WORDS = "four plain words here"
PATIENCE = 60.0
COMMAND = (sys.executable, "-m", "gongping.project.cli")
FILL = "from tests.project.filling import fill; fill()"
EVIDENCE = "from tests.project.filling import report_for_ever; report_for_ever()"
ADD = "from tests.project.filling import add_one; add_one()"
CHAIN = (
    "from gongping.audit.selectors import verify_chain as v; r = v(); "
    "print(r.is_intact, r.count)"
)


@dataclass(frozen=True, slots=True)
class Site:
    """One data folder, and the commands run on it."""

    folder: Path
    database_url: str = ""

    @property
    def surroundings(self) -> dict[str, str]:
        """Return the variables under which this site, and no other, is found."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GONGPING_")}
        return {
            **kept,
            "GONGPING_MODE": "site",
            "GONGPING_DATA_DIR": str(self.folder),
            "GONGPING_DATABASE_URL": self.database_url,
            "LANG": "zh_CN.UTF-8",
            "LC_ALL": "",
        }

    @property
    def database(self) -> Path:
        """Return the file of a site on SQLite."""
        return self.folder / "gongping.sqlite3"

    def begin(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start the `gongping` command and do not wait for it."""
        return subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=ROOT,
            env=self.surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, *arguments: str, **options: Any) -> tuple[int, str, str]:
        """Run the `gongping` command; return its status and what it said."""
        with self.begin(*arguments, **options) as process:
            said, complained = process.communicate(timeout=PATIENCE)
        return process.returncode, said, complained

    def done(self, *arguments: str) -> str:
        """Run a command that must succeed; return what it said."""
        status, said, complained = self.run(*arguments)
        assert status == 0, said + complained
        return said

    def back_up(self, out: Path, words: Path) -> str:
        """Back this site up."""
        return self.done("backup", "--out", str(out), "--passphrase-file", str(words))

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Return the rows as SQLite holds them, past everything of the product."""
        with closing(sqlite3.connect(self.database)) as connection:
            return sorted(connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608

    def evidence(self) -> dict[str, str]:
        """Return the hash of every evidence file, by its name."""
        folder = self.folder / "attachments"
        files = (path for path in folder.rglob("*") if path.is_file())
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(
                path.read_bytes()
            ).hexdigest()
            for path in files
        }

    def names(self) -> list[str]:
        """Return what lies in the folder, but for what every command makes."""
        made = {"static", "secret_key"}
        return sorted(p.name for p in self.folder.iterdir() if p.name not in made)


def filled_site(folder: Path, database_url: str = "") -> Site:
    """Return a site with people, an open poll, a closed one and evidence."""
    site = Site(folder, database_url)
    site.done("init", "--name=示范部", "--level=ministry", "--admin=admin")
    site.done("manage", "shell", "-v0", "-c", FILL)
    return site


def put_box(folder: Path) -> None:
    """Put down what a box leaves, a closed poll and an open one; and whole boards."""
    board = folder / "box" / "closed-1"
    board.mkdir(parents=True)
    (board / "ballots.jsonl").write_text("the board")
    (board / "manifest.json").write_text("the rules")
    for code, more in (
        ("sealed-1", ("head.json", "box.key")),
        ("sealed-2", ("box.key",)),
    ):
        sealed = folder / "box" / code
        sealed.mkdir()
        for name in ("manifest.json", "ballots.jsonl", *more):
            (sealed / name).write_text(f"{name} of {code}")
    intake = folder / "box" / "open-1"
    intake.mkdir()
    (intake / "intake.sqlite3").write_text("the open box")
    boards = folder / "boards"
    boards.mkdir()
    for code in ("closed-1", "unsealed-1"):
        (boards / f"{code}.jsonl").write_text(f"the whole board of {code}")


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve the site, as its people meet it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    process = site.begin("serve", f"--port={port}")
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _wait(url: str, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/sign-in", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site does not answer")


def wait_for(path: Path) -> None:
    """Return as soon as there is such a file or folder."""
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.02)


def knock(url: str, count: int) -> int:
    """Try to sign in as nobody, over and over: each time goes on the record."""
    written = 0
    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as client:
        client.get("/sign-in")
        for _ in range(count):
            answer = client.post(
                "/sign-in",
                data={
                    "username": secrets.token_hex(6),
                    "password": "a wrong password",
                    "csrfmiddlewaretoken": client.cookies["csrftoken"],
                },
                headers={"Referer": url},
            )
            written += answer.status_code == 422
    return written


HOLD = """
import subprocess, sys
from gongping.audit.models import Event
from gongping.project.safekeeping import rows
with rows.snapshot():
    before = Event.objects.count()
    write = "from tests.project.filling import record_once; record_once()"
    words = ["-m", "gongping.project.cli", "manage", "shell", "-v0", "-c", write]
    subprocess.run([sys.executable, *words], check=True, timeout=30)
    during = Event.objects.count()
print(before == during, Event.objects.count() - before)
"""
