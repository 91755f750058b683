"""The tools of the linking program: each must be able to find, and to find nothing."""

import itertools
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ballotbox import client
from ballotbox.blinding import blind_sign
from ballotbox.cells import encode_cells
from ballotbox.hazard import blind_rsa
from ballotbox.messages import IssueReply
from ballotbox.sealed import SealedBallot, parse_body
from ballotbox.tickets import new_ticket
from tests.attack import chance, linking
from tests.attack.algebra import same_factor
from tests.attack.databases import frames_of
from tests.attack.needles import Needles
from tests.attack.signals import Kind, Signal
from tests.attack.subjects import Side
from tests.ballotbox.sealed_samples import WEAK_KEYS, Poll, make_poll

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest

# --- Chance ------------------------------------------------------------------


@pytest.mark.parametrize("size", range(1, 7))
def test_the_chance_of_hits_is_that_of_counting(size: int) -> None:
    permutations = list(itertools.permutations(range(size)))
    for hits in range(size + 1):
        right = sum(_hits(found) >= hits for found in permutations)
        counted = right / len(permutations)
        assert chance.p_of_hits([size], hits) == pytest.approx(counted)


def _hits(found: Sequence[int]) -> int:
    return sum(n == place for n, place in enumerate(found))


def test_groups_add_up_and_large_ones_keep_the_mean() -> None:
    assert chance.p_of_hits([1, 1, 1], 3) == pytest.approx(1)
    chances = chance.fixed_points(588)
    assert chances.sum() == pytest.approx(1)
    assert (chances * np.arange(589)).sum() == pytest.approx(1)


def test_nearness_is_sure_of_an_order_and_of_nothing_else() -> None:
    groups, places = np.ones(30, dtype=np.int64), np.arange(30.0)
    right = np.abs(places[:, None] - places[None, :])
    assert chance.p_of_nearness(right, groups)[1] < 1e-6
    source = np.random.default_rng(7)
    noise = source.permuted(np.tile(places, (30, 1)), axis=1)
    assert chance.p_of_nearness(noise, groups)[1] > 1e-3


def test_shuffles_stay_within_their_groups() -> None:
    groups = np.array([1, 2, 1, 2, 2])
    rows = chance.shuffled(groups, seed=1)
    assert (groups[rows] == groups).all()


def _attack(faint: float) -> tuple[linking.Attack, dict[str, str]]:
    """Return an attack on 500 voters, in which one order of ballots tells a little."""
    source = np.random.default_rng(12)
    keys, groups = [str(n) for n in range(500)], np.ones(500, dtype=np.int64)
    ours, theirs = Side(keys, groups, {}), Side(keys, groups, {})
    orders = source.random((24, 500))
    orders[0] = np.arange(500) / 500 * faint + orders[0] * (1 - faint)
    signals = [Signal(str(n), Kind.PLACE, row) for n, row in enumerate(orders)]
    came = Signal("came", Kind.TIME, np.arange(500.0))
    noise = source.random((500, 500))
    persons, ballots = [came, *signals[12:]], signals[:12]
    found = linking.Attack(ours, theirs, persons, ballots, noise)
    return found, dict(zip(keys, keys, strict=True))


@pytest.mark.parametrize(("faint", "is_seen"), [(0.0, False), (0.25, True)])
def test_with_the_truth_in_hand_a_faint_order_is_seen(
    faint: float, is_seen: bool
) -> None:
    """Quarter an order, the rest noise: no guess gets better by it, yet it shows."""
    verdict = linking.judge(*_attack(faint))
    assert (verdict.p_pair <= 1e-4) == is_seen, verdict
    assert verdict.p_hits > 1e-4


# --- Bytes ---------------------------------------------------------------------


def test_marks_are_found_at_any_place_and_only_whole() -> None:
    needles = Needles({1: [b"voter-0001"], 2: [b"voter-0002", b"voter-00"]})
    data = b"?voter-0001 voter-0003voter-0002"
    assert list(needles.found_in(data)) == [(1, 1), (12, 2), (22, 2)]
    assert list(Needles({}).found_in(data)) == []


def test_a_journal_tells_the_order_of_writing(tmp_path: Path) -> None:
    words = [secrets.token_hex(8) for _ in range(20)]
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE a (word TEXT PRIMARY KEY) WITHOUT ROWID")
        for word in words:
            connection.execute("INSERT INTO a VALUES (?)", (word,))
        frames = list(frames_of(Path(f"{path}-wal").read_bytes()))
    needles = Needles({n: [word.encode()] for n, word in enumerate(words)})
    first: dict[int, tuple[int, int]] = {}
    for at, page in frames:
        for _place, whose in needles.found_in(page):
            first.setdefault(whose, at)
    assert sorted(first, key=lambda whose: first[whose]) == list(range(20))


# --- Algebra ---------------------------------------------------------------------


@pytest.fixture
def poll() -> Poll:
    """A poll with one office."""
    return make_poll(WEAK_KEYS[:1])


def _voted(poll: Poll) -> tuple[str, str, SealedBallot]:
    """Return the ticket, its blinded request and the ballot of one voter."""
    rules: Manifest = poll.manifest
    ticket = new_ticket()
    state = client.start_collecting(rules, 1, ticket)
    blinded = state.requests[0].blinded
    reply = IssueReply(blind_sign(poll.issuer_keys[0][1], blinded))
    collected = client.finish_collecting(rules, state, [reply])
    cells = encode_cells([1] * rules.cell_count)
    sent = client.seal_ballot(rules, collected, cells).request
    return ticket, blinded.hex(), parse_body(rules, sent.body, sent.signature)


def _linked(poll: Poll, votes: list[tuple[str, str, SealedBallot]]) -> dict[str, int]:
    rights = {ticket: blinded for ticket, blinded, _ballot in votes}
    return same_factor(poll.manifest, [vote[2] for vote in votes], rights)


def test_the_algebra_tells_nothing_of_honest_requests(poll: Poll) -> None:
    assert _linked(poll, [_voted(poll) for _ in range(6)]) == {}


@pytest.mark.parametrize("factor", [3, secrets.randbits(1000)], ids=["small", "shared"])
def test_a_bad_blinding_factor_gives_its_voters_away(
    poll: Poll, monkeypatch: pytest.MonkeyPatch, factor: int
) -> None:
    votes = [_voted(poll) for _ in range(3)]

    def blind(modulus: bytes, message: bytes) -> tuple[bytes, bytes]:
        return blind_rsa.blind_with(modulus, message, bytes(48), factor)

    monkeypatch.setattr(blind_rsa, "blind", blind)
    votes += [_voted(poll) for _ in range(2)]
    assert _linked(poll, votes) == {votes[3][0]: 3, votes[4][0]: 4}
