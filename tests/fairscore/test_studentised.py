"""The studentised range against published tables and a general integrator."""

import numpy as np
import pytest
from scipy.stats import studentized_range, t

from fairscore import OutOfRange, studentised

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("k", "df", "printed"),
    [
        (3, 10, 3.88),
        (5, 20, 4.23),
        (10, 10, 5.60),
        (20, 30, 5.47),
        (10, INFINITE, 4.47),
    ],
)
def test_quantiles_are_those_of_printed_tables(
    k: int, df: float, printed: float
) -> None:
    assert studentised.quantile(0.95, k, df) == pytest.approx(printed, abs=0.006)


@pytest.mark.parametrize(("k", "df"), [(47, 11.5), (8, 3)])
def test_quantiles_agree_with_a_general_integrator(k: int, df: float) -> None:
    assert studentised.quantile(0.95, k, df) == pytest.approx(
        studentized_range.ppf(0.95, k, df), rel=1e-5
    )


@pytest.mark.parametrize("df", [2.0, 7.5, 40.0])
def test_the_range_of_two_is_student_s_difference(df: float) -> None:
    wanted = t.ppf(0.995, df) * np.sqrt(2)
    assert studentised.quantile(0.99, 2, df) == pytest.approx(wanted)


def test_many_degrees_of_freedom_are_as_good_as_infinitely_many() -> None:
    nearly = studentised.quantile(0.95, 47, 0.99 * studentised.MANY)
    assert nearly == pytest.approx(studentised.quantile(0.95, 47, INFINITE), abs=1e-3)


@pytest.mark.parametrize(("k", "df"), [(1, 5.0), (3, 0.0), (3, float("nan"))])
def test_a_range_that_is_none_is_refused(k: int, df: float) -> None:
    with pytest.raises(OutOfRange):
        studentised.quantile(0.95, k, df)
