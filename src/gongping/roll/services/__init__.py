"""Every change of a roll: who may vote, who has collected, what an issuer signs."""

from gongping.roll.services.export import export_roll
from gongping.roll.services.handing_out import (
    HeldTicket,
    build_roll,
    forget_redeemed,
    mark_slip_drawn,
    take_back_slip_mark,
    take_ticket,
    wipe_tickets,
)
from gongping.roll.services.issuing import (
    close_issuing,
    issue,
    open_undrawn_slips,
    prepare_issuing,
)
from gongping.roll.services.late import add_late_voter, confirm_late_voter
from gongping.roll.services.on_paper import mark_on_paper, take_back_paper_mark
from gongping.roll.services.printing import print_slips, wipe_pile, wipe_slips

__all__ = [
    "HeldTicket",
    "add_late_voter",
    "build_roll",
    "close_issuing",
    "confirm_late_voter",
    "export_roll",
    "forget_redeemed",
    "issue",
    "mark_on_paper",
    "mark_slip_drawn",
    "open_undrawn_slips",
    "prepare_issuing",
    "print_slips",
    "take_back_paper_mark",
    "take_back_slip_mark",
    "take_ticket",
    "wipe_pile",
    "wipe_slips",
    "wipe_tickets",
]
