"""Two people do the same thing at the same moment: it is done once."""

from datetime import date
from typing import TYPE_CHECKING

from gongping.audit.selectors import verify_chain
from gongping.foundation.transitions import NotPossibleNow
from gongping.ledger import services as ledger
from gongping.ledger.models import LedgerItem
from gongping.meetings import services as hall
from gongping.meetings.models import AgendaItem, ReviewSession
from gongping.meetings.states import AgendaState, SessionState
from gongping.organisation import services as organisation
from gongping.organisation.models import Unit
from gongping.procedure.sessions import open_session
from gongping.roll.models import Ticket
from gongping.roll.services import take_ticket
from tests.ledger import workbooks
from tests.organisation.conftest import workbook as people_workbook
from tests.polls.sealed import SealedSeason
from tests.races.conftest import at_once, refused
from tests.world import World

if TYPE_CHECKING:
    from gongping.roll.services import HeldTicket


def test_eight_people_take_a_ticket_and_get_eight(season: SealedSeason) -> None:
    voters = season.voters()[-8:]
    before = Ticket.objects.count()

    def take(n: int) -> "HeldTicket":
        return take_ticket(season.poll, by=voters[n])

    answers = at_once(*[lambda n=n: take(n) for n in range(8)])
    assert refused(answers) == []
    assert len({held.ticket for held in answers}) == 8  # type: ignore[attr-defined]
    assert Ticket.objects.count() == before - 8
    assert verify_chain().is_intact


def test_one_person_on_two_devices_gets_one_ticket(season: SealedSeason) -> None:
    voter, before = season.world.actor("voter"), Ticket.objects.count()
    one, two = at_once(*[lambda: take_ticket(season.poll, by=voter)] * 2)
    assert one == two
    assert Ticket.objects.count() == before - 1


def test_a_ledger_import_is_confirmed_once(world: World) -> None:
    by = world.actor("secretariat")
    batch = ledger.stage_import(workbooks.workbook(workbooks.WHOLE), by=by)
    answers = at_once(*[lambda: ledger.apply_import(batch.pk, by=by)] * 2)
    assert refused(answers) == [NotPossibleNow]
    assert LedgerItem.objects.count() == 1


def test_two_imports_of_the_same_people_make_them_once(world: World) -> None:
    by = world.actor("secretariat")
    staged = [
        organisation.stage_import(
            people_workbook(), by=by, effective_on=date(2026, 1, 5)
        )
        for _ in range(2)
    ]
    answers = at_once(
        *[lambda b=b: organisation.apply_import(b.pk, by=by) for b in staged]
    )
    assert len(refused(answers)) <= 1, answers
    assert Unit.objects.filter(name="测绘司").count() == 1
    assert verify_chain().is_intact


def test_two_operators_press_next_and_one_unit_reports(world: World) -> None:
    by = world.actor("secretariat")
    session = _reporting(world)
    answers = at_once(*[lambda: hall.next_unit(session, by=by)] * 2)
    assert refused(answers) == []
    states = list(
        AgendaItem.objects.filter(session=session)
        .order_by("position")
        .values_list("state", flat=True)
    )
    assert states[:2] == [AgendaState.REPORTED, AgendaState.REPORTING]
    assert set(states[2:]) == {AgendaState.WAITING}


def _reporting(world: World) -> ReviewSession:
    by = world.actor("secretariat")
    round_ = hall.create_round(
        year=2026, half="first", title="上半年", held_at=world.users["voter"].created_at,
        chair_name="办公厅负责人", venues=["机关礼堂"], by=by,
    )  # fmt: skip
    session = ReviewSession.objects.get(pk=round_.pk)
    open_session(session, by=by)
    return hall.move_session(session, SessionState.REPORTING, by=by)
