"""The statistics of scoring: pure, deterministic, arrays in and frozen results out.

Formulas, sources and decisions: docs/specification/fairscore.md.
"""

from fairscore.additive import fit_additive, is_connected
from fairscore.adjustment import Headline, headline
from fairscore.advice import Advice, advice
from fairscore.agreement import Icc, icc
from fairscore.alpha import kripp_alpha
from fairscore.components import VarComp, varcomp
from fairscore.derivable import PROTECTION, confined
from fairscore.differencing import (
    Means,
    Release,
    differences_safe,
    filters_publishable,
    second_release,
)
from fairscore.disclosure import (
    Disclosure,
    Released,
    disclosure_of,
    publishable,
    unanimous,
    withholds_all,
)
from fairscore.drawn_ranks import marginal_rank_sets, simultaneous_rank_sets
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
from fairscore.fits import GroupFit, contrast
from fairscore.flags import FlagSummary, MarkedBallots, ballot_flags, mark_ballots
from fairscore.generalisability import (
    GCoef,
    effective_size,
    g_coef,
    separation_reliability,
    uncertainty_shares,
)
from fairscore.histograms import grade_shares, histogram, median, trimmed_mean
from fairscore.intervals import rank_range, score_interval
from fairscore.means import composite, group_mean, score_margin
from fairscore.mfrm import Mfrm, mfrm
from fairscore.ranks import RankSets, rank_sets, tiers
from fairscore.robust import RobustFit, fit_robust
from fairscore.rounding import in_public, in_report, round_half_up, steady
from fairscore.scheme import Method, Scheme, parse_scheme
from fairscore.scores import Scores, mean_of, score_counts, weighted

__version__ = "1.1"
"""Named in every result: goes up when the same ballots would give another figure."""

__all__ = [
    "PROTECTION",
    "Advice",
    "CannotBeEstimated",
    "Disclosure",
    "Empty",
    "FairscoreError",
    "FlagSummary",
    "GCoef",
    "GroupFit",
    "Headline",
    "Icc",
    "MarkedBallots",
    "Means",
    "Method",
    "Mfrm",
    "NotComparable",
    "NotFinite",
    "OutOfRange",
    "RankSets",
    "Release",
    "Released",
    "RobustFit",
    "Scheme",
    "SchemeMalformed",
    "Scores",
    "ShapeMismatch",
    "UnitUnseen",
    "VarComp",
    "WeightsMalformed",
    "advice",
    "ballot_flags",
    "composite",
    "confined",
    "contrast",
    "differences_safe",
    "disclosure_of",
    "effective_size",
    "evaluate",
    "filters_publishable",
    "fit_additive",
    "fit_robust",
    "g_coef",
    "grade_shares",
    "group_mean",
    "headline",
    "histogram",
    "icc",
    "in_public",
    "in_report",
    "is_connected",
    "kripp_alpha",
    "marginal_rank_sets",
    "mark_ballots",
    "mean_of",
    "median",
    "mfrm",
    "parse_scheme",
    "publishable",
    "rank_range",
    "rank_sets",
    "round_half_up",
    "score_counts",
    "score_interval",
    "score_margin",
    "second_release",
    "separation_reliability",
    "simultaneous_rank_sets",
    "steady",
    "tiers",
    "trimmed_mean",
    "unanimous",
    "uncertainty_shares",
    "varcomp",
    "weighted",
    "withholds_all",
]
