"""The figures that may be shown, as the text that anybody's verifier compares."""

from ballotbox.tally import GroupTally, Tally
from ballotbox.totals import WITHHELD, totals_text
from ballotbox.validity import Reason
from gongping.results.figures import Figures


def published_totals(figures: Figures) -> str:
    """Return the totals for `gongping verify --totals`.

    They are made of the figures that are kept, and suppression came before those: a
    group that is not shown is absent, and so is a unit of which its grades are not.
    Where numbers were given, how often each was is kept nowhere, so no unit has any.
    """
    groups = (
        _group(figures, place, group)
        for place, group in enumerate(figures["groups"])
        if group["is_shown"]
    )
    return totals_text(Tally(tuple(groups)))


def _group(figures: Figures, place: int, group: Figures) -> GroupTally:
    reasons = group["invalid_reasons"]
    parts = [unit["by_group"][place] for unit in figures["units"]]
    if "numbers" in figures:
        parts = [None] * len(parts)
    return GroupTally(
        group=group["number"],
        issued=group["issued"],
        received=group["received"],
        valid=group["valid"],
        abstained=group["abstained"],
        invalid=tuple((why, reasons[why]) for why in Reason if why in reasons),
        histogram=tuple(
            tuple(map(tuple, part["counts"])) if part else WITHHELD for part in parts
        ),
    )
