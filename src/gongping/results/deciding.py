"""What the leaders decided of a result, in words: who, when, under which number."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation.format import day_year

if TYPE_CHECKING:
    from gongping.results.models import RankingDecision, Result


def what_was_decided(*, is_ranked: bool, is_across: bool) -> str:
    """Say how units are compared."""
    return {
        (False, False): _("不列名次，同类相比"),
        (True, False): _("列大致名次，同类相比"),
        (False, True): _("不列名次，全部单位放在一起比"),
        (True, True): _("列大致名次，全部单位放在一起比"),
    }[is_ranked, is_across]


def decision_said(decision: "RankingDecision") -> str:
    """Say what was decided, by whom, when, and under which number."""
    return _("%(what)s：按%(who)s %(day)s的决定（%(number)s）。") % {
        "what": what_was_decided(
            is_ranked=decision.is_ranked, is_across=decision.is_across
        ),
        "who": decision.decided_by,
        "day": day_year(decision.decided_on),
        "number": decision.number,
    }


def comparing_said(result: "Result") -> str:
    """Say by which decision a sheet compares as it does; nothing if as usual."""
    if result.ranking is None or not (result.is_ranked or result.is_across):
        return ""
    return decision_said(result.ranking)
