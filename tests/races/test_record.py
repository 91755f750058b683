"""The record under several hands: one chain, whatever else they hold."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from gongping.audit.models import Event
from gongping.audit.selectors import verify_chain
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.ledger.models import LedgerItem
from tests.ledger.factory import Desk
from tests.races.conftest import PATIENCE, at_once, refused
from tests.world import World

WRITERS, ROUNDS = 8, 5
BY = Actor(1, "秘书处")


def write(subject: str) -> None:
    record("ledger:item:published", by=BY, subject=subject)


def writer(name: int) -> Callable[[], None]:
    def act() -> None:
        for turn in range(ROUNDS):
            with transaction.atomic():
                write(f"{name}-{turn} begun")
                write(f"{name}-{turn} done")

    return act


@pytest.mark.usefixtures("database")
def test_eight_writers_make_one_chain() -> None:
    answers = at_once(*map(writer, range(WRITERS)))
    assert refused(answers) == []
    report = verify_chain()
    assert (report.is_intact, report.count) == (True, WRITERS * ROUNDS * 2)
    written = list(Event.objects.order_by("position").values_list("subject", flat=True))
    pairs = zip(written[::2], written[1::2], strict=True)
    assert all(one.split()[0] == two.split()[0] for one, two in pairs)


def test_holding_an_item_and_the_record_in_either_order_ends_well(world: World) -> None:
    """Who writes first and then takes the item meets who does it the other way round.

    Each waits in the middle for the other to have come as far, but not for ever: when
    acts take turns, the other has not begun.
    """
    item = Desk(world).published()
    half = threading.Barrier(2)

    def meet() -> None:
        try:
            half.wait(1)
        except threading.BrokenBarrierError:
            return

    def take() -> None:
        LedgerItem.objects.select_for_update().get(pk=item.pk)

    def in_order(*steps: Callable[[], None]) -> Callable[[], None]:
        def act() -> None:
            with transaction.atomic():
                for step in steps:
                    step()

        return act

    answers = at_once(
        in_order(lambda: write("甲"), meet, take),
        in_order(take, meet, lambda: write("乙")),
    )
    assert refused(answers) == []
    assert verify_chain().is_intact


@pytest.mark.usefixtures("database")
def test_a_reader_waits_for_nobody() -> None:
    is_held, is_read = threading.Event(), threading.Event()

    def hold() -> bool:
        with transaction.atomic():
            write("长")
            is_held.set()
            return is_read.wait(PATIENCE)

    def read() -> int:
        assert is_held.wait(PATIENCE)
        count = Event.objects.count()
        is_read.set()
        return count

    assert at_once(hold, read) == [True, 0]


@pytest.mark.usefixtures("database")
def test_the_turn_is_given_back_when_an_act_fails() -> None:
    def fail() -> None:
        with transaction.atomic():
            write("坏")
            raise LookupError

    assert refused(at_once(fail, fail)) == [LookupError, LookupError]
    write("好")
    assert Event.objects.get().subject == "好"


@pytest.mark.usefixtures("database")
def test_a_turn_that_does_not_come_leaves_the_connection_usable() -> None:
    def impatient() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(Exception, match="lock timeout"), transaction.atomic():
            pass
        return Event.objects.count()

    with transaction.atomic():
        assert at_once(impatient) == [0]
