"""The linking program: from everything that root could copy to guesses of who cast what.

It never sees the truth. It gathers every order, number and time of persons and of
ballots, takes the best of each side, lays them along each other, and puts words that
stand beside both before all that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.attack.capture import TakenFile
from tests.attack.chance import (
    Numbers,
    Places,
    Verdict,
    p_of_hits,
    p_of_nearness,
    ranked,
    ranks_of,
    shuffled,
)
from tests.attack.signals import Kind, Signal, read_signals, words_beside
from tests.attack.subjects import Side, read_ballots, read_persons

SORTED: Final = 0.97
SEED: Final = 20120


@dataclass(frozen=True)
class Attack:
    """What the program found: signals of both sides, and its guesses."""

    persons: Side
    ballots: Side
    of_persons: list[Signal]
    of_ballots: list[Signal]
    cost: Numbers

    @property
    def ranking(self) -> dict[str, list[str]]:
        """Return each person's ballots, likeliest first."""
        order = np.argsort(self.cost, axis=1, kind="stable")
        return {
            key: [self.ballots.keys[b] for b in row if np.isfinite(self.cost[n, b])]
            for n, (key, row) in enumerate(zip(self.persons.keys, order, strict=True))
        }

    @property
    def guesses(self) -> dict[str, str]:
        """Return one ballot for each person, no ballot for two; the surest first."""
        guessed: dict[int, int] = {}
        taken: set[int] = set()
        flat = np.argsort(self.cost, axis=None, kind="stable")
        for person, ballot in zip(
            *np.unravel_index(flat, self.cost.shape), strict=True
        ):
            is_free = person not in guessed and ballot not in taken
            if is_free and np.isfinite(self.cost[person, ballot]):
                guessed[int(person)] = int(ballot)
                taken.add(int(ballot))
        return {self.persons.keys[p]: self.ballots.keys[b] for p, b in guessed.items()}


def attack(files: Iterable[TakenFile]) -> Attack:
    """Return what can be made of these files."""
    kept = list(files)
    persons, ballots = read_persons(kept), read_ballots(kept)
    of_persons = read_signals(kept, persons)
    of_ballots = [*read_signals(kept, ballots), _sorted_board(ballots)]
    cost = _cost(persons, ballots, of_persons, of_ballots)
    cost[persons.groups[:, None] != ballots.groups[None, :]] = np.inf
    for person, ballot in _named_together(kept, persons, ballots):
        cost[person, ballot] = -1
    return Attack(persons, ballots, of_persons, of_ballots, cost)


def _named_together(
    files: list[TakenFile], persons: Side, ballots: Side
) -> list[tuple[int, int]]:
    """Return pairs beside which the same word stands, and beside nobody else."""
    ours = words_beside(files, persons.needles)
    theirs = words_beside(files, ballots.needles)
    return [
        (min(ours[word]), min(theirs[word]))
        for word in sorted(ours)
        if len(ours[word]) == 1 and len(theirs.get(word, ())) == 1
    ]


def _sorted_board(ballots: Side) -> Signal:
    order = np.argsort(np.argsort(np.array(ballots.keys))).astype(float)
    return Signal("the board, sorted by hash", Kind.CONTENT, order)


# --- Choosing and laying along each other ------------------------------------


def _cost(
    persons: Side, ballots: Side, ours: list[Signal], theirs: list[Signal]
) -> Numbers:
    theirs_best = best_of(theirs, ballots.groups, theirs[-1])
    ours_best = best_of(ours, persons.groups)
    if ours_best[0].kind == theirs_best[0].kind == Kind.TIME:
        clocks = [signal.values for signal in ours if signal.kind == Kind.TIME]
        return _along_time(clocks, theirs_best[0].values)
    places = _quantiles(ours_best, persons.groups)
    return np.abs(places[:, None] - _quantiles(theirs_best, ballots.groups)[None, :])


def _along_time(clocks: list[Numbers], right: Numbers) -> Numbers:
    """Return how far each ballot's time is from each person's.

    By the clock, a usual lag allowed for; or by how many ballots came between. The
    best clock and way are those in which fewest persons want the same ballot.
    """
    ways = [way for left in clocks for way in _ways(left, right)]
    return max(ways, key=lambda far: np.unique(far.argmin(axis=1)).size)


def _ways(left: Numbers, right: Numbers) -> Iterator[Numbers]:
    times = np.sort(right)
    after = np.searchsorted(times, left).astype(float)
    by_count = np.abs(np.searchsorted(times, right)[None, :] - after[:, None])
    by_clock = np.abs(right[None, :] - left[:, None] - _lag(left, right))
    is_known = ~np.isnan(left)
    for far in (by_count, by_clock):
        yield np.where(is_known[:, None], far, float(far.size))


def best_of(
    signals: list[Signal], groups: Places, board: Signal | None = None
) -> list[Signal]:
    """Return the signals from the best on.

    An order in which a ballot's hash alone decides says nothing of its voter. Of two
    signals of a kind the one that most others agree with, and the finest, is better.
    """
    ranks = np.array([ranked(signal.values, groups) for signal in signals])
    agreement = np.abs(ranks @ ranks.T)
    by_hash = (
        np.abs(ranks @ ranked(board.values, groups)) > SORTED
        if board
        else np.zeros(len(signals), dtype=bool)
    )
    merits = [
        (
            not by_hash[n],
            signal.kind,
            round(float(agreement[n, _of_kind(signals, signal.kind)].mean()), 1),
            np.unique(signal.values[~np.isnan(signal.values)]).size,
        )
        for n, signal in enumerate(signals)
    ]
    best = max(range(len(signals)), key=lambda n: merits[n])
    # Those of whom the best is silent are placed by what agrees with it elsewhere.
    order = sorted(range(len(signals)), key=lambda n: -agreement[n, best])
    order.remove(best)
    return [
        signals[best],
        *(signals[n].turned(bool(ranks[n] @ ranks[best] < 0)) for n in order),
    ]


def _of_kind(signals: list[Signal], kind: Kind) -> list[int]:
    return [n for n, signal in enumerate(signals) if signal.kind == kind]


def _lag(left: Numbers, right: Numbers) -> float:
    """Return how long after a person's time a ballot's time usually comes.

    Whatever the clocks: the true lag is where the most pairs of times agree.
    """
    times = np.sort(right[~np.isnan(right)])
    known = left[~np.isnan(left)]
    lags = np.sort((times[None, :] - known[:, None]).ravel())
    width = float(np.median(np.diff(times))) / 2
    crowd = np.searchsorted(lags, lags + width, side="right") - np.arange(lags.size)
    start = int(crowd.argmax())
    return float(np.median(lags[start : start + crowd[start]]))


def _quantiles(signals: list[Signal], groups: Places) -> Numbers:
    """Return where in its group each stands, by the best signal that speaks of it."""
    places = np.full(groups.size, np.nan)
    for signal in signals:
        for group in np.unique(groups):
            known = np.flatnonzero((groups == group) & ~np.isnan(signal.values))
            new = known[np.isnan(places[known])]
            order = np.argsort(np.argsort(signal.values[known], kind="stable"))
            place = dict(zip(known.tolist(), (order + 0.5) / known.size, strict=True))
            places[new] = [place[n] for n in new.tolist()]
        if not np.isnan(places).any():
            break
    return np.where(np.isnan(places), 0.5, places)


# --- Judging with the truth, which the program above never sees ---------------


def judge(found: Attack, truth: Mapping[str, str]) -> Verdict:
    """Return how well it did, and the best that any pair of its orders could do."""
    guesses = found.guesses
    hits = sum(guesses.get(key) == ballot for key, ballot in truth.items())
    sizes = [int(n) for n in np.unique(found.ballots.groups, return_counts=True)[1]]
    nearness, p_nearness = _nearness(found, truth)
    pair, correlation, p_pair = _best_pair(found, truth)
    return Verdict(
        hits=hits,
        expected=float(len(sizes)),
        p_hits=p_of_hits(sizes, hits),
        nearness=nearness,
        p_nearness=p_nearness,
        best_pair=pair,
        best_correlation=correlation,
        p_pair=p_pair,
    )


def _own_ballots(found: Attack, truth: Mapping[str, str]) -> Places:
    place = {key: n for n, key in enumerate(found.ballots.keys)}
    return np.array([place[truth[key]] for key in found.persons.keys])


def _nearness(found: Attack, truth: Mapping[str, str]) -> tuple[float, float]:
    """Return how far down the lists of guesses the truth stands, from 0 to 1."""
    cost = found.cost[:, _own_ballots(found, truth)]
    groups = found.persons.groups
    places = np.full(cost.shape, np.nan)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        own = np.ix_(members, members)
        places[own] = [ranks_of(row) for row in cost[own]]
    return p_of_nearness(places, groups)


def _best_pair(found: Attack, truth: Mapping[str, str]) -> tuple[str, float, float]:
    """Return the pair of orders that agrees best with the truth, and its chance.

    The chance is that of the best among all pairs when the ballots of each group are
    shuffled: looking at many pairs is paid for.
    """
    own, groups = _own_ballots(found, truth), found.persons.groups
    ours = _distinct([ranked(s.values, groups) for s in found.of_persons])
    rows = shuffled(groups, SEED)
    best, name, most = 0.0, "", np.zeros(len(rows), dtype=np.float32)
    seen: set[bytes] = set()
    for signal in found.of_ballots:
        ranks = ranked(signal.values, found.ballots.groups)[own]
        if (mark := ranks.round(6).tobytes()) in seen:
            continue
        seen.add(mark)
        agreement = np.abs(ours @ ranks)
        if agreement.max() > best:
            best, name = float(agreement.max()), signal.name
        shuffles = ranks.astype(np.float32)[rows]
        most = np.maximum(most, np.abs(shuffles @ ours.T).max(axis=1))
    return name, best, float((1 + (most >= best).sum()) / (1 + len(rows)))


def _distinct(ranks: list[Numbers]) -> NDArray[np.float32]:
    kept = {row.round(6).tobytes(): row for row in ranks}
    return np.array(list(kept.values()), dtype=np.float32)
