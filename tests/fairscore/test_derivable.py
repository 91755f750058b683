"""An adversary who has all that is published, and linear programming.

He knows the rules, all sizes, every group that is shown, to the last digit, and the
composites, rounded or, stronger than anybody, exactly; he seeks the mean of a group that
is kept back because it is small or agrees. What he finds must leave it a tenth of the
scale.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import linprog

from fairscore import (
    PROTECTION,
    Disclosure,
    Means,
    OutOfRange,
    Released,
    ShapeMismatch,
    WeightsMalformed,
    confined,
    differences_safe,
    disclosure_of,
    publishable,
    round_half_up,
    unanimous,
    withholds_all,
)
from fairscore.inputs import Floats, Ints

POINTS = np.array([100.0, 80.0, 60.0, 40.0])
SPAN = 60.0
CRITERIA = np.array([0.6, 0.4])
K = 10


@dataclass(frozen=True)
class Poll:
    """Counts (G, U, 2, 5) of a poll, the valid ballots and the weights of its groups."""

    sizes: tuple[int, ...]
    W: Floats
    cells: Ints

    @property
    def means(self) -> Floats:
        """What each group gave each unit on each criterion, (G, U, 2)."""
        graded = self.cells[..., :-1]
        found: Floats = graded @ POINTS / graded.sum(axis=-1)
        return found


def poll(
    sizes: tuple[int, ...], weights: tuple[float, ...], seed: int, lean: float = 0.0
) -> Poll:
    """Draw a poll of six units; `lean` moves everybody towards the best grade."""
    chance = np.random.default_rng(seed)
    cells = np.zeros((len(sizes), 6, 2, 5), dtype=np.int64)
    for place in np.ndindex(len(sizes), 6, 2):
        odds = chance.dirichlet([2.0 + lean, 2.0, 1.0, 0.5])
        cells[place][:4] = chance.multinomial(sizes[place[0]], odds)
    return Poll(sizes, np.array(weights) / sum(weights), cells)


def released(p: Poll, u: int) -> Released:
    return Released(p.W, p.means[:, u], POINTS[-1], POINTS[0])


def disclosed(p: Poll) -> list[Disclosure]:
    shown = publishable(p.sizes, k=K, weights=p.W).tolist()
    return [
        disclosure_of(p.cells[:, u], K, shown, released(p, u))
        for u in range(p.cells.shape[1])
    ]


def delicate(p: Poll, g: int, u: int) -> bool:
    """Tell whether a group is kept back for its own sake."""
    return p.sizes[g] < K or any(unanimous(row) for row in p.cells[g, u])


def rounded(value: float) -> float:
    return float(round_half_up(value, 1))


def found_by_adversary(
    p: Poll, u: int, hidden: list[int], g: int, *, is_exact: bool
) -> float:
    """Return the length of the interval that he finds for the mean of group g.

    Unknown are the means of hidden groups on each criterion, (H × 2). Each published
    composite is two bounds. The second poll of the same people, who answer the same,
    gives the same bounds again: he may have as many as he likes.
    """
    means, H = p.means[:, u], len(hidden)
    open_ = [n for n in range(len(p.W)) if n not in hidden]
    rows, ends = [], []
    columns = [np.eye(2)[k] for k in (0, 1)]
    for mix in (*columns, CRITERIA, *columns, CRITERIA):
        rows.append(np.outer(p.W[hidden], mix).ravel())
        known = float(p.W[open_] @ means[open_] @ mix)
        whole = float(p.W @ means @ mix)
        middle = whole if is_exact else rounded(whole)
        reach = 1e-9 if is_exact else 0.05
        ends.append((middle - reach - known, middle + reach - known))
    A = np.array(rows)
    mine = np.zeros((H, 2))
    mine[hidden.index(g)] = CRITERIA
    bounds = [
        linprog(
            sign * mine.ravel(),
            np.vstack([A, -A]),
            np.array([high for _, high in ends] + [-low for low, _ in ends]),
            bounds=(POINTS[-1], POINTS[0]),
        )
        for sign in (1, -1)
    ]
    assert all(one.success for one in bounds)
    return float(-bounds[1].fun - bounds[0].fun)


def kept_back(p: Poll) -> Iterator[tuple[int, list[int], int]]:
    """Yield (unit, hidden groups, one that needs protection) where a score is shown."""
    for u, may in enumerate(disclosed(p)):
        hidden = [n for n, is_shown in enumerate(may.groups) if not is_shown]
        if may.overall:
            yield from ((u, hidden, g) for g in hidden if delicate(p, g, u))


WORLDS = [
    ((7, 12, 59), (40, 1, 59), 0.0),
    ((7, 47, 541), (40, 20, 40), 0.0),
    ((7, 47, 541), (40, 20, 40), 40.0),
    ((8, 9, 300, 20), (10, 50, 20, 20), 0.0),
    ((12, 47, 541), (40, 20, 40), 400.0),
    ((6, 30), (90, 10), 0.0),
    ((6, 200), (97, 3), 0.0),
    ((9, 10, 11, 12), (1, 0, 3, 96), 0.0),
]


@pytest.mark.parametrize("is_exact", [False, True])
@pytest.mark.parametrize(("sizes", "weights", "lean"), WORLDS)
def test_no_mean_that_is_kept_back_can_be_worked_out(
    sizes: tuple[int, ...], weights: tuple[float, ...], lean: float, is_exact: bool
) -> None:
    for seed in range(3):
        p = poll(sizes, weights, seed, lean)
        for u, hidden, g in kept_back(p):
            width = found_by_adversary(p, u, hidden, g, is_exact=is_exact)
            assert width >= PROTECTION * SPAN - 1e-6, (u, hidden, g)


def test_the_adversary_finds_what_sizes_alone_leave_open() -> None:
    # The rule that looks at sizes only hides 7 voters of weight 40 beside 12 of weight 1.
    p = poll((7, 12, 59), (40, 1, 59), 0)
    assert publishable(p.sizes).tolist() == [False, False, True]
    assert found_by_adversary(p, 0, [0, 1], 0, is_exact=False) < 2
    assert publishable(p.sizes, weights=p.W).tolist() == [False, True, False]


def test_most_worlds_do_show_scores() -> None:
    # Keeping everything back would protect, too.
    for sizes, weights in (world[:2] for world in WORLDS[:4]):
        p = poll(sizes, weights, 0)
        assert sum(one.overall for one in disclosed(p)) >= 5
        assert any(any(one.groups) for one in disclosed(p))


def test_who_weighs_nearly_all_is_the_score_and_it_goes() -> None:
    p = poll((6, 200), (97, 3), 0)
    assert withholds_all(p.sizes, p.W)
    assert not any(one.overall or any(one.groups) for one in disclosed(p))
    assert not withholds_all((6, 200), (0.9, 0.1))
    assert not withholds_all((12, 200), (0.97, 0.03))
    assert withholds_all((9,), (1.0,))
    assert not withholds_all((10, 0), (1.0, 0.0))


def test_near_the_end_of_the_scale_a_score_tells_of_everybody() -> None:
    # Six give all but one the best; with 99.6 for all together they gave at least 99.1.
    cells = np.array([[[5, 1, 0, 0, 0]], [[196, 4, 0, 0, 0]]])
    W, scores = np.array([0.5, 0.5]), np.array([[96.7], [99.6]])
    assert not disclosure_of(
        cells, K, (False, True), Released(W, scores, 40.0, 100.0)
    ).overall
    assert disclosure_of(cells, K, (False, True)).overall


def test_others_that_are_not_needed_are_shown_again() -> None:
    # 12 go first, being fewest, and 20 next; the weight of the 20 alone is enough.
    shown = publishable([7, 12, 20, 400], weights=[0.4, 0.01, 0.19, 0.4])
    assert shown.tolist() == [False, True, False, True]


def test_a_group_without_weight_cannot_be_worked_out() -> None:
    shown = publishable([7, 12, 400], weights=[0.0, 0.01, 0.99])
    assert shown.tolist() == [False, False, True]


def test_grades_may_be_worth_anything() -> None:
    p = poll((7, 12, 59), (40, 1, 59), 0)
    mask = publishable(p.sizes, p.cells, K, weights=p.W, points=POINTS)
    assert mask.T.tolist() == [list(one.groups) for one in disclosed(p)]
    alone = publishable(p.sizes, p.cells, K, weights=p.W)
    assert alone[0].tolist() == [False] * 6


def test_weights_belong_to_groups() -> None:
    with pytest.raises(ShapeMismatch):
        publishable([12, 47], weights=[0.2, 0.3, 0.5])
    with pytest.raises(WeightsMalformed):
        publishable([12, 47], weights=[40, 60])


def test_a_group_that_graded_nothing_makes_no_composite_to_subtract_from() -> None:
    scores = np.array([[96.7], [np.nan], [99.6]])
    whole = Released(np.array([0.4, 0.3, 0.3]), scores, 40.0, 100.0)
    assert whole.leaves_room([0, 1], [0])


# --- One equation ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_the_ends_are_those_of_linear_programming(seed: int) -> None:
    chance = np.random.default_rng(seed)
    W, low = chance.dirichlet(np.ones(4)), chance.uniform(40, 70, 4)
    W[seed % 4] *= seed > 2
    high = low + chance.uniform(0, 30, 4)
    total = float(W @ chance.uniform(low, high))
    ends = np.array(confined(W, low, high, total))
    for place in range(4):
        wanted = [
            sign
            * linprog(
                sign * np.eye(4)[place],
                None,
                None,
                W[None],
                [total],
                [*zip(low, high, strict=True)],
            ).fun
            for sign in (1, -1)
        ]
        assert ends[:, place] == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize(
    ("weights", "low", "high", "total", "why"),
    [
        ([-1.0, 2.0], [0.0, 0.0], [1.0, 1.0], 0.5, OutOfRange),
        ([0.5, 0.5], [0.0, 0.0], [1.0, 1.0], 2.0, OutOfRange),
        ([0.5, 0.5], [0.0, 0.0], [1.0, 1.0], -1.0, OutOfRange),
        ([0.5, 0.5], [0.0, 1.0], [1.0, 0.0], 0.5, OutOfRange),
        ([0.5, 0.5], [0.0, 0.0], [1.0], 0.5, OutOfRange),
        ([0.5, 0.5], [0.0, 0.0], [1.0, 1.0], np.nan, OutOfRange),
        ([0.5], [0.0, 0.0], [1.0, 1.0], 0.5, ShapeMismatch),
    ],
)
def test_an_equation_that_has_no_solution_is_refused(
    weights: object, low: object, high: object, total: float, why: type[Exception]
) -> None:
    with pytest.raises(why):
        confined(weights, low, high, total)  # type: ignore[arg-type]


# --- Differencing: the result with and without some ballots -----------------------


def mean_of_gone(
    n: Floats, left: Floats, mean: Floats, kept: Floats, W: Floats, g: int
) -> float:
    """Return the length of the interval he finds for the ballots that g lost.

    Unknown are what is left and what is gone in each group, (2 G); known are the means
    of both together, and the weighted sum of what is left.
    """
    G, gone = len(n), n - left
    together = np.hstack([np.diag(left), np.diag(gone)])
    A = np.vstack([together, np.concatenate([W, np.zeros(G)])])
    b = np.concatenate([n * mean, [W @ kept]])
    c = np.eye(2 * G)[G + g]
    low, high = (linprog(s * c, None, None, A, b, (40, 100)) for s in (1, -1))
    assert low.success
    assert high.success
    return float(-high.fun - low.fun)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_few_ballots_gave_does_not_show_in_the_result_without_them(
    seed: int,
) -> None:
    chance = np.random.default_rng(seed)
    n = np.tile([[12.0], [47], [541]], 8)
    left = n - np.array([[0], [3], [25]]) * (np.arange(8) != 7)
    W = np.array([0.4, 0.2, 0.4]) if seed % 2 else np.array([0.02, 0.96, 0.02])
    kept = chance.uniform(70, 90, (3, 8))
    lost = chance.uniform(40, 100, (3, 8))
    mean = (left * kept + (n - left) * lost) / n
    safe = differences_safe(Means(left, kept), Means(n, mean), W, (40.0, 100.0))
    assert safe[7]
    for u in range(7):
        width = mean_of_gone(n[:, u], left[:, u], mean[:, u], kept[:, u], W, 1)
        assert safe[u] == (width >= PROTECTION * SPAN - 1e-6)
    assert safe.all() == bool(seed % 2)


def test_a_group_that_is_gone_altogether_is_not_safe() -> None:
    n, left = np.array([[5.0], [40.0]]), np.array([[0.0], [30.0]])
    mean, kept = np.array([[80.0], [80.0]]), np.array([[np.nan], [80.0]])
    safe = differences_safe(Means(left, kept), Means(n, mean), [0.5, 0.5], (40, 100))
    assert not safe.any()


def test_ballots_before_are_some_of_those_after() -> None:
    one, two = Means([[5.0]], [[80.0]]), Means([[9.0]], [[80.0]])
    with pytest.raises(OutOfRange):
        differences_safe(two, one, [1.0], (40, 100))
    with pytest.raises(ShapeMismatch):
        differences_safe(Means([[5.0, 5.0]], [[80.0]]), one, [1.0], (40, 100))


def test_others_that_are_needed_stay_hidden() -> None:
    # 12 and 20 weigh too little alone, together just enough; without them 30 do not.
    shown = publishable([7, 12, 20, 400], weights=[0.6, 0.03, 0.03, 0.34])
    assert shown.tolist() == [False, False, False, True]
    shown = publishable([7, 12, 20, 30, 400], weights=[0.6, 0.03, 0.01, 0.03, 0.33])
    assert shown.tolist() == [False, False, True, False, True]
