"""One office for one poll: prepared, bound to its rules, collecting, closed.

Everything it knows lies in one folder: database and keys. Whoever may write there is
its operator; the network reaches nothing but `redeem`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from ballotbox.blinding import blind_sign
from ballotbox.errors import BlindedMalformed, TicketMalformed, WeakSuite
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.messages import IssueRequest
from ballotbox.offices import (
    CountsFile,
    KeysFile,
    OfficeCount,
    RollFile,
    RollVoter,
    parse_roll_file,
)
from ballotbox.parameters import parameters_of
from ballotbox.tickets import hash_ticket, new_ticket
from gongping.issuer.keys import KeyRing
from gongping.issuer.rules import check_rules
from gongping.issuer.sentences import NotDone, Says
from gongping.issuer.store import Store

STORE: Final = "office.sqlite3"
KEYS: Final = "keys"
# Every setting under its own word: a stage and what came with it.
STAGE, ROLL, RULES, NUMBER = "stage", "roll", "rules", "number"
DIGEST, POLL, SUITE = "digest", "poll", "suite"
NAME, NAME_EN, DOOR = "name", "name_en", "door"


class Stage(StrEnum):
    """How far the office is."""

    PREPARED = "prepared"
    BOUND = "bound"
    COLLECTING = "collecting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Sign:
    """What the office is called, and where its door is."""

    name: str
    name_en: str
    door: str


@dataclass(frozen=True, slots=True)
class Change:
    """Who joined and who left since the roll was read before."""

    more: tuple[str, ...]
    less: tuple[str, ...]


class Office:
    """The office of one folder."""

    def __init__(self, folder: Path, *, allow_weak: bool = False) -> None:
        if not (folder / STORE).exists():
            raise NotDone(Says.NO_OFFICE, folder=folder)
        self.folder, self.allow_weak = folder, allow_weak
        self.store = Store(folder / STORE)

    @classmethod
    def begin(
        cls, folder: Path, roll: RollFile, sign: Sign, *, allow_weak: bool = False
    ) -> tuple["Office", Change]:
        """Set up the office with a roll, or give it the roll anew.

        Until the rules are accepted; what changed since the roll before is returned,
        for the operator to look into.
        """
        try:
            parameters_of(roll.suite, allow_weak=allow_weak)
        except WeakSuite as error:
            raise NotDone(Says.WEAK_KEYS) from error
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / STORE).touch(0o600)
        office = cls(folder, allow_weak=allow_weak)
        return office, office._enrol(roll, sign)

    @property
    def stage(self) -> Stage:
        """Return how far the office is."""
        return Stage(self.store.get(STAGE))

    @property
    def roll(self) -> RollFile:
        """Return the roll that the office checked."""
        return parse_roll_file(self.store.get(ROLL))

    @property
    def rules(self) -> Manifest:
        """Return the rules that the office accepted."""
        text = self.store.get(RULES)
        if not text:
            raise NotDone(Says.RULES_WANTING)
        return parse_manifest(text, allow_weak=self.allow_weak)

    @property
    def number(self) -> int:
        """Return the office's number in the rules."""
        return int(self.store.get(NUMBER))

    def keys_file(self) -> KeysFile:
        """Return the public keys for the rules; made at the first asking."""
        self._check_open()
        return KeysFile(
            poll=self.store.get(POLL),
            name=self.store.get(NAME),
            name_en=self.store.get(NAME_EN),
            door=self.store.get(DOOR),
            keys=self._ring.public(self.roll.sizes),
        )

    def accept(self, manifest: Manifest) -> int:
        """Bind the office to these rules, and return its number in them.

        Raise `NotDone` unless they name its own keys and the roll that it checked.
        """
        if not (self.folder / KEYS).exists():
            raise NotDone(Says.NO_KEYS)
        with self.store.turn():
            self._check_open()
            if self.store.get(DIGEST) not in {"", manifest.digest.hex()}:
                raise NotDone(Says.RULES_KEPT)
            number = check_rules(manifest, self.roll, self.keys_file().row)
            if self.stage is Stage.PREPARED:
                self.store.set(RULES, manifest.text)
                self.store.set(DIGEST, manifest.digest.hex())
                self.store.set(NUMBER, str(number))
                self.store.set(STAGE, Stage.BOUND)
        return number

    def make_letters(self) -> dict[int, list[str]]:
        """Return a fresh ticket for everybody, by group; only their hashes stay here.

        Tickets and people meet on paper only: whoever draws a letter from the pile of
        the group has one, and nobody knows which.
        """
        with self.store.turn():
            self._check_bound()
            if self.stage is not Stage.BOUND:
                raise NotDone(Says.LETTERS_TOO_LATE)
            if handed := self.store.handed():
                raise NotDone(Says.LETTERS_HANDED, count=handed)
            made = {
                group: [new_ticket() for _ in range(size)]
                for group, size in self.roll.sizes.items()
            }
            self.store.replace_letters(
                {
                    bytes.fromhex(hash_ticket(ticket)): group
                    for group, tickets in made.items()
                    for ticket in tickets
                }
            )
        return made

    def open(self) -> None:
        """Let letters be redeemed from now on, at this operator's word."""
        with self.store.turn():
            self._check_bound()
            self._check_open()
            if not self.store.has_letters:
                raise NotDone(Says.NO_LETTERS)
            self.store.set(STAGE, Stage.COLLECTING)

    def hand(self, reference: str) -> RollVoter:
        """Record that this person was handed a letter; which, nobody knows."""
        with self.store.turn():
            self._check_bound()
            voter = self._voter(reference)
            if self.store.is_handed(voter.reference):
                raise NotDone(Says.HANDED_BEFORE, person=who(voter))
            self.store.mark_handed(voter.reference)
        return voter

    def redeem(self, asked: IssueRequest) -> bytes:
        """Return the blind signature for a letter, once its request is bound for good.

        The same request gets the same answer again; another one with the same ticket
        is refused.
        """
        with self.store.turn():
            self._check_asked(asked)
            hashed = _hash_of(asked.ticket)
            letter = self.store.letter(hashed)
            if letter is None or letter[0] != asked.group:
                raise NotDone(Says.UNKNOWN_TICKET)
            if letter[1] not in {None, asked.blinded}:
                raise NotDone(Says.ALREADY_COLLECTED)
            signature = self._sign(asked)
            self.store.bind(hashed, asked.blinded)
        return signature

    def close(self) -> None:
        """End the collecting for good: no token can be signed any more."""
        with self.store.turn():
            self._check_bound()
            if self.stage is Stage.BOUND:
                raise NotDone(Says.NOT_OPENED)
            self.store.set(STAGE, Stage.CLOSED)
        self._ring.destroy()

    def undrawn(self) -> dict[int, int]:
        """Return how many letters of each group nobody was handed."""
        rows = self.store.counts(self.roll.voters)
        return {row.group: row.letters - row.handed for row in rows}

    def open_left(self, ticket: str) -> tuple[int, int]:
        """Open a letter that nobody drew; one that was redeemed proves stuffing.

        Return its group, and how many of the group are opened now.
        """
        with self.store.turn():
            self._check_bound()
            if self.stage is not Stage.CLOSED:
                raise NotDone(Says.NOT_CLOSED_FOR_LETTERS)
            hashed = _hash_of(ticket)
            letter = self.store.letter(hashed)
            if letter is None:
                raise NotDone(Says.UNKNOWN_TICKET)
            if letter[1] is not None:
                raise NotDone(Says.LEFT_REDEEMED, letter=ticket[:8])
            self.store.mark_opened(hashed)
            return letter[0], self.store.opened()[letter[0]]

    def counts_file(self) -> CountsFile:
        """Return what the head is to say of this office.

        Raise `NotDone` if more was collected than was handed out, or if a letter was
        neither handed out nor opened.
        """
        with self.store.turn():
            self._check_bound()
            if self.stage is not Stage.CLOSED:
                raise NotDone(Says.NOT_CLOSED)
            rows = tuple(self.store.counts(self.roll.voters))
            opened = self.store.opened()
        for row in rows:
            _check_adds_up(row, opened[row.group])
        return CountsFile(self.rules.digest, self.number, rows)

    @property
    def _ring(self) -> KeyRing:
        suite = self.store.get(SUITE)
        parameters = parameters_of(suite, allow_weak=self.allow_weak)
        return KeyRing(self.folder / KEYS, parameters)

    def _enrol(self, roll: RollFile, sign: Sign) -> Change:
        with self.store.turn():
            if (known := self.store.get(POLL)) not in {"", roll.poll}:
                raise NotDone(Says.OTHER_POLL, poll=known)
            if self.store.get(STAGE) not in {"", Stage.PREPARED}:
                raise NotDone(Says.TOO_LATE_FOR_ROLL)
            before = self.roll.voters if known else ()
            facts = {
                STAGE: Stage.PREPARED, ROLL: roll.text, POLL: roll.poll,
                SUITE: roll.suite, NAME: sign.name, NAME_EN: sign.name_en,
                DOOR: sign.door,
            }  # fmt: skip
            for word, value in facts.items():
                self.store.set(word, value)
            self.store.enrol(roll.voters)
        return Change(_names(roll.voters, before), _names(before, roll.voters))

    def _check_open(self) -> None:
        if self.stage is Stage.CLOSED:
            raise NotDone(Says.IS_CLOSED)

    def _check_bound(self) -> None:
        if self.stage is Stage.PREPARED:
            raise NotDone(Says.RULES_WANTING)

    def _check_asked(self, asked: IssueRequest) -> None:
        named = (asked.manifest.hex(), str(asked.issuer))
        if named != (self.store.get(DIGEST), self.store.get(NUMBER)):
            raise NotDone(Says.WRONG_POLL)
        if self.stage is Stage.BOUND:
            raise NotDone(Says.NOT_OPENED)
        if self.stage is Stage.CLOSED:
            raise NotDone(Says.ENDED)

    def _sign(self, asked: IssueRequest) -> bytes:
        key = self._ring.private(asked.group)
        if key is None:
            raise NotDone(Says.ENDED)
        try:
            return blind_sign(key, asked.blinded)
        except BlindedMalformed as error:
            raise NotDone(Says.MALFORMED) from error

    def _voter(self, reference: str) -> RollVoter:
        people = {voter.reference: voter for voter in self.roll.voters}
        # Whoever types writes small letters where the roll has capitals.
        voter = people.get(reference) or people.get(reference.upper())
        if voter is None:
            raise NotDone(Says.NOT_ON_ROLL, reference=reference)
        return voter


def _check_adds_up(row: OfficeCount, opened: int) -> None:
    if row.collected > row.handed:
        raise NotDone(
            Says.OVERDRAWN,
            group=row.group,
            collected=row.collected,
            handed=row.handed,
        )
    if row.handed + opened != row.letters:
        raise NotDone(
            Says.LEFT_UNOPENED,
            group=row.group,
            letters=row.letters,
            handed=row.handed,
            opened=opened,
        )


def who(voter: RollVoter) -> str:
    """Return what somebody is called at the desk; leaders have no unit."""
    return f"{voter.name} · {voter.unit}" if voter.unit else voter.name


def _hash_of(ticket: str) -> bytes:
    try:
        return bytes.fromhex(hash_ticket(ticket))
    except TicketMalformed as error:
        raise NotDone(Says.UNKNOWN_TICKET) from error


def _names(these: Sequence[RollVoter], others: Sequence[RollVoter]) -> tuple[str, ...]:
    known = {(voter.reference, voter.group) for voter in others}
    return tuple(v.name for v in these if (v.reference, v.group) not in known)
