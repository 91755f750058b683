"""Everything by which persons, or ballots, can be put in an order or given a time."""

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from functools import cache
from typing import Any, Final

import numpy as np
from django.core.signing import b62_decode

from tests.attack import databases
from tests.attack.capture import TakenFile
from tests.attack.chance import Numbers
from tests.attack.needles import Needles
from tests.attack.subjects import Side

EPOCH: Final = (1e9, 4e9)
COVERED: Final = 0.5


class Kind(IntEnum):
    """How much an attacker makes of a signal, before knowing anything else."""

    CONTENT = 0
    PLACE = 1
    SEEN = 2
    NUMBER = 3
    TIME = 4


@dataclass(frozen=True)
class Signal:
    """One number for each of a side; nothing for those of whom it is silent."""

    name: str
    kind: Kind
    values: Numbers

    @property
    def is_telling(self) -> bool:
        """Tell whether it speaks of enough of them, and not of all the same."""
        known = self.values[~np.isnan(self.values)]
        return known.size >= COVERED * self.values.size and np.unique(known).size > 2

    def turned(self, is_backwards: bool) -> "Signal":
        """Return it running the other way, if it runs backwards."""
        values = -self.values if is_backwards else self.values
        return Signal(self.name, self.kind, values)


Found = dict[tuple[str, Kind], dict[int, float]]


def read_signals(files: Iterable[TakenFile], side: Side) -> list[Signal]:
    """Return every signal about this side that the files hold."""
    kept = list(files)
    found: Found = defaultdict(dict)
    for file in kept:
        found.update(_look_at(file, side))
        _look_at_name(file, side.needles, found)
    for folder, seen in _first_seen(kept, side).items():
        found[f"{folder} first seen", Kind.SEEN] = seen
    signals = [
        Signal(name, kind, _as_numbers(values, len(side.keys)))
        for (name, kind), values in found.items()
    ]
    return [signal for signal in signals if signal.is_telling]


@cache
def _look_at(file: TakenFile, side: Side) -> Found:
    found: Found = defaultdict(dict)
    _look_at_bytes(file, side.needles, found)
    if databases.is_database(file):
        _look_at_rows(file, side, found)
    return found


def _as_numbers(values: Mapping[int, float], size: int) -> Numbers:
    numbers = np.full(size, np.nan)
    for number, value in values.items():
        numbers[number] = value
    return numbers


def _keep(found: Found, name: str, kind: Kind, whose: int, value: float) -> None:
    first = found[f"{name} (first)", kind]
    first[whose] = min(value, first.get(whose, value))
    last = found[f"{name} (last)", kind]
    last[whose] = max(value, last.get(whose, value))


def _look_at_bytes(file: TakenFile, needles: Needles, found: Found) -> None:
    data = file.data
    size = databases.page_size(data) if databases.is_database(file) else 0
    for place, whose in needles.found_in(data):
        _keep(found, f"{file.name} place", Kind.PLACE, whose, place)
        if size:
            # Cells are laid down from the end of a page towards its beginning.
            _keep(found, f"{file.name} in page", Kind.PLACE, whose, -(place % size))


def _look_at_name(file: TakenFile, needles: Needles, found: Found) -> None:
    if (whose := needles.of(file.path.name)) is not None:
        folder = file.name.rpartition("/")[0]
        for word, value in (
            ("modified", file.modified / 1e9),
            ("changed", file.changed / 1e9),
        ):
            _keep(found, f"{folder} {word}", Kind.TIME, whose, value)
        _keep(found, f"{folder} inode", Kind.NUMBER, whose, file.inode)


# --- Tables: every column that is a number or a time --------------------------


def _look_at_rows(file: TakenFile, side: Side, found: Found) -> None:
    with databases.opened(file) as connection:
        for table, row in databases.rows_of(connection):
            facts = {**row, **_of_session(row)}
            for whose in _whose(table, facts, side):
                for column, value in facts.items():
                    number = _as_number(value)
                    if number is not None:
                        kind = Kind.TIME if _is_time(number) else Kind.NUMBER
                        name = f"{file.name} {table}.{column}"
                        _keep(found, name, kind, whose, number)


def _whose(table: str, row: Mapping[str, Any], side: Side) -> set[int]:
    found: set[int | None] = set()
    for column, value in row.items():
        if isinstance(value, str | bytes):
            found.add(side.needles.of(value))
        for ending, ids in side.ids.items():
            own = f"{table}_{column}".endswith(("user_id", "person_id"))
            if isinstance(value, int) and own and _ends(table, column, ending):
                found.add(ids.get(value))
    return {number for number in found if number is not None}


def _ends(table: str, column: str, ending: str) -> bool:
    return (column if column != "id" else f"{table}_id").endswith(ending)


def _as_number(value: Any) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and 10 <= len(value) <= 32:
        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            return None
        # SQLite has no zones: what names none is in universal time.
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    return None


def _is_time(number: float) -> bool:
    return EPOCH[0] < number < EPOCH[1]


def _of_session(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a signed session says; no key is needed to read one."""
    parts = databases.readable_session(str(row.get("session_data", "")))
    if parts is None:
        return {}
    dot, payload, stamp, _signature = parts.groups()
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    said = json.loads(zlib.decompress(raw) if dot else raw)
    user, seen = int(said.get("_auth_user_id", 0)), said.get("seen", 0)
    return {"user_id": user, "seen": seen, "signed": b62_decode(stamp)}


# --- Copies one after the other, and journals frame by frame ------------------


def _first_seen(files: Iterable[TakenFile], side: Side) -> dict[str, dict[int, float]]:
    """Return, by folder, the order in which each first stood there.

    By the copy first, then by the frame of the journal, then by the place in a page:
    what came later lies nearer to its beginning.
    """
    orders: dict[str, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    for file in files:
        moment, _slash, name = file.name.partition("/")
        order = orders[name.rpartition("/")[0]]
        for whose, at in _places_in_time(file, side).items():
            order[whose] = min((moment, *at), order.get(whose, (moment, *at)))
    return {folder: _ranks(keys) for folder, keys in orders.items()}


@cache
def _places_in_time(file: TakenFile, side: Side) -> dict[int, tuple[int, int, int]]:
    places: dict[int, tuple[int, int, int]] = {}
    for at, whose in _in_order(file, side.needles):
        places[whose] = min(at, places.get(whose, at))
    return places


def _in_order(
    file: TakenFile, needles: Needles
) -> Iterator[tuple[tuple[int, int, int], int]]:
    data = file.data
    if databases.is_database(file):
        size = databases.page_size(data)
        in_journal = _in_journal(file, needles)
        for place, whose in needles.found_in(data) if in_journal else ():
            if whose not in in_journal:
                yield (0, 0, -(place % size)), whose
    for at, page in databases.frames_of(data):
        for place, whose in needles.found_in(page):
            yield (*at, -place), whose


def _in_journal(file: TakenFile, needles: Needles) -> set[int]:
    journal = file.path.with_name(f"{file.path.name}-wal")
    pages = databases.frames_of(journal.read_bytes()) if journal.exists() else ()
    return {whose for _at, page in pages for _place, whose in needles.found_in(page)}


def _ranks(keys: Mapping[int, tuple[Any, ...]]) -> dict[int, float]:
    places = {key: n for n, key in enumerate(sorted(set(keys.values())))}
    return {whose: float(places[key]) for whose, key in keys.items()}


# --- Words that stand beside a person here and beside a ballot there ----------


def words_beside(files: Iterable[TakenFile], needles: Needles) -> dict[str, set[int]]:
    """Return, of each word in any log, beside whom it stands."""
    beside: dict[str, set[int]] = defaultdict(set)
    for file in files:
        if file.path.suffix != ".log":
            continue
        for line in file.data.decode(errors="replace").splitlines():
            words = set(line.replace('"', " ").replace(",", " ").split())
            owners = {needles.of(word) for word in words} - {None}
            for word in words:
                beside[word] |= {owner for owner in owners if owner is not None}
    return beside
