"""The statistics of scoring: pure, deterministic, arrays in and frozen results out.

This first part holds what a count report needs: weighted scores from counts, shares
of grades, exact rounding and the suppression of small groups.
"""

from fairscore.disclosure import (
    Disclosure,
    disclosure_of,
    publishable,
    unanimous,
)
from fairscore.errors import (
    FairscoreError,
    SchemeMalformed,
    ShapeMismatch,
    WeightsMalformed,
)
from fairscore.evaluation import evaluate
from fairscore.rounding import round_half_up
from fairscore.scheme import Method, Scheme, parse_scheme
from fairscore.scores import Scores, grade_shares, score_counts

__all__ = [
    "Disclosure",
    "FairscoreError",
    "Method",
    "Scheme",
    "SchemeMalformed",
    "Scores",
    "ShapeMismatch",
    "WeightsMalformed",
    "disclosure_of",
    "evaluate",
    "grade_shares",
    "parse_scheme",
    "publishable",
    "round_half_up",
    "score_counts",
    "unanimous",
]
