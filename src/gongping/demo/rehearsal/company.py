"""Who rehearses: the fictional ministry, a round, a poll, and the keys to it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongping.demo import cast as casting
from gongping.demo.keyring import Keeper, key_up, sign_rules
from gongping.demo.rounds import planned_poll, planned_round
from gongping.demo.workbooks import ledger_book
from gongping.foundation import clock
from gongping.ledger import services as ledger
from gongping.polls import selectors as polls
from gongping.procedure import services as procedure

if TYPE_CHECKING:
    from gongping.demo.cast import Cast
    from gongping.meetings.models import ReviewRound
    from gongping.polls.models import Poll


@dataclass
class Company:
    """Everybody and everything that a rehearsal plays with."""

    cast: "Cast"
    round: "ReviewRound"
    poll: "Poll"
    keepers: list[Keeper] = field(default_factory=list)


def gather(preset: str) -> "Company":
    """Make the ministry, its tasks and reports, a round to be held and a sealed poll.

    Nothing has happened yet: the hall is empty, the rules are frozen and signed.
    """
    casting.set_up_organisation()
    casting.import_people()
    cast = casting.cast()
    batch = ledger.stage_import(ledger_book(), by=cast.secretariat)
    ledger.apply_import(batch.pk, is_publishing=True, by=cast.secretariat)
    round_ = planned_round(cast, clock.now(), preset=preset)
    poll = planned_poll(cast, round_, layout="overall", slips=0)
    keepers = key_up(poll, cast.scrutineers)
    procedure.freeze_poll(poll, by=cast.secretariat)
    poll = polls.get_poll(poll.code, cast.secretariat)
    sign_rules(poll, keepers)
    return Company(cast, round_, poll, keepers)
