"""Checks of ballots: what is found, and that no ballot is ever named."""

import copy
import json
import pickle
from dataclasses import astuple

import numpy as np
import pytest

from fairscore import (
    MarkedBallots,
    OutOfRange,
    ShapeMismatch,
    ballot_flags,
    careless,
    fit_additive,
    mark_ballots,
)
from fairscore.inputs import Floats

UNITS = 20


def meeting(seed: int = 1, ballots: int = 300, units: int = UNITS) -> Floats:
    chance = np.random.default_rng(seed)
    quality = chance.normal(80, 6, units)
    leniency = chance.normal(0, 4, (ballots, 1))
    return quality + leniency + chance.normal(0, 5, (ballots, units))


def marked(S: Floats, Y: Floats | None = None) -> MarkedBallots:
    return mark_ballots(S, *fit_additive(S), Y=Y)


def who(S: Floats, kind: str, Y: Floats | None = None) -> list[int]:
    """The ballots left out by a check, as only a caller that asks for them can see."""
    everybody = np.arange(len(S))
    left = marked(S, Y).without(lambda take: take(everybody), kinds=[kind], k=5)
    assert left is not None
    return sorted(set(range(len(S))) - set(left.tolist()))


def test_an_honest_meeting_is_hardly_ever_marked() -> None:
    found = ballot_flags(meeting(), *fit_additive(meeting()))
    assert found.ballots == 300
    assert found.k == 10
    assert {found.constant, found.copies, found.flagged} == {None}


def test_straight_lines_are_constant_runs_without_variation() -> None:
    S = meeting()
    S[:12] = 100.0
    assert who(S, "constant") == list(range(12))
    assert who(S, "long_run") == list(range(12))
    assert set(range(12)) <= set(who(S, "little_variation"))
    assert marked(S).summary().constant == 12


def test_ballots_marked_by_chance_are_far_from_all() -> None:
    S = meeting()
    S[:15] = np.random.default_rng(2).choice([0.0, 200.0], (15, UNITS))
    assert set(range(15)) <= set(who(S, "far_from_all"))


def test_the_same_ballot_twice_is_found_unless_it_is_constant() -> None:
    S = meeting()
    S[:12] = S[0]
    S[12:24] = 90.0
    S[0, 3] = S[1, 3] = np.nan
    S[2:12] = S[0]
    assert who(S, "copies") == list(range(12))


def test_voters_who_think_alike_are_marked_by_nothing() -> None:
    # One half uses the scale more widely than the other: the residuals of each half
    # agree to .8 and more, and nobody has colluded (0012).
    chance = np.random.default_rng(5)
    quality = chance.normal(80, 15, UNITS)
    wide = np.where(np.arange(300) % 2, 1.15, 1.0)[:, None]
    S = 80 + wide * (quality - 80) + chance.normal(0, 0.5, (300, UNITS))
    theta, b = fit_additive(S)
    alike = np.corrcoef((S - theta - b[:, None])[::2])
    assert np.median(alike) > 0.8
    assert marked(S).summary(5).flagged is None


def test_every_criterion_is_looked_at() -> None:
    S = meeting()
    Y = np.stack([S - 10, S + 10], axis=2)
    Y[:10] = 80.0
    S = Y.mean(axis=2)
    # The mean of two criteria may be level where the answers are not.
    Y[0, :, 0], Y[0, :, 1] = 70.0, 90.0
    assert who(S, "constant") == list(range(10))
    assert who(S, "constant", Y) == list(range(1, 10))


def test_blanks_and_empty_ballots_are_no_marks() -> None:
    S = meeting()
    S[:20] = np.nan
    S[20:40, 1:] = np.nan
    S[40:60, ::2] = np.nan
    found = marked(S).summary()
    assert (found.constant, found.copies, found.flagged) == (None, None, None)
    some = np.full((12, UNITS), np.nan)
    some[:, 0] = 80.0
    alone = mark_ballots(some, np.zeros(UNITS), np.zeros(12)).summary(5)
    assert astuple(alone)[2:] == (None,) * 6


def test_everybody_equal_and_one_ballot_are_told_without_a_number_of_few() -> None:
    S = np.full((40, UNITS), 80.0)
    found = ballot_flags(S, np.full(UNITS, 80.0), np.zeros(40))
    assert (found.constant, found.flagged, found.long_run) == (40, 40, None)
    one = ballot_flags(S[:1], np.full(UNITS, 80.0), np.zeros(1))
    assert (one.constant, one.flagged) == (None, None)


def test_counts_are_hidden_that_would_leave_a_few_over() -> None:
    S = meeting()
    S[:12] = 100.0
    S[12:15] = S[12]
    found = marked(S).summary()
    assert found.flagged is not None
    assert found.flagged >= 15
    assert found.constant is None
    assert marked(S).summary(5).copies is None


def test_the_result_without_them_is_computed_on_the_others() -> None:
    S = meeting()
    S[:12] = 100.0
    marks = marked(S)
    without = marks.without(lambda take: take(S).mean(axis=0), kinds=["constant"])
    assert without == pytest.approx(S[12:].mean(axis=0))
    assert marks.without(lambda take: len(take(S)), kinds=["constant"], k=13) is None
    assert marks.without(lambda take: len(take(S))) == 288
    with pytest.raises(ShapeMismatch):
        marks.without(lambda take: take(S[:5]), kinds=["constant"])
    with pytest.raises(OutOfRange):
        marks.without(lambda take: take(S), kinds=["handwriting"])


def test_marks_cannot_be_stored_by_accident() -> None:
    marks = marked(meeting())
    assert repr(marks) == str(marks) == "MarkedBallots(…)"
    for keep in (pickle.dumps, copy.copy, copy.deepcopy, json.dumps, vars):
        with pytest.raises(TypeError):
            keep(marks)
    assert not hasattr(marks, "__iter__")
    assert not hasattr(marks, "__array__")


def test_a_new_order_of_ballots_or_units_changes_no_count() -> None:
    S = meeting()
    S[:12] = 100.0
    S[12:24] = S[12]
    chance = np.random.default_rng(8)
    again = S[chance.permutation(300)][:, chance.permutation(UNITS)]
    assert marked(again).summary(5) == marked(S).summary(5)


def test_a_threshold_below_the_floor_is_refused() -> None:
    with pytest.raises(OutOfRange):
        marked(meeting()).summary(4)
    with pytest.raises(OutOfRange):
        marked(meeting()).without(len, k=4)  # type: ignore[arg-type]


def test_runs_are_of_neighbours_and_blanks_break_them() -> None:
    cells = np.array([[1, 1, 1, 2], [1, np.nan, 1, 1], [np.nan] * 4, [1, 2, 1, 2]])
    assert careless.longest_run(cells).tolist() == [3, 2, 0, 1]
