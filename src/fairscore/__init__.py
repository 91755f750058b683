"""The statistics of scoring: pure, deterministic, arrays in and frozen results out.

Formulas, sources and decisions: docs/specification/fairscore.md.
"""

from fairscore.disclosure import (
    Disclosure,
    disclosure_of,
    publishable,
    unanimous,
)
from fairscore.errors import (
    CannotBeEstimated,
    Empty,
    FairscoreError,
    NotComparable,
    NotFinite,
    OutOfRange,
    SchemeMalformed,
    ShapeMismatch,
    UnitUnseen,
    WeightsMalformed,
)
from fairscore.evaluation import evaluate
from fairscore.fits import GroupFit
from fairscore.intervals import rank_range, score_interval
from fairscore.means import composite, group_mean
from fairscore.ranks import RankSets, rank_sets, tiers
from fairscore.rounding import round_half_up
from fairscore.scheme import Method, Scheme, parse_scheme
from fairscore.scores import Scores, grade_shares, score_counts

__all__ = [
    "CannotBeEstimated",
    "Disclosure",
    "Empty",
    "FairscoreError",
    "GroupFit",
    "Method",
    "NotComparable",
    "NotFinite",
    "OutOfRange",
    "RankSets",
    "Scheme",
    "SchemeMalformed",
    "Scores",
    "ShapeMismatch",
    "UnitUnseen",
    "WeightsMalformed",
    "composite",
    "disclosure_of",
    "evaluate",
    "grade_shares",
    "group_mean",
    "parse_scheme",
    "publishable",
    "rank_range",
    "rank_sets",
    "round_half_up",
    "score_counts",
    "score_interval",
    "tiers",
    "unanimous",
]
