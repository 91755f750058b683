"""Too little, nothing, or nonsense: each public function says so, and how.

One table for what ballots can be short of, one for everything else that may be given.
`number`: there is an answer, and it is meant. `nan`: "cannot be estimated", printed as
such; `part`: so for some units. Otherwise the error, by its name.
"""

import inspect
import warnings
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest

import fairscore as f
from fairscore import FairscoreError
from fairscore.inputs import Floats, Ints
from tests.fairscore.drawn import NAN

Given = tuple[Floats, Ints, list[float]]
HALVES = np.repeat([0, 1], 6)


def _drawn(*changes: tuple[Any, float], shape: tuple[int, int] = (12, 4)) -> Floats:
    S = np.random.default_rng(1).integers(0, 4, shape).astype(np.float64)
    for where, value in changes:
        S[where] = value
    return S


EVEN, ODD = (slice(0, None, 2), slice(2)), (slice(1, None, 2), slice(2, 4))
SITUATIONS: Final[dict[str, Given]] = {
    "one ballot": (_drawn(shape=(1, 4)), np.array([0]), [1.0]),
    "one unit": (_drawn(shape=(12, 1)), HALVES, [0.5, 0.5]),
    "a group of one": (_drawn(), np.array([0] + [1] * 11), [0.5, 0.5]),
    "all equal": (np.full((12, 4), 3.0), HALVES, [0.5, 0.5]),
    "all abstain": (np.full((12, 4), NAN), HALVES, [0.5, 0.5]),
    "disconnected": (_drawn((EVEN, NAN), (ODD, NAN)), HALVES, [0.5, 0.5]),
    "a blank": (_drawn(((0, 0), NAN)), HALVES, [0.5, 0.5]),
    "infinite": (_drawn(((0, 0), np.inf)), HALVES, [0.5, 0.5]),
    "unit unseen": (_drawn(((slice(None), 1), NAN)), HALVES, [0.5, 0.5]),
}


def _fit(S: Floats, g: Ints, W: list[float]) -> f.GroupFit:
    return f.headline(S, g, W).fit


def _sets(S: Floats, g: Ints, W: list[float]) -> f.RankSets:
    fit = _fit(S, g, W)
    return f.rank_sets(fit.theta, fit.V, fit.df)


def _known(sets: Callable[..., Any], given: tuple[Floats, Ints, list[float]]) -> Any:
    fit = _fit(*given)
    return sets(fit.theta, fit.V, seed=1)


def _counts(S: Floats, g: Ints) -> Ints:
    return f.histogram(S[:, :, None], g, 4)


def _marked(S: Floats) -> f.MarkedBallots:
    return f.mark_ballots(S, np.zeros(S.shape[1]), np.zeros(len(S)))


def _marginal(theta: Any, V: Any) -> Any:
    return f.marginal_rank_sets(theta, V, seed=1)


def _together(theta: Any, V: Any) -> Any:
    return f.simultaneous_rank_sets(theta, V, seed=1)


KNOWN: Final = f.GroupFit(np.zeros(2), np.eye(2), np.full(2, 9.0), np.full((1, 2), 9))
NONE: Final = np.zeros(0, dtype=np.int64)
SCHEME: Final = f.parse_scheme({"points": [1, 0], "criteria": [1], "groups": [1]})


def _flagged(S: Floats) -> Any:
    return f.ballot_flags(S, np.zeros(S.shape[1]), np.zeros(len(S)), k=5).flagged


def _alpha(S: Floats, g: Ints) -> float:
    return f.kripp_alpha(_counts(S, g).sum(axis=(0, 2)), "ordinal")


BALLOTS: Final[dict[str, Callable[[Floats, Ints, list[float]], Any]]] = {
    "composite": lambda S, *_: f.composite(S[:, :, None], [1.0]),
    "group_mean": lambda S, g, W: f.group_mean(S, g, W).theta,
    "group_mean df": lambda S, g, W: f.group_mean(S, g, W).df,
    "headline": lambda S, g, W: _fit(S, g, W).theta,
    "headline df": lambda S, g, W: _fit(S, g, W).df,
    "score_margin": f.score_margin,
    "fit_additive": lambda S, *_: f.fit_additive(S)[0],
    "fit_robust": lambda S, g, W: f.fit_robust(S, g, W).theta,
    "score_interval": lambda S, g, W: f.score_interval(_fit(S, g, W)),
    "rank_range": lambda S, g, W: _known(f.rank_range, (S, g, W)),
    "rank_sets": lambda S, g, W: _sets(S, g, W).lo,
    "tiers": lambda S, g, W: f.tiers(_sets(S, g, W)),
    "varcomp": lambda S, *_: f.varcomp(S),
    "agreement": lambda S, *_: f.varcomp(S).agreement,
    "g_coef": lambda S, *_: f.g_coef(f.varcomp(S), 10.0),
    "icc": lambda S, *_: f.icc(S),
    "separation_reliability": lambda S, g, W: f.separation_reliability(
        _fit(S, g, W).theta, _fit(S, g, W).V
    ),
    "contrast": lambda S, g, W: f.contrast(_fit(S, g, W).V),
    "mfrm": lambda S, *_: f.mfrm(S[:, :, None]).theta,
    "is_connected": lambda S, *_: f.is_connected(S),
    "histogram": lambda S, g, _W: _counts(S, g),
    "kripp_alpha": lambda S, g, _W: _alpha(S, g),
    "trimmed_mean": lambda S, g, _W: f.trimmed_mean(_counts(S, g), 1),
    "median": lambda S, g, _W: f.median(_counts(S, g)),
    "grade_shares": lambda S, g, _W: f.grade_shares(_counts(S, g)),
    "ballot_flags": lambda S, *_: _flagged(S),
    "mark_ballots": lambda S, *_: _marked(S).without(lambda _take: 1.0, k=5),
}

# In the order of the situations. "#" a number, "-" nan, "/" nan for some units;
# errors by a letter.
LETTERS: Final = {
    "number": "#", "nan": "-", "part": "/", "CannotBeEstimated": "C",
    "NotComparable": "A", "UnitUnseen": "U", "Empty": "E", "NotFinite": "F",
}  # fmt: skip
TABLE: Final = """
composite               # # # # E / / F /
group_mean              # # # # E # # F U
group_mean df           - - - - E # # F U
headline                # # # # E A # F U
headline df             - - - - E A # F U
score_margin            - # - - E # # F U
fit_additive            # # # # E A # F U
fit_robust              # # # # E A # F U
score_interval          - - - - E A # F U
rank_range              C C C C E A # F U
rank_sets               C C C C E A # F U
tiers                   C C C C E A # F U
varcomp                 C C # # E A # F U
agreement               C C # - E A # F U
g_coef                  C C # - E A # F U
icc                     C C # - E F F F F
separation_reliability  - - - - E A # F U
contrast                C C C # E A # F U
mfrm                    C C # C E C # F /
is_connected            # # # # E # # F #
histogram               # # # # # # # F #
kripp_alpha             C C # - C # # F #
trimmed_mean            # # # # - # # F /
median                  # # # # - # # F /
grade_shares            # # # # - # # F /
ballot_flags            - - - # E # - F -
mark_ballots            - - - - E # - F -
"""


def _numbers(answer: Any) -> list[float]:
    """Return every number in an answer; what is nothing is `nan`."""
    if is_dataclass(answer) and not isinstance(answer, type):
        parts = [getattr(answer, field.name) for field in fields(answer)]
        return [number for part in parts for number in _numbers(part)]
    if isinstance(answer, tuple | list):
        return [number for part in answer for number in _numbers(part)]
    if answer is None:
        return [NAN]
    numbers: list[float] = np.asarray(answer, dtype=np.float64).ravel().tolist()
    return numbers


def _said(call: Callable[[], Any]) -> str:
    """Return in one word what comes of a call: as in the table."""
    try:
        known = np.isfinite(_numbers(call()))
    except FairscoreError as error:
        return type(error).__name__
    if known.all():
        return "number"
    return "part" if known.any() else "nan"


def _rows() -> list[tuple[str, str, str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()]
    return [
        (" ".join(row[: -len(SITUATIONS)]), situation, letter)
        for row in rows
        for situation, letter in zip(SITUATIONS, row[-len(SITUATIONS) :], strict=True)
    ]


@pytest.mark.parametrize(("name", "situation", "letter"), _rows())
def test_what_ballots_are_too_few_for_is_no_number(
    name: str, situation: str, letter: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = _said(lambda: BALLOTS[name](*SITUATIONS[situation]))
    assert LETTERS[said] == letter


def test_the_table_is_whole() -> None:
    assert [name for name, _, _ in _rows()[:: len(SITUATIONS)]] == list(BALLOTS)


NO_INTS: Final = np.zeros((1, 1, 1, 3), dtype=np.int64)
EYE: Final = np.eye(3)
FLOATS: Any = np.full((1, 1, 1, 3), NAN)
SOME: Final = f.Means([[12.0]], [[80.0]])
OTHERS: Final[list[tuple[str, Callable[[], Any], str]]] = [
    ("advice", lambda: f.advice([], []), "Empty"),
    ("advice", lambda: f.advice([NAN], [1]), "NotFinite"),
    ("advice", lambda: f.advice([0, 50], [1, 1]), "CannotBeEstimated"),
    ("advice", lambda: f.advice([12], [0]), "WeightsMalformed"),
    ("advice", lambda: f.advice([12], [1], units=1), "OutOfRange"),
    ("ballot_flags", lambda: f.ballot_flags(EYE, [0] * 3, [0]), "ShapeMismatch"),
    ("composite", lambda: f.composite(np.zeros((1, 1, 2)), [0, 0]), "WeightsMalformed"),
    ("confined", lambda: f.confined([1.0], [0.0], [1.0], 2.0), "OutOfRange"),
    ("confined", lambda: f.confined([], [], [], 0.0), "Empty"),
    ("confined", lambda: f.confined([NAN], [0.0], [1.0], 0.5), "NotFinite"),
    ("contrast", lambda: f.contrast(np.full((2, 2), NAN)), "CannotBeEstimated"),
    ("differences_safe", lambda: f.differences_safe(SOME, SOME, [], (0, 1)), "Empty"),
    (
        "differences_safe",
        lambda: f.differences_safe(f.Means([[1.5]], [[1.0]]), SOME, [1.0], (0, 100)),
        "OutOfRange",
    ),
    ("disclosure_of", lambda: f.disclosure_of(NO_INTS[0], 4, [True]), "OutOfRange"),
    ("disclosure_of", lambda: f.disclosure_of(NO_INTS[0], 10, []), "ShapeMismatch"),
    (
        "disclosure_of",
        lambda: f.disclosure_of(NO_INTS[0] - 1, 10, [True]),
        "OutOfRange",
    ),
    ("effective_size", lambda: f.effective_size([0.0], [1.0]), "CannotBeEstimated"),
    ("effective_size", lambda: f.effective_size([-1.0], [1.0]), "OutOfRange"),
    ("effective_size", lambda: f.effective_size([], []), "Empty"),
    ("evaluate", lambda: f.evaluate(SCHEME, NO_INTS).composite, "nan"),
    ("evaluate", lambda: f.evaluate(SCHEME, NO_INTS - 1), "OutOfRange"),
    ("evaluate", lambda: f.evaluate(SCHEME, FLOATS), "OutOfRange"),
    ("evaluate", lambda: f.evaluate(SCHEME, NO_INTS[0]), "ShapeMismatch"),
    ("filters_publishable", lambda: f.filters_publishable([1.0]), "ShapeMismatch"),
    ("filters_publishable", lambda: f.filters_publishable([[NAN]]), "OutOfRange"),
    ("g_coef", lambda: f.g_coef(f.VarComp(1, 1, 1), 0.0), "OutOfRange"),
    ("g_coef", lambda: f.g_coef(f.VarComp(1, 1, 1), NAN), "OutOfRange"),
    ("g_coef", lambda: f.g_coef(f.VarComp(0, 0, 0), 9.0), "nan"),
    ("g_coef", lambda: f.g_coef(f.VarComp(NAN, NAN, NAN), 9.0), "nan"),
    ("grade_shares", lambda: f.grade_shares([-1, 2]), "OutOfRange"),
    ("grade_shares", lambda: f.grade_shares([NAN]), "OutOfRange"),
    ("grade_shares", lambda: f.grade_shares([]), "ShapeMismatch"),
    ("histogram", lambda: f.histogram([[[9]]], [0], 4), "OutOfRange"),
    ("histogram", lambda: f.histogram(np.zeros((0, 1, 1)), [], 4), "Empty"),
    ("in_public", lambda: f.in_public(NAN), "NotFinite"),
    ("in_report", lambda: f.in_report(np.inf), "NotFinite"),
    ("kripp_alpha", lambda: f.kripp_alpha([[1, -1]], "nominal"), "OutOfRange"),
    ("kripp_alpha", lambda: f.kripp_alpha([[NAN, 1]], "nominal"), "NotFinite"),
    ("marginal_rank_sets", lambda: _marginal([1.0], [[1.0]]), "CannotBeEstimated"),
    ("marginal_rank_sets", lambda: _marginal([NAN, 1.0], EYE[:2, :2]), "NotFinite"),
    ("marginal_rank_sets", lambda: _marginal([1, 2], EYE * NAN), "ShapeMismatch"),
    ("mean_of", lambda: f.mean_of([], []), "nan"),
    ("mean_of", lambda: f.mean_of([0, 0], [Fraction(1)] * 2), "nan"),
    ("mean_of", lambda: f.mean_of([-1], [Fraction(1)]), "OutOfRange"),
    ("mean_of", lambda: f.mean_of([1, 1], [Fraction(1)]), "ShapeMismatch"),
    ("median", lambda: f.median([0, 0]), "nan"),
    ("median", lambda: f.median([0.5, 1]), "OutOfRange"),
    ("mfrm", lambda: f.mfrm(np.full((3, 3, 1), 0.5)), "OutOfRange"),
    ("parse_scheme", lambda: f.parse_scheme({}), "SchemeMalformed"),
    ("publishable", lambda: f.publishable([NAN]), "OutOfRange"),
    ("publishable", lambda: f.publishable([12], weights=[NAN]), "WeightsMalformed"),
    ("rank_range", lambda: f.rank_range([1, 2], EYE[:2, :2] * 0, seed=1), "C"),
    ("rank_sets", lambda: f.rank_sets([1, 2], EYE[:2, :2], [NAN, NAN]), "C"),
    ("rank_sets", lambda: f.rank_sets([NAN, 2], EYE[:2, :2], [9, 9]), "NotFinite"),
    ("round_half_up", lambda: f.round_half_up(1.0, -1), "OutOfRange"),
    (
        "score_counts",
        lambda: f.score_counts(NO_INTS, [1, 0], [1], [1]).composite,
        "nan",
    ),
    ("score_counts", lambda: f.score_counts(NO_INTS, [1, 0], [1], [0]), "W"),
    ("score_interval", lambda: f.score_interval(KNOWN, 1.0), "OutOfRange"),
    ("score_margin", lambda: f.score_margin(EYE, [0] * 3, [1.0], NAN), "OutOfRange"),
    ("second_release", lambda: f.second_release([9], [8]), "OutOfRange"),
    ("second_release", lambda: f.second_release([NAN], [8]), "NotFinite"),
    ("second_release", lambda: f.second_release([], []), "Empty"),
    ("separation_reliability", lambda: f.separation_reliability([], EYE), "Empty"),
    ("simultaneous_rank_sets", lambda: _together([1.0], [[1.0]]), "C"),
    ("simultaneous_rank_sets", lambda: _together([1, 2], EYE[:2, :2] * NAN), "C"),
    ("steady", lambda: f.steady([NAN]), "nan"),
    ("tiers", lambda: f.tiers(f.RankSets(NONE, NONE, NONE > 0)), "Empty"),
    ("trimmed_mean", lambda: f.trimmed_mean([5, 5], -1), "OutOfRange"),
    ("unanimous", lambda: f.unanimous(np.array([NAN, 1.0])), "OutOfRange"),
    ("unanimous", lambda: f.unanimous(np.array([[1]])), "ShapeMismatch"),
    ("uncertainty_shares", lambda: f.uncertainty_shares([9], [1.0], [0.0]), "nan"),
    (
        "uncertainty_shares",
        lambda: f.uncertainty_shares([9], [1.0], [NAN]),
        "NotFinite",
    ),
    ("weighted", lambda: f.weighted([None], [Fraction(1)]), "nan"),
    ("weighted", lambda: f.weighted([Fraction(1)], [Fraction(0)]), "W"),
    ("weighted", lambda: f.weighted([], [Fraction(1)]), "ShapeMismatch"),
    ("withholds_all", lambda: f.withholds_all([NAN], [1.0]), "OutOfRange"),
    ("withholds_all", lambda: f.withholds_all([9], [9.0]), "WeightsMalformed"),
]


@pytest.mark.parametrize(("name", "call", "wanted"), OTHERS)
def test_nonsense_has_a_name(name: str, call: Callable[[], Any], wanted: str) -> None:
    long = {"C": "CannotBeEstimated", "W": "WeightsMalformed"}
    assert _said(call) == long.get(wanted, wanted), name


def test_every_public_function_is_asked() -> None:
    public = {n for n in f.__all__ if inspect.isfunction(getattr(f, n))}
    asked = {name for name, _, _ in OTHERS} | set(BALLOTS)
    assert public <= asked, public - asked
