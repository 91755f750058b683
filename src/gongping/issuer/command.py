"""The office's commands, one for each thing that its operator does.

Whoever may write in the office's folder may do them; nothing of it goes over the net.
"""

import argparse
import os
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import uvicorn

from ballotbox.errors import BallotBoxError
from ballotbox.labels import short_code
from ballotbox.offices import RollFile, parse_roll_file
from ballotbox.speech import ENGLISH, reason, spoken
from gongping.issuer.door import Door
from gongping.issuer.keys import write_private
from gongping.issuer.letters import page_of_letters
from gongping.issuer.office import Office, Sign, Stage, who
from gongping.issuer.rules import read_rules
from gongping.issuer.sentences import NotDone, Says

DONE, REFUSED, INTERRUPTED = 0, 1, 130
IDLE: Final = {Stage.BOUND: Says.NOT_YET, Stage.CLOSED: Says.NO_MORE}
Lines = Iterator[tuple[Says, dict[str, object]]]


def run(options: argparse.Namespace) -> int:
    """Do what the command line names, say what came of it, return the exit status."""
    language = spoken(options.lang)
    try:
        for says, facts in STEPS[options.step](options):
            print(says.text(language, **facts), flush=True)  # noqa: T201
    except NotDone as error:
        print(error.text(language), file=sys.stderr)  # noqa: T201
        return REFUSED
    except OSError as error:
        facts = {"file": error.filename, "why": reason(error, language)}
        print(Says.UNUSABLE.text(language, **facts), file=sys.stderr)  # noqa: T201
        return REFUSED
    except sqlite3.Error as error:
        said = Says.STORE_UNUSABLE.text(language, folder=options.data, why=error)
        print(said, file=sys.stderr)  # noqa: T201
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE


def _office(options: argparse.Namespace) -> Office:
    return Office(options.data, allow_weak=_allow_weak())


def _allow_weak() -> bool:
    return os.environ.get("GONGPING_MODE") == "test"


def _init(options: argparse.Namespace) -> Lines:
    roll = _roll(options.roll)
    sign = Sign(options.name, options.name_en, options.door)
    _, change = Office.begin(options.data, roll, sign, allow_weak=_allow_weak())
    yield Says.ROLL_TAKEN, {"title": roll.title, "people": len(roll.voters)}
    is_english = spoken(options.lang) == ENGLISH
    for row in roll.groups:
        name = (row.name_en if is_english else row.name) or row.name
        size = roll.sizes[row.group]
        yield Says.GROUP_SIZE, {"group": row.group, "name": name, "size": size}
    if change.less or (change.more and len(change.more) < len(roll.voters)):
        more, less = "、".join(change.more) or "—", "、".join(change.less) or "—"
        yield Says.ROLL_CHANGED, {"more": more, "less": less}


def _roll(path: Path) -> RollFile:
    try:
        return parse_roll_file(path.read_text("utf-8").strip())
    except (BallotBoxError, UnicodeDecodeError) as error:
        raise NotDone(Says.NO_ROLL, file=path) from error


def _keys(options: argparse.Namespace) -> Lines:
    text = _office(options).keys_file().text
    options.out.write_text(text, "utf-8")
    yield Says.KEYS_OUT, {"file": options.out}


def _manifest(options: argparse.Namespace) -> Lines:
    office = _office(options)
    try:
        content = options.file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise NotDone(Says.NO_RULES, file=options.file) from error
    manifest = read_rules(content, options.file, allow_weak=_allow_weak())
    number = office.accept(manifest)
    code = manifest.rule_code_in(spoken(options.lang))
    digest = manifest.digest.hex()
    yield Says.RULES_TAKEN, {"issuer": number, "code": code, "digest": digest}


def _letters(options: argparse.Namespace) -> Lines:
    office, language = _office(options), spoken(options.lang)
    tickets = office.make_letters()
    page = page_of_letters(office.rules, office.number, options.page, tickets, language)
    write_private(options.out, page.encode())
    count = sum(map(len, tickets.values()))
    yield Says.LETTERS_OUT, {"count": count, "file": options.out}


def _typed(hint: Says, language: str) -> Iterator[str]:
    """Yield what is typed, line by line, to an empty one."""
    if sys.stdin.isatty():
        print(hint.text(language))  # noqa: T201
    for line in sys.stdin:
        if not (typed := line.strip()):
            return
        yield typed


def _hand(options: argparse.Namespace) -> Lines:
    office = _office(options)
    for reference in _typed(Says.HAND_HINT, spoken(options.lang)):
        try:
            voter = office.hand(reference)
        except NotDone as error:
            # The next person in the queue is served all the same.
            yield error.says, error.facts
        else:
            is_late = office.stage is Stage.CLOSED
            says = Says.HANDED_LATE if is_late else Says.HANDED
            yield says, {"person": who(voter), "group": voter.group}


def _open(options: argparse.Namespace) -> Lines:
    _office(options).open()
    yield Says.OPENED, {}


def _close(options: argparse.Namespace) -> Lines:
    _office(options).close()
    yield Says.CLOSED, {}


def _undrawn(options: argparse.Namespace) -> Lines:
    office = _office(options)
    undrawn = office.undrawn()
    for line in _typed(Says.LEFT_HINT, spoken(options.lang)):
        # A scanner types the whole address; the ticket stands in it behind `t=`.
        ticket = line.rpartition("t=")[2].partition("&")[0].replace(" ", "")
        try:
            group, opened = office.open_left(ticket)
        except NotDone as error:
            if error.says is not Says.UNKNOWN_TICKET:
                raise
            yield error.says, error.facts
        else:
            left = max(undrawn[group] - opened, 0)
            yield Says.LEFT_OPENED, {"group": group, "opened": opened, "left": left}


def _counts(options: argparse.Namespace) -> Lines:
    counts = _office(options).counts_file()
    options.out.write_text(counts.text, "utf-8")
    for row in counts.groups:
        yield Says.GROUP_COUNT, {
            "group": row.group, "letters": row.letters,
            "handed": row.handed, "collected": row.collected,
        }  # fmt: skip
    yield Says.COUNTS_OUT, {"file": options.out, "code": short_code(counts.digest)}


def _serve(options: argparse.Namespace) -> Lines:
    office = _office(options)
    if office.stage is Stage.PREPARED:
        raise NotDone(Says.RULES_WANTING)
    listening = _listening(options.host, options.port)
    yield Says.SERVING, {"host": options.host, "port": options.port}
    if office.stage in IDLE:
        yield IDLE[office.stage], {}
    config = uvicorn.Config(
        Door(office),
        # It bounds the head of a request, which the faster one does not.
        http="h11",
        access_log=False,
        log_level="critical",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ssl_certfile=options.cert,
        ssl_keyfile=options.key,
    )
    # Whoever stops it at the keyboard wants it stopped: nothing failed.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise NotDone(Says.PORT_TAKEN, port=port) from error


STEPS: Final[dict[str, Callable[[Any], Lines]]] = {
    "init": _init,
    "keys": _keys,
    "manifest": _manifest,
    "letters": _letters,
    "hand": _hand,
    "open": _open,
    "close": _close,
    "undrawn": _undrawn,
    "counts": _counts,
    "serve": _serve,
}
