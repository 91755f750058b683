"""Three scrutineers with a program each: its keys leave it at the count, not before.

Each program looks before it signs: the rules must name its own keys, the head must be
the box's, and the board must verify before a lock is given up.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ballotbox import client
from ballotbox.approval import approve_manifest
from ballotbox.board_file import read_lines
from ballotbox.counts import verify_quorum
from ballotbox.head import cosign_message
from ballotbox.keys import (
    LockKey,
    SigningKey,
    new_lock_key,
    new_signing_key,
    verify_signature,
)
from ballotbox.lines import CountsLine
from ballotbox.locks import answer_trial, check_trial, new_trial
from ballotbox.manifest import Manifest
from ballotbox.paper import paper_message
from ballotbox.verify import Given, verify
from gongping.demo.season.acts import Season
from gongping.demo.season.visitor import Page, RefusedBySite, Visitor

NAMES = ("scrutineer-1", "scrutineer-2", "scrutineer-3")
PRESENT = 2


@dataclass
class Watch:
    """One scrutineer's program, with what it holds in memory and nowhere else."""

    name: str
    signing: SigningKey = field(default_factory=new_signing_key)
    locks: dict[int, LockKey] = field(default_factory=dict)


@dataclass
class Seat:
    """A scrutineer who sits at the program, signed in, and what the site says."""

    watch: Watch
    browser: Visitor
    page: Page
    facts: dict[str, Any]

    def send(self, verb: str, **content: object) -> None:
        """Hand something in at one of the scrutineers' doors."""
        self.browser.tell(self.page, f"{self.page.url}/{verb}", content)

    def rules(self) -> Manifest:
        """Return the rules if their hash is the one that the site names."""
        digest = bytes.fromhex(self.facts["manifest_digest"])
        return client.join(self.facts["manifest"], digest)


def key_up(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Hand in all keys; a lock's maker hands it to the other holders in the room."""
    in_the_room: dict[int, LockKey] = {}
    for seat in _seats(season, watches):
        watch, held = seat.watch, seat.facts["locks"]
        watch.locks = {n: in_the_room.setdefault(n, new_lock_key()) for n in held}
        publics = {n: key.public.hex() for n, key in watch.locks.items()}
        key = watch.signing.public.hex()
        seat.send("keys", signing_key=key, locks=publics)
        yield watch.name


def try_locks(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Open what is sealed to each lock as the site knows it, by oneself and for it.

    The site takes no word for it: it seals something and freezes only once everybody
    has given it back (试启).
    """
    for seat in _seats(season, watches):
        for number, key in seat.watch.locks.items():
            trial = new_trial(bytes.fromhex(seat.facts["made"][str(number)]))
            check_trial(trial, answer_trial(key, number, trial.sealed))
        offered = seat.browser.ask(f"{seat.page.url}/trial")
        answers = {
            n: answer_trial(seat.watch.locks[int(n)], int(n), bytes.fromhex(sealed))
            for n, sealed in offered["sealed"].items()
        }
        found = {n: answer.hex() for n, answer in answers.items()}
        seat.send("tried", challenge=offered["challenge"], answers=found)
        yield seat.watch.name


def sign_rules(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Sign the frozen rules, once each has found its own keys in them."""
    for seat in _seats(season, watches):
        rules, watch = seat.rules(), seat.watch
        _check_keys(rules, seat.facts["number"], watch)
        season.rules = _same(season.rules, rules.digest, "rules")
        seat.send("rules", signature=approve_manifest(watch.signing, rules).hex())
        yield watch.name


def cosign(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Co-sign the head, once each has found the box's signature under it."""
    for seat in _seats(season, watches):
        rules, head = seat.rules(), bytes.fromhex(seat.facts["head"])
        signature = bytes.fromhex(seat.facts["head_signature"])
        verify_signature(rules.seal.box_key, head, signature)
        if rules.digest not in head:
            raise RefusedBySite("the head is another poll's")
        season.rules = _same(season.rules, rules.digest, "rules")
        season.head = _same(season.head, hashlib.sha256(head).digest(), "head")
        own = seat.watch.signing.sign(cosign_message(season.head))
        seat.send("head", signature=own.hex())
        yield seat.watch.name


def attend(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Let two of three come: before them the slips are opened, and then the poll."""
    for seat in _seats(season, watches[:PRESENT]):
        seat.browser.submit(seat.page, "/present")
        yield seat.watch.name


def sign_paper(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Sign the paper ballots that are sealed; t signatures are enough."""
    for seat in _seats(season, watches[:PRESENT]):
        digest = bytes.fromhex(seat.facts["paper"])
        signature = seat.watch.signing.sign(paper_message(digest))
        seat.send("paper", signature=signature.hex())
        yield seat.watch.name


def unseal(season: Season, watches: list[Watch]) -> Iterator[str]:
    """Let those who came verify the board, give up their locks, and count."""
    for seat in _seats(season, watches[:PRESENT]):
        _check_board(seat.rules(), season)
        keys = {n: key.encode().hex() for n, key in seat.watch.locks.items()}
        seat.send("locks", keys=keys)
        yield seat.watch.name
    with season.as_(NAMES[0]) as scrutineer:
        page = scrutineer.open(f"/polls/{season.poll}/unseal")
        scrutineer.submit(page, "/unseal").check_done()


def _seats(season: Season, watches: list[Watch]) -> Iterator[Seat]:
    for watch in watches:
        with _seat(season, watch) as seat:
            yield seat


@contextmanager
def _seat(season: Season, watch: Watch) -> Iterator[Seat]:
    with season.as_(watch.name) as browser:
        place = f"/polls/{season.poll}/scrutineers"
        yield Seat(watch, browser, browser.open(place), browser.ask(f"{place}/seat"))


def _check_keys(rules: Manifest, number: int, watch: Watch) -> None:
    sealed = rules.seal
    is_own = sealed.scrutineer_keys[number - 1] == watch.signing.public
    fits = all(sealed.locks[n - 1] == key.public for n, key in watch.locks.items())
    if not (is_own and fits):
        raise RefusedBySite(f"{watch.name}: the rules name other keys than mine")


def _check_board(rules: Manifest, season: Season) -> None:
    board = season.public_board().splitlines(keepends=True)
    verify(Given(board, rules=season.rules, head=season.head))
    counts = next(line for line in read_lines(board) if isinstance(line, CountsLine))
    verify_quorum(rules, counts.groups)


def _same(known: bytes, shown: bytes, what: str) -> bytes:
    if known not in {b"", shown}:
        raise RefusedBySite(f"scrutineers were shown different {what}")
    return shown
