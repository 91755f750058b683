"""Every change of what clerks type from paper ballots, up to their sealing."""

from gongping.paper.services.piles import begin_pile, discard_pile, take_pile
from gongping.paper.services.printing import print_ballots
from gongping.paper.services.sealing import seal
from gongping.paper.services.settling import settle
from gongping.paper.services.sheets import drop_sheet, insert_sheet, save_sheet
from gongping.paper.services.turns import finish_turn, reopen_turn

__all__ = [
    "begin_pile",
    "discard_pile",
    "drop_sheet",
    "finish_turn",
    "insert_sheet",
    "print_ballots",
    "reopen_turn",
    "save_sheet",
    "seal",
    "settle",
    "take_pile",
]
