"""Intraclass correlations against the published table."""

import math
from dataclasses import astuple

import numpy as np
import pytest

from fairscore import CannotBeEstimated, NotFinite, icc
from tests.fairscore.published import SHROUT_FLEISS


def test_the_published_six_come_out() -> None:
    assert astuple(icc(SHROUT_FLEISS)) == pytest.approx(
        (0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093), abs=5e-5
    )


def test_shift_of_all_and_new_names_change_nothing() -> None:
    again = 3 * SHROUT_FLEISS[::-1, ::-1] + 50
    assert astuple(icc(again)) == pytest.approx(astuple(icc(SHROUT_FLEISS)))


def test_leniency_leaves_consistency_alone() -> None:
    lenient = SHROUT_FLEISS + np.array([[0.0], [10], [-5], [3]])
    assert icc(lenient).icc31 == pytest.approx(icc(SHROUT_FLEISS).icc31)
    assert icc(lenient).icc21 < icc(SHROUT_FLEISS).icc21


def test_where_nothing_varies_there_is_no_number() -> None:
    assert all(math.isnan(one) for one in astuple(icc(np.full((5, 4), 0.1))))


def test_blanks_and_single_ballots_are_refused() -> None:
    blank = SHROUT_FLEISS.copy()
    blank[0, 0] = np.nan
    with pytest.raises(NotFinite):
        icc(blank)
    with pytest.raises(CannotBeEstimated):
        icc(SHROUT_FLEISS[:1])
    with pytest.raises(CannotBeEstimated):
        icc(SHROUT_FLEISS[:, :1])
