"""The number of queries does not grow with the data; each selector says its own."""

from collections.abc import Callable
from typing import Any

import pytest

from gongping.foundation.actors import Actor
from gongping.ledger import selectors, services
from gongping.ledger.selectors import ItemFilter, Tab
from tests.ledger.factory import Desk

Assert = Any
COSTS: list[tuple[int, Callable[[Actor, int], Any]]] = [
    (2, lambda a, _u: list(selectors.list_items(a)[:40])),
    (2, lambda a, _u: list(selectors.list_items(a, ItemFilter(tab=Tab.STALE))[:40])),
    (1, lambda a, _u: selectors.light_counts(selectors.narrowed(a, ItemFilter()))),
    (1, lambda a, _u: selectors.tab_counts(a, 2026)),
    (2, lambda a, _u: selectors.count_without(a, ItemFilter(), ["text", "light"])),
    (1, lambda _a, u: selectors.first_of_unit(u, 2026, 6)),
    (1, lambda _a, u: selectors.pressing_of_unit(u, 2026, 5)),
    (1, lambda _a, u: list(selectors.answered_for(u, 2026))),
    (1, lambda _a, _u: selectors.items_by_id([1, 2], is_whole=False)),
    (2, lambda _a, _u: selectors.items_by_id([1, 2], is_whole=True)),
    (1, lambda a, _u: selectors.waiting_for_units(a)),
    (1, lambda a, _u: selectors.waiting_for_secretariat(a)),
    (1, lambda _a, _u: selectors.key_tasks_for_ballot(2026)),
    (1, lambda _a, _u: selectors.overdue_by_unit(2026)),
    (1, lambda _a, u: selectors.lights_of_unit(u, 2026)),
    (1, lambda _a, _u: list(selectors.list_focuses(2026))),
    (1, lambda a, _u: selectors.list_years(a)),
    (1, lambda a, _u: selectors.list_saved_filters(a)),
    (1, lambda _a, _u: selectors.list_imports()),
    (1, lambda a, _u: list(selectors.items_to_propose(a))),
    (1, lambda a, _u: list(selectors.items_to_acknowledge(a))),
    (1, lambda a, _u: list(selectors.items_to_report(a))),
    (1, lambda a, _u: list(selectors.items_to_confirm_reports(a))),
    (1, lambda a, _u: list(selectors.items_to_sign_extension(a))),
    (1, lambda a, _u: list(selectors.items_to_support(a))),
    (1, lambda a, _u: list(selectors.items_to_verify(a))),
    (1, lambda a, _u: list(selectors.items_to_confirm(a))),
    (1, lambda a, _u: list(selectors.items_with_extension(a))),
    (1, lambda a, _u: list(selectors.items_to_look_back(a))),
    (2, lambda _a, _u: selectors.items_for_sources(["comment-point:1"])),
    (5, lambda a, _u: selectors.items_by_number(["2026-003-01", "2026-003-02"], a)),
]


@pytest.mark.parametrize("place", range(len(COSTS)))
@pytest.mark.parametrize("items", [1, 6])
def test_a_list_costs_what_it_says(
    desk: Desk, place: int, items: int, django_assert_max_num_queries: Assert
) -> None:
    for _n in range(items):
        item = desk.published(supporting_units=(desk.world.other_unit.pk,))
        desk.report(item)
    desk.follow_up()
    most, read = COSTS[place]
    with django_assert_max_num_queries(most):
        read(desk.secretariat, desk.world.unit.pk)


def test_an_item_costs_the_same_however_long_its_history(
    desk: Desk, django_assert_num_queries: Assert
) -> None:
    item = desk.published(supporting_units=(desk.world.other_unit.pk,))
    for place in range(3):
        desk.report(item, place)
    services.request_extension(
        item, new_due_on=desk.day(150), reason="晚到", by=desk.head
    )
    with django_assert_num_queries(8):
        found = selectors.get_item(item.number, desk.secretariat)
        _read_all(found)


def test_an_attachment_costs_one_query(
    desk: Desk, django_assert_num_queries: Assert
) -> None:
    with django_assert_num_queries(1), pytest.raises(Exception, match="没有找到"):
        selectors.get_attachment(1, desk.secretariat)


def _read_all(item: Any) -> None:
    for update in item.updates.all():
        assert update.item is item
        assert update.milestone is None or update.milestone.title
        assert not list(update.attachments.all())
    for ask in item.extensions.all():
        assert ask.milestone is None
    assert [s.unit.name for s in item.supporting.all()]
    assert not list(item.changes.all())
    assert not list(item.nudges.all())
    assert item.responsible_person.unit.name
